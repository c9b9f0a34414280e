"""Finding people by what somebody typed: a name as heard, a birth, a number, an address, words.

`read` makes out what was typed; `find` asks the one function of the database that may look at the
search tables (migration 0008_search). docs/search.md says what is forgiven.
"""

from __future__ import annotations

import json
import re
import unicodedata
from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connections

from openmappa.law.dates import in_words
from openmappa.law.offences import OFFENCES
from openmappa.nominals.identifiers import Identifier, Kind, recognise
from openmappa.nominals.nicknames import forms
from openmappa.nominals.register import NUMBERS

LONGEST = 200  # characters that a search may have
MOST = 500  # people that one search finds

# What somebody can be found by; a role may search by some of them.
KINDS = {
    "name": "name",
    "born": "date of birth",
    "identifier": "number",
    "record": "record number",
    "address": "address",
    "telephone": "telephone number",
    "e_mail": "e-mail address",
    "online_name": "online name",
    "vehicle": "vehicle",
    "mark": "mark",
    "look": "description or vehicle",
    "method": "modus operandi",
    "offence": "offence",
    "order_term": "order term",
    "log": "log",
}

_REFERENCE = re.compile(r"M[0-9]{7}[A-Z]")
# Letters that no accent can be taken from.
_PLAIN = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})

_TELEPHONE = re.compile(r"\+?[0-9() .\-]{6,24}")
_VEHICLE = re.compile(
    r"[A-Z]{2}[0-9]{2}[A-Z]{3}|[A-Z][0-9]{1,3}[A-Z]{3}|[A-Z]{3}[0-9]{1,3}[A-Z]|[A-Z]{1,3}[0-9]{1,4}"
)
# Numbers that no check letter tells: of these two the form is known, of the others nothing.
_FORMS = {
    "national_insurance": re.compile(r"[A-Z]{2}[0-9]{6}[A-D]?"),
    "driving_licence": re.compile(r"[A-Z9]{5}[0-9]{6}[A-Z9]{2}[A-Z0-9]{3}([0-9]{2})?"),
}
_OTHER_NUMBERS = tuple(kind for kind in NUMBERS if kind not in set(Kind))
# The word of its kind that people write before a number: "CRN", "PNC id:", "tel. no.".
_KIND_WORDS = (
    *(re.sub(r" (?:id|number|reference)$", "", label) for label in NUMBERS.values()),
    *("nomis", "noms", "ni", "licence", "pnd", "ho", "record", "reference", "ref", "e-mail"),
    *("telephone", "tel", "phone", "mobile", "mob", "email", "postcode", "vehicle", "car"),
    *("registration", "reg", "plate", "vrm", "vrn", "index"),
)
_A_KIND_WORD = "|".join(map(re.escape, _KIND_WORDS))
_KIND_WORD = re.compile(
    rf"(?:{_A_KIND_WORD})(?:[ ./]*(?:{_A_KIND_WORD}|id|no|num|number))*[ .:#]+", re.IGNORECASE
)
_E_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\b", re.IGNORECASE)
_OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?", re.IGNORECASE)
_SAID = re.compile(
    r"(address|log|look|mark|method|name|offence|online name|order term)\s*:\s*(.+)", re.IGNORECASE
)

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = "|".join(f"{m[:3]}(?:{m[3:]})?" if m != "may" else m for m in _MONTHS).replace(
    "sep(?:tember)?", "sept?(?:ember)?"
)
_TO = r" ?(?:-|–|to|and|until) ?"
_BORN = r"(?:(?:born|dob|d\.o\.b\.?|date of birth)(?: on| in)?[:\s]*)?"
_BIRTHS = tuple(
    re.compile(rf"(?<![\w/.\-]){_BORN}(?:{pattern})(?![\w/])", re.IGNORECASE)
    for pattern in (
        r"(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        rf"(?:between )?(?P<since>(?:19|20)\d\d){_TO}(?P<until>(?:19|20)\d\d)",
        r"(?P<day>\d{1,2})[/.\- ](?P<month>\d{1,2})[/.\- ](?P<year>(?:19|20)\d\d|\d\d)",
        r"(?P<day>[0-3]\d)(?P<month>[01]\d)(?P<year>(?:19|20)\d\d)",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<name>{_MONTH})"
        r",?(?: (?P<year>(?:19|20)\d\d))?",
        rf"(?P<name>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)",
        rf"(?P<name>{_MONTH}) (?P<year>(?:19|20)\d\d)",
        r"(?P<day>\d{1,2})/(?P<month>\d{1,2})",
        r"(?:about|abt|circa|c\.?|approx\.?|around) ?(?P<around>(?:19|20)\d\d)",
        r"(?:about|abt|approx\.?|around|circa) (?P<about>\d\d)(?: ?(?:years(?: old)?|yrs?|yo))?",
        rf"aged? ?(?P<youngest>\d\d){_TO}(?P<eldest>\d\d)",
        rf"(?P<youngest_2>\d\d){_TO}(?P<eldest_2>\d\d) ?(?:years old|yrs? old|yo)",
        r"aged? ?(?P<age>\d\d)|(?P<age_2>\d\d) ?(?:years old|yrs? old|yo)",
        r"(?P<year>(?:19|20)\d\d)",
    )
)


class Span(NamedTuple):
    """Days from the first to the last."""

    first: date
    last: date

    @classmethod
    def of_years(cls, first: int, last: int) -> Span:
        """All days of some years."""
        return cls(date(first, 1, 1), date(last, 12, 31))


@dataclass(frozen=True, slots=True)
class Birth:
    """What was typed of a date of birth: the days that fit it, and those that fit it less and less.

    `turned`: day and month changed about; `slip`: one digit another; `birthday`: the day in another
    year; then the month, and the year, if more was typed.
    """

    words: str
    within: Span
    turned: tuple[date, ...] = ()
    slip: tuple[date, ...] = ()
    birthday: tuple[date, ...] = ()
    month: Span | None = None
    year: Span | None = None

    def asked(self) -> dict[str, Any]:
        """The same as the database is asked."""
        parts = {name: getattr(self, name) for name in ("within", "month", "year")}
        parts |= {name: getattr(self, name) for name in ("turned", "slip", "birthday")}
        return {name: [str(day) for day in days] for name, days in parts.items() if days}


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed, and what it can be.

    `facts` are kinds and values that must be met as a whole; `loose` is text of which an address, a
    mark, an online name or the log may speak; `part` may be part of a number, `plate` of a
    registration ("_" for a sign that was not read, "%" for any number of them). `offence` is in the
    words of one, `cited` those of the law that these words name. `only` is the kind that was named
    before a colon.
    """

    text: str
    identifiers: tuple[Identifier, ...] = ()
    name: str = ""
    birth: Birth | None = None
    facts: tuple[tuple[str, str], ...] = ()
    reference: str = ""
    loose: str = ""
    part: str = ""
    plate: str = ""
    offence: str = ""
    cited: tuple[str, ...] = ()
    only: str = ""
    understood: tuple[str, ...] = field(default=())

    @property
    def is_number(self) -> bool:
        """Whether it is a number of some kind and nothing else."""
        return bool(self.facts or self.reference) and not (self.name or self.birth)

    def said(self, *, by_name: bool) -> tuple[str, ...]:
        """What was understood; words that fit no name best are not called one."""
        if by_name or self.only or not (self.name and self.loose):
            return self.understood
        ways = ("a name", *(("an offence",) if self.offence else ()), "words")
        return (f"“{self.name}” as {', '.join(ways[:-1])} and as {ways[-1]}",)

    @property
    def kind(self) -> str:
        """What was searched by, in words that hold nothing of what was typed."""
        if self.identifiers:
            return " or ".join(i.kind.label for i in self.identifiers)
        if self.only:
            return KINDS[self.only]
        if self.name or self.birth:
            parts = [("name", self.name), ("date of birth", self.birth)]
            return " and ".join(word for word, part in parts if part)
        numbers = {kind for kind, _ in self.facts} - {"record", "identifier"}
        if self.plate:
            numbers |= {"vehicle", "address"} if self.loose else {"vehicle"}
        if numbers:
            return " or ".join(KINDS[kind] for kind in KINDS if kind in numbers)
        return "address" if self.loose and " " in self.loose else "reference or record number"

    def among(self, kinds: Collection[str]) -> set[str]:
        """Those of these kinds that were meant: all, or the one that was named."""
        return set(kinds) & {self.only} if self.only else set(kinds)

    def asked(self) -> str:
        """The same as the database is asked."""
        question: dict[str, Any] = self.birth.asked() if self.birth else {}
        if self.name:
            question["name"] = self.name
            question["forms"] = {w: sorted(forms(w)) for w in words(self.name)}
        for name in ("facts", "reference", "loose", "part", "plate"):
            if getattr(self, name):
                question[name] = getattr(self, name)
        if self.offence:
            question["offence"] = {"words": self.offence, "cited": self.cited}
        return json.dumps(question)


class Found(NamedTuple):
    """Somebody whom the scope may see: how well they fit, also by their leading name alone.

    `kind` is what they were found by; of a name, `source` says whose it is (0 the leading one, 1 a
    record's, 2 and 3 another name) and `source_id` which. Of another fact they say which row of
    `of_table` it is.
    """

    nominal_id: int
    fit: float
    by_leading: float
    kind: str
    source: int | None
    source_id: int | None
    of_table: str | None = None


class Elsewhere(NamedTuple):
    """Somebody of another area, of whom nothing more may be told than which area that is."""

    nominal_id: int
    area_id: int


def find(
    typed: Typed, kinds: Collection[str], using: str, most: int = MOST
) -> tuple[list[Found], list[Elsewhere]]:
    """Those whom the scope may see and who fit, best first; and those of other areas.

    `kinds` is what the visitor's roles may search by. Always one statement, so that how many are
    asked says nothing about what was found.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            "select nominal_id, fit, by_leading, kind, source, source_id, of_table, area_id"
            " from nominals_search(%s, %s, %s)",
            [typed.asked(), sorted(typed.among(kinds)), most],
        )
        rows = cursor.fetchall()
    best: dict[int, Found] = {}
    for *row, area_id in rows:
        if area_id is None:
            one = Found(*row)
            known = best.get(one.nominal_id, one)
            led = max(one.by_leading, known.by_leading)
            best[one.nominal_id] = max(one, known, key=lambda f: f.fit)._replace(by_leading=led)
    elsewhere = [Elsewhere(row[0], row[-1]) for row in rows if row[-1] is not None]
    return sorted(best.values(), key=lambda f: (-f.fit, -f.by_leading)), elsewhere


def read(text: str, on: date) -> Typed:
    """What was typed, without marks that nobody can see; ages are those of the day `on`."""
    shown = "".join(
        c for c in text if unicodedata.category(c) not in {"Cf", "Cc", "Cs"} or c == "\t"
    )
    cleaned = " ".join(unicodedata.normalize("NFKC", shown).split())
    if len(cleaned) > LONGEST:
        return Typed(cleaned)
    return _said(cleaned) or _made_out(cleaned, on)


def _said(cleaned: str) -> Typed | None:
    """What was typed, if it begins with the kind that is meant."""
    said = _SAID.fullmatch(cleaned)
    if said is None:
        return None
    only, rest = said[1].lower().replace(" ", "_"), said[2]
    if only == "offence":
        return Typed(
            cleaned,
            offence=rest,
            cited=cited(rest),
            only=only,
            understood=(f"the offence “{rest}”",),
        )
    if only == "name":
        return Typed(cleaned, name=rest, only=only, understood=(f"the name “{rest}”",))
    where = {
        "log": "the log",
        "look": "descriptions and vehicles",
        "mark": "marks",
        "method": "modus operandi",
        "order_term": "terms of orders and licence",
        "address": "addresses",
    }.get(only, "online names")
    loose = _together(rest) if only == "address" else rest
    return Typed(cleaned, loose=loose, only=only, understood=(f"“{rest}” in {where}",))


def _made_out(cleaned: str, on: date) -> Typed:
    """What was typed: a number, or a name, a birth or an address."""
    if number := _with_kind(cleaned, on) or _number(cleaned, on):
        return number
    birth, rest = _birth(cleaned, on)
    if birth and not any(c.isalnum() for c in rest):
        return Typed(cleaned, birth=birth, understood=(birth.words,))
    if any(c.isdigit() for c in rest):  # no name has a digit
        plate = _plate(cleaned)
        said = f"the address “{cleaned}”"
        return Typed(
            cleaned,
            loose=_together(cleaned),
            plate=plate,
            understood=(f"{said} or part of a vehicle registration" if plate else said,),
        )
    acts = () if birth else cited(rest)
    return Typed(
        cleaned,
        name=rest,
        birth=birth,
        loose="" if birth else rest,
        offence=rest if acts else "",
        cited=acts,
        understood=(f"the name “{rest}”", *((birth.words,) if birth else ())),
    )


def _with_kind(cleaned: str, on: date) -> Typed | None:
    """What was typed, if it is the word of a kind of number and such a number.

    The whole may be one too: REG 123 is a registration.
    """
    word = _KIND_WORD.match(cleaned)
    number = _number(cleaned[word.end() :], on) if word else None
    if number is None:
        return None
    whole = _number(cleaned, on)
    return replace(number, text=cleaned, facts=number.facts + (whole.facts if whole else ()))


def _number(cleaned: str, on: date) -> Typed | None:
    """What was typed, if it is one number or address of a net, whole or in part."""
    birth, rest = _birth(cleaned, on)
    named = birth is not None and len(rest) > 1 and not any(c.isdigit() for c in rest)
    if named and not recognise(cleaned):
        return None
    plate = _plate(cleaned)
    if plate and re.search(r"[?*]", cleaned):
        return Typed(cleaned, plate=plate, understood=("part of a vehicle registration",))
    return _net(cleaned) or _postcode(cleaned) or _numbered(cleaned)


def _plate(cleaned: str) -> str:
    """What may be part of a registration, as it is looked for; empty if it is none."""
    plain = re.sub(r"[\s\-]", "", cleaned).upper()
    read_ = re.sub(r"[^A-Z0-9]", "", plain)
    if not (re.fullmatch(r"[A-Z0-9?*]+", plain) and 3 <= len(read_) <= len(plain) <= 8):
        return ""
    if not re.search(r"[0-9?*]", plain) or read_.isdigit():
        return ""
    return plain.replace("?", "_").replace("*", "%")


def cited(text: str) -> tuple[str, ...]:
    """The offences of the schedules whose names have all these words, by citation."""
    wanted = set(words(text))
    if not any(len(word) > 3 for word in wanted):
        return ()
    return tuple(act for act, of in _offence_words().items() if wanted <= of)


@lru_cache(maxsize=1)
def _offence_words() -> dict[str, frozenset[str]]:
    return {act: frozenset(words(offence.name)) for act, offence in OFFENCES.items()}


def _net(cleaned: str) -> Typed | None:
    if _E_MAIL.fullmatch(cleaned):
        facts = (("e_mail", cleaned), ("online_name", cleaned))
        return Typed(cleaned, facts=facts, understood=(f"the e-mail address {cleaned}",))
    if cleaned.startswith("@") and len(cleaned) > 1:
        return Typed(
            cleaned,
            facts=(("online_name", cleaned),),
            loose=cleaned[1:],
            understood=(f"the online name {cleaned}",),
        )
    return None


def _postcode(cleaned: str) -> Typed | None:
    if not (_POSTCODE.fullmatch(cleaned) or (_OUTWARD.fullmatch(cleaned) and len(cleaned) < 5)):
        return None
    plain = cleaned.replace(" ", "").upper()
    return Typed(
        cleaned,
        facts=(("vehicle", plain),) if _VEHICLE.fullmatch(plain) else (),
        loose=plain,
        plate=plain,
        understood=(f"the postcode {cleaned.upper()} or part of a vehicle registration",),
    )


def _numbered(cleaned: str) -> Typed | None:
    together = re.sub(r"[\s/.\-]", "", cleaned).upper()
    plain = re.sub(r"[^A-Z0-9]", "", cleaned.upper())
    digits = re.sub(r"[^0-9]", "", cleaned)
    identifiers = tuple(recognise(cleaned))
    facts = [("identifier", f"{i.kind}:{i.canonical}") for i in identifiers]
    said = [str(i) for i in identifiers]
    reference = together if _REFERENCE.fullmatch(together) else ""
    if reference:
        said.append(f"the reference {reference}")
    if digits and (identifiers or " " not in cleaned):
        facts.append(("record", together))
    whole = bool(digits) and " " not in cleaned
    others = [
        kind
        for kind in _OTHER_NUMBERS
        if (_FORMS[kind].fullmatch(plain) if kind in _FORMS else whole)  # spaces only by form
    ]
    facts += [("identifier", f"{kind}:{plain}") for kind in others]
    if not said:
        said += [NUMBERS[kind] for kind in others if kind in _FORMS]
    telephone = bool(_TELEPHONE.fullmatch(cleaned)) and 7 <= len(digits) <= 15
    if telephone:
        facts.append(("telephone", cleaned))
        said.append("a telephone number")
    if _VEHICLE.fullmatch(plain) and not identifiers:
        facts.append(("vehicle", plain))
        said.append("a vehicle registration")
    dated = any(pattern.fullmatch(cleaned) for pattern in _BIRTHS)
    if not digits or not (facts or reference) or (dated and not identifiers):
        return None
    part = plain if 4 <= len(plain) <= 12 and not identifiers and not reference else ""
    return Typed(
        cleaned,
        identifiers=identifiers,
        facts=tuple(facts),
        reference=reference,
        part=part,
        understood=tuple(said or ["a number"]),
    )


def _together(text: str) -> str:
    """The text, postcodes in it without their space, as addresses are kept."""
    return _POSTCODE.sub(lambda found: found[0].replace(" ", ""), text)


def _birth(text: str, on: date) -> tuple[Birth | None, str]:
    """What the text says of a date of birth, and the text without it."""
    for pattern in _BIRTHS:
        for match in pattern.finditer(text):
            birth = _born(match, on)
            if birth is not None:
                rest = f"{text[: match.start()]} {text[match.end() :]}"
                return birth, " ".join(rest.split()).strip(" ,;")
    return None, text


def _born(match: re.Match[str], on: date) -> Birth | None:
    part = {name: value for name, value in match.groupdict().items() if value}
    about = _about(part, on)
    if about:
        return about
    month = int(part.get("month", 0))
    if "name" in part:
        month = next(n for n, name in enumerate(_MONTHS, 1) if name[:3] == part["name"][:3].lower())
    day = int(part.get("day", 0))
    if month > 12:  # the American way
        day, month = month, day
    if "year" not in part:
        return _birthday(day, month, on)
    year = int(part["year"])
    if year < 100:
        year += 2000 if 2000 + year <= on.year else 1900
    if month and day:
        born = _day(year, month, day)
        return _of_day(born) if born else None
    if month:
        named = f"born in {_MONTHS[month - 1].capitalize()} {year}"
        return Birth(named, _whole_month(year, month), year=Span.of_years(year, year))
    return _of_years(f"born in {year}", year, year, 1)


def _about(part: Mapping[str, str], on: date) -> Birth | None:
    """A birth by age, by about which year, or between two of either."""
    if "around" in part:
        year = int(part["around"])
        return _of_years(f"born about {year}", year - 2, year + 2, 2)
    if age := part.get("age") or part.get("age_2"):
        last = on.year - int(age)
        return _of_years(f"aged {age}", last - 1, last, 1)
    if "since" in part:
        since, until = sorted((int(part["since"]), int(part["until"])))
        return _of_years(f"born from {since} to {until}", since, until, 1)
    if one := part.get("youngest") or part.get("youngest_2"):
        other = part.get("eldest") or part["eldest_2"]
        youngest, eldest = sorted((int(one), int(other)))
        named = f"aged {youngest} to {eldest}"
        return _of_years(named, on.year - eldest - 1, on.year - youngest, 1)
    if "about" in part:
        middle = on.year - int(part["about"])
        return _of_years(f"aged about {part['about']}", middle - 3, middle + 2, 3)
    return None


def _of_years(named: str, first: int, last: int, more: int) -> Birth:
    return Birth(named, Span.of_years(first, last), year=Span.of_years(first - more, last + more))


def _whole_month(year: int, month: int) -> Span:
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _birthday(day: int, month: int, on: date) -> Birth | None:
    years = range(on.year - 110, on.year + 1)
    days = tuple(d for y in years if (d := _day(y, month, day)))
    if not days:
        return None
    turned = tuple(d for y in years if (d := _day(y, day, month)))
    # No day is nearest: every one of these years' is what was typed.
    never = Span(date(1, 1, 2), date(1, 1, 1))
    words_ = f"born on {day} {_MONTHS[month - 1].capitalize()}"
    return Birth(words_, never, turned=days, birthday=turned)


def _of_day(born: date) -> Birth:
    turned = _day(born.year, born.day, born.month)
    return Birth(
        f"born on {in_words(born)}",
        Span(born, born),
        turned=(turned,) if turned and turned != born else (),
        slip=tuple(sorted(_one_digit_off(born))),
        birthday=tuple(
            d
            for y in range(born.year - 10, born.year + 11)
            if y != born.year and (d := _day(y, born.month, born.day))
        ),
        month=_whole_month(born.year, born.month),
        year=Span.of_years(born.year, born.year),
    )


def _one_digit_off(born: date) -> Iterator[date]:
    written = born.strftime("%d%m%Y")
    for place in range(8):
        for digit in "0123456789":
            other = written[:place] + digit + written[place + 1 :]
            found = _day(int(other[4:]), int(other[2:4]), int(other[:2]))
            if found and found != born and abs(found - born) < timedelta(days=366 * 100):
                yield found


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=100_000)
def words(text: str) -> tuple[str, ...]:
    """The words of a name without case, accents, hyphens and apostrophes."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    kept = "".join(
        c if c.isalnum() else " " if c.isspace() or unicodedata.category(c) == "Pd" else ""
        for c in plain
    )
    return tuple(kept.split())


def rebuild(using: str) -> dict[str, tuple[int, int]]:
    """Fill the search tables anew; for each, how many rows it has and how many are new or gone.

    `using` is the owner's connection, in a transaction. Searches wait for its end.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("select of_table, in_all, changed from nominals_search_rebuild()")
        return {
            table.removeprefix("nominals_search_"): (rows, changed)
            for table, rows, changed in cursor.fetchall()
        }
