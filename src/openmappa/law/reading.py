"""Facts written as JSON, format `mappa-facts/1`, read with errors that name what is wrong.

The shape is that of the classes in `facts`: one list for each, keys as their fields, a period as
`from` and `to`. Reader and JSON Schema come from the same description, so they cannot differ.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, get_args, get_type_hints

from openmappa.law import facts as model
from openmappa.law.dates import Period, beginning_with
from openmappa.law.duties import CHANGES
from openmappa.law.facts import Facts
from openmappa.law.guidance import RISKS
from openmappa.law.offences import UnknownOffence, classified
from openmappa.law.orders import KINDS

FORMAT = "mappa-facts/1"
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


class FactsError(ValueError):
    """What is wrong with the facts, with the place and what was expected."""


_WORDS: Mapping[tuple[type, str], Iterable[str]] = {
    (model.Disposal, "offence_class"): model.OFFENCE_CLASSES,
    (model.Disposal, "disposal"): sorted(model.DISPOSALS),
    (model.Disposal, "jurisdiction"): model.JURISDICTIONS,
    (model.Disposal, "finding"): ("conviction", "insanity", "disability"),
    (model.Order, "type"): tuple(KINDS),
    (model.Whereabouts, "kind"): (
        *sorted(model.CUSTODY | model.OUT_OF_THE_COUNTRY),
        "approved_premises",
        "unlawfully_at_large",
    ),
    (model.Notification, "kind"): ("initial", "change", "periodic"),
    (model.Change, "kind"): sorted(CHANGES - {"release"}),
    (model.Recall, "kind"): ("fixed_term", "standard"),
    (model.Parental, "kind"): ("direction", "notice"),
    (model.Visit, "risk"): ("", *RISKS),
    (model.Session, "outcome"): ("", "deception", "no_deception", "inconclusive", "no_opinion"),
    (model.Failure, "worded"): ("suspected", "breach"),
    (model.Failure, "decision"): (
        "",
        "warned",
        "charged",
        "cautioned",
        "convicted",
        "acquitted",
        "no_further_action",
    ),
}
# Worked out by the law or the reader, never read.
_NOT_READ = frozenset({"listed", "classified_by", "citation"})
_OPTIONAL = {(model.Disposal, "offence_class"): ""}


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """One key of an object: its type, whether it must be there, its words if they are fixed."""

    name: str
    kind: type
    required: bool
    words: tuple[str, ...] = ()
    item: type | None = None


def fields_of(cls: type) -> tuple[Field, ...]:
    """The keys of the JSON object that stands for a class of facts, in order."""
    found: list[Field] = []
    hints = get_type_hints(cls)
    for field in dataclasses.fields(cls):
        if field.name in _NOT_READ:
            continue
        required = (
            field.default is dataclasses.MISSING
            and (cls, field.name) not in _OPTIONAL
            and field.name != "ref"
        )
        hint = hints[field.name]
        kinds = [k for k in get_args(hint) if k is not types.NoneType] or [hint]
        if getattr(hint, "__origin__", None) is tuple:
            found.append(Field(field.name, tuple, required, item=kinds[0]))
        elif hint is Period:
            found += [Field("from", date, required=True), Field("to", date, required=False)]
        else:
            words = tuple(_WORDS.get((cls, field.name), ()))
            found.append(Field(field.name, kinds[0], required, words))
    if cls is model.Order:
        found.append(Field("length_months", int, required=False))
    return tuple(found)


def read(text: str) -> Facts:
    """The facts in a JSON text. Raises FactsError."""
    try:
        data = json.loads(text, object_pairs_hook=_no_key_twice)
    except FactsError:
        raise
    except (ValueError, RecursionError) as error:
        raise FactsError(f"not JSON: {error}") from None
    if not isinstance(data, dict):
        raise FactsError("expected an object with the facts of one person")
    data = dict(data)
    if data.pop("format", FORMAT) != FORMAT:
        raise FactsError(f"format: expected {FORMAT!r}")
    facts: Facts = _object(Facts, data, "")
    _check(facts)
    try:
        disposals = tuple(classified(d, facts.born) for d in facts.disposals)
    except UnknownOffence as error:
        place = next(i for i, d in enumerate(facts.disposals) if _unknown(d, facts.born))
        raise FactsError(f"disposals[{place}].offence: {error}") from None
    return dataclasses.replace(facts, disposals=disposals)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise FactsError(f"{twice}: the key is there twice in one object")
    return found


def _unknown(disposal: model.Disposal, born: date | None) -> bool:
    try:
        classified(disposal, born)
    except UnknownOffence:
        return True
    return False


def _object(cls: type, data: object, place: str) -> Any:
    if not isinstance(data, dict):
        raise FactsError(f"{place}: expected an object, not {data!r}")
    fields = {field.name: field for field in fields_of(cls)}
    for key in data:
        if key not in fields:
            raise FactsError(f"{_at(place, key)}: unknown key; expected one of {', '.join(fields)}")
    values: dict[str, Any] = {}
    for field in fields.values():
        if data.get(field.name) is None:
            if field.required:
                raise FactsError(f"{_at(place, field.name)}: missing")
            continue
        values[field.name] = _value(field, data[field.name], _at(place, field.name))
    return _make(cls, values, place)


def _make(cls: type, values: dict[str, Any], place: str) -> Any:
    if "from" in values:
        first, last = values.pop("from"), values.pop("to", None)
        if last is not None and last < first:
            raise FactsError(f"{place}.to: impossible date, before {place}.from")
        values["period"] = Period(first, last)
    if "length_months" in values:
        start = values["made_on"]
        if "ends_on" in values:
            raise FactsError(f"{place}: give ends_on or length_months, not both")
        values["ends_on"] = beginning_with(start, months=values.pop("length_months"))
    for key, default in _OPTIONAL.items():
        if key[0] is cls:
            values.setdefault(key[1], default)
    if "ref" in {field.name for field in dataclasses.fields(cls)}:
        values.setdefault("ref", place)
    return cls(**values)


def _at(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _value(field: Field, value: object, place: str) -> Any:
    if field.kind is tuple and field.item is not None:
        if not isinstance(value, list):
            raise FactsError(f"{place}: expected a list")
        item = field.item
        if item is int:
            return tuple(_number(v, f"{place}[{i}]") for i, v in enumerate(value))
        return tuple(_object(item, v, f"{place}[{i}]") for i, v in enumerate(value))
    return _READERS.get(field.kind, _object_reader(field.kind))(field, value, place)


def _object_reader(cls: type) -> Callable[[Field, object, str], Any]:
    return lambda _, value, place: _object(cls, value, place)


def day(text: str) -> date | None:
    """The day written as in "2014-03-10", of 1900 to 2199; None where it is not one."""
    try:
        found = date.fromisoformat(text if len(text) == 10 and text[4] == text[7] == "-" else "")
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None


def _day(_: Field, value: object, place: str) -> date:
    found = day(value) if isinstance(value, str) else None
    if found is None:
        raise FactsError(
            f"{place}: impossible date {value!r}; expected a day such as '2014-03-10', "
            f"{EARLIEST.year} to {LATEST.year}"
        )
    return found


def _number(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 1200:
        raise FactsError(f"{place}: expected a whole number from 0 to 1200, not {value!r}")
    return value


def _whole(_: Field, value: object, place: str) -> int:
    return _number(value, place)


def _yes_or_no(_: Field, value: object, place: str) -> bool:
    if not isinstance(value, bool):
        raise FactsError(f"{place}: expected true or false, not {value!r}")
    return value


def _text(field: Field, value: object, place: str) -> str:
    if not isinstance(value, str):
        raise FactsError(f"{place}: expected text, not {value!r}")
    if not value.isprintable():
        raise FactsError(f"{place}: expected plain text on one line, not {value!r}")
    if field.words and value not in field.words:
        raise FactsError(f"{place}: unknown {value!r}; expected one of {', '.join(field.words)}")
    return value


_READERS: Mapping[type, Callable[[Field, object, str], Any]] = {
    date: _day,
    int: _whole,
    bool: _yes_or_no,
    str: _text,
}


_WITH_REFS = (
    "disposals",
    "orders",
    "designations",
    "changes",
    "travel",
    "recalls",
    "reviews",
    "parental",
)


def _check(facts: Facts) -> None:
    """What no single value shows: order of days, and references to facts that are not there."""
    if facts.born is not None and facts.died_on is not None and facts.died_on < facts.born:
        raise FactsError("died_on: impossible date, before born")
    for name in _WITH_REFS:
        refs = [fact.ref for fact in getattr(facts, name)]
        for index, ref in enumerate(refs):
            if ref in refs[:index]:
                raise FactsError(f"{name}[{index}].ref: {ref!r} is there twice")
    for index, disposal in enumerate(facts.disposals):
        _check_disposal(facts, disposal, f"disposals[{index}]")
    for index, order in enumerate(facts.orders):
        _check_order(facts, order, f"orders[{index}]")
    for index, review in enumerate(facts.reviews):
        _check_review(review, f"reviews[{index}]")
    _check_numbers(facts)
    _check_others(facts)


def _check_numbers(facts: Facts) -> None:
    """Levels and categories that there are."""
    for index, level in enumerate(facts.levels):
        _one_of(level.level, (1, 2, 3), f"levels[{index}].level")
    for index, designation in enumerate(facts.designations):
        _one_of(designation.category, (3, 4), f"designations[{index}].category")
    for index, category in enumerate(facts.recorded.categories):
        _one_of(category, (1, 2, 3, 4), f"recorded.categories[{index}]")


def _one_of(number: int, expected: tuple[int, ...], place: str) -> None:
    if number not in expected:
        *first, last = map(str, expected)
        raise FactsError(f"{place}: expected {', '.join(first)} or {last}, not {number}")


def _check_others(facts: Facts) -> None:
    known = (*facts.orders, *facts.disposals)
    for index, notification in enumerate(facts.notifications):
        _known(notification.under or None, known, f"notifications[{index}].under")
    for index, travel in enumerate(facts.travel):
        _not_before(travel.returns_on, travel.leaves_on, f"travel[{index}].returns_on", "leaves_on")
        _not_before(travel.leaves_on, travel.known_on, f"travel[{index}].leaves_on", "known_on")
    for index, change in enumerate(facts.changes):
        if change.on is None and change.expected_on is None:
            raise FactsError(f"changes[{index}]: give on, expected_on or both")
    for index, recall in enumerate(facts.recalls):
        place = f"recalls[{index}]"
        _known(recall.disposal, facts.disposals, f"{place}.disposal")
        _not_before(recall.released_on, recall.returned_on, f"{place}.released_on", "returned_on")
    for index, direction in enumerate(facts.parental):
        place = f"parental[{index}]"
        _not_before(direction.ends_on, direction.made_on, f"{place}.ends_on", "made_on")


def _check_order(facts: Facts, order: model.Order, place: str) -> None:
    for name in (
        "ends_on",
        "served_on",
        "notified_on",
        "travel_ban_ends_on",
        "travel_ban_extended_on",
        "extended_on",
    ):
        _not_before(getattr(order, name), order.made_on, f"{place}.{name}", "made_on")
    _not_before(order.made_on, order.applied_for_on, f"{place}.made_on", "applied_for_on")
    _known(order.replaces, facts.orders, f"{place}.replaces")
    _known(order.for_disposal, facts.disposals, f"{place}.for_disposal")


def _check_review(review: model.Review, place: str) -> None:
    decided = review.refused_on or review.granted_on
    if review.refused_on is not None and review.granted_on is not None:
        raise FactsError(f"{place}: give refused_on or granted_on, not both")
    if decided is None and review.applied_on is None:
        raise FactsError(f"{place}: give applied_on, refused_on or granted_on")
    _not_before(review.refused_on, review.applied_on, f"{place}.refused_on", "applied_on")
    _not_before(review.granted_on, review.applied_on, f"{place}.granted_on", "applied_on")
    _not_before(review.replies_by, review.applied_on, f"{place}.replies_by", "applied_on")
    _not_before(review.received_on, decided, f"{place}.received_on", "the decision")


def _check_disposal(facts: Facts, disposal: model.Disposal, place: str) -> None:
    convicted = disposal.convicted_on
    _not_before(convicted, facts.born, f"{place}.convicted_on", "born")
    _not_before(convicted, disposal.offence_on, f"{place}.convicted_on", "offence_on")
    _not_before(disposal.sentenced_on, convicted, f"{place}.sentenced_on", "convicted_on")
    _not_before(
        disposal.ends_on, disposal.sentenced_on or convicted, f"{place}.ends_on", "sentenced_on"
    )
    _not_before(disposal.released_on, convicted, f"{place}.released_on", "convicted_on")
    if (disposal.extension_months or 0) > (disposal.term_months or 0):
        raise FactsError(f"{place}.extension_months: cannot be more than term_months")
    _known(disposal.consecutive_to, facts.disposals, f"{place}.consecutive_to")
    if _runs_in_a_circle(disposal, facts.disposals):
        raise FactsError(f"{place}.consecutive_to: a term cannot run after itself")
    _known(disposal.breach_of, facts.orders, f"{place}.breach_of")


def _runs_in_a_circle(disposal: model.Disposal, disposals: Iterable[model.Disposal]) -> bool:
    after = {d.ref: d.consecutive_to for d in disposals}
    here, seen = disposal.consecutive_to, set[str]()
    while here is not None and here != disposal.ref and here not in seen:
        seen.add(here)
        here = after.get(here)
    return here == disposal.ref


def _not_before(when: date | None, start: date | None, place: str, other: str) -> None:
    if when is not None and start is not None and when < start:
        raise FactsError(f"{place}: impossible date {when}, before {other} ({start})")


def _known(ref: str | None, among: Iterable[Any], place: str) -> None:
    if ref is not None and all(fact.ref != ref for fact in among):
        raise FactsError(f"{place}: no fact has the ref {ref!r}")


_JSON_TYPES: Mapping[type, dict[str, Any]] = {
    date: {"type": "string", "format": "date"},
    int: {"type": "integer", "minimum": 0, "maximum": 1200},
    bool: {"type": "boolean"},
    str: {"type": "string"},
}


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the format, in the 2020-12 dialect."""
    schema = _schema_of(Facts)
    schema["properties"] = {"format": {"const": FORMAT}, **schema["properties"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Facts about one person, {FORMAT}",
        **schema,
    }


def _schema_of(cls: type) -> dict[str, Any]:
    fields = fields_of(cls)
    return {
        "type": "object",
        "description": " ".join((cls.__doc__ or "").split()),
        "additionalProperties": False,
        "required": [field.name for field in fields if field.required],
        "properties": {field.name: _schema_of_field(field) for field in fields},
    }


def _schema_of_field(field: Field) -> dict[str, Any]:
    if field.item is not None:
        return {"type": "array", "items": _JSON_TYPES.get(field.item) or _schema_of(field.item)}
    if field.words:
        return {"enum": list(field.words)}
    plain = _JSON_TYPES.get(field.kind)
    return _schema_of(field.kind) if plain is None else dict(plain)
