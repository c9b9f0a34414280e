"""Reads of the words of a report: the newest version of each part, and what is agreed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from openmappa.publication import words
from openmappa.publication.models import Consent, Wording
from openmappa.publication.words import Clearance, Words


@dataclass(frozen=True, slots=True)
class Part:
    """The newest version of a part, and who said what to it."""

    wording: Wording
    consents: tuple[Consent, ...]

    def given(self, kind: str) -> tuple[Consent, ...]:
        """The consents of one kind."""
        return tuple(consent for consent in self.consents if consent.kind == kind)

    @property
    def clearance(self) -> Clearance:
        """What is known of a case study: who checked it, and the answer of victim liaison."""
        answers = self.given(Consent.VICTIM_LIAISON)
        return Clearance(
            tuple(consent.given_by for consent in self.given(Consent.ANONYMOUS)),
            answers[-1].answer if answers else "",
        )

    @property
    def state(self) -> str:
        """`not written`, `draft` or `agreed`."""
        if not self.wording.text.strip():
            return "not written"
        return "agreed" if self.given(Consent.AGREED) else "draft"


def newest(area_id: int, year: str, using: str) -> dict[str, Part]:
    """The newest version of each part that was ever written, by file."""
    found = (
        Wording.objects.using(using)
        .filter(area_id=area_id, reporting_year=year)
        .order_by("file", "-version")
        .distinct("file")
    )
    wordings = list(found)
    consents: dict[int, list[Consent]] = defaultdict(list)
    for consent in (
        Consent.objects.using(using).filter(wording__in=[w.pk for w in wordings]).order_by("pk")
    ):
        consents[consent.wording_id].append(consent)
    return {w.file: Part(w, tuple(consents[w.pk])) for w in wordings}


def words_of(parts: Mapping[str, Part]) -> Words:
    """The words as a report is built from them."""
    read = words.read({file: part.wording.text.encode() for file, part in parts.items()})
    return replace(
        read,
        clearance={
            file.removesuffix(".md"): part.clearance
            for file, part in parts.items()
            if file.removesuffix(".md") in words.CASE_STUDIES
        },
    )


def as_files(parts: Mapping[str, Part]) -> dict[str, str]:
    """The words as the files of a folder, who cleared the case studies among them."""
    files = {file: part.wording.text for file, part in parts.items()}
    cleared = []
    for name in words.CASE_STUDIES:
        part = parts.get(f"{name}.md")
        if part is not None and (
            part.clearance.anonymity_checked_by or part.clearance.victim_liaison
        ):
            cleared.append(
                f"[{name}]\nanonymity_checked_by = {quoted(part.clearance.anonymity_checked_by)}\n"
            )
            if part.clearance.victim_liaison:
                cleared.append(f"victim_liaison = {quoted(part.clearance.victim_liaison)}\n")
    return files | ({words.CLEARANCE: "".join(cleared)} if cleared else {})


def quoted(value: str | tuple[str, ...]) -> str:
    """Text, or a list of it, as a value in a TOML file."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
