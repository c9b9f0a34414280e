"""Which agency records are one person, which may be, and why.

A pure rule: records and human decisions in, clusters and questions out. The answer depends on what
is given, never on its order. `docs/linkage.md` tells practitioners what it does;
`docs/decisions/0005-who-is-the-same-person.md` gives the reasons.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from itertools import chain, combinations, product
from typing import Generic, NamedTuple, TypeVar

from rapidfuzz.distance import OSA

from openmappa.nominals.identifiers import Identifier
from openmappa.nominals.nicknames import go_together

R = TypeVar("R", int, str)

# In a name of three letters another letter is another name (Cox and Fox, Ian and Dan), and only two
# letters that changed places are a slip.
_SHORTEST_MISSPELLING = 4
_SHORTEST_TRANSPOSITION = 3

# From this many years between two births on, one name is likely to be parent and child.
_GENERATION = 15

# Letters that keep their mark when accents are taken off.
_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"}
)


class Name(NamedTuple):
    """A name as an agency wrote it; either part may be empty."""

    surname: str
    forenames: str


@dataclass(frozen=True, slots=True)
class Record(Generic[R]):
    """One agency's record of a person, as far as linkage may look at it.

    `names` holds the main name first, then aliases, previous names and nicknames (what they leave
    out is taken from the main name), but never a name that would disclose gender history. Only
    valid identifiers link.
    """

    id: R
    names: tuple[Name, ...]
    born: date | None
    identifiers: frozenset[Identifier]


class Verdict(StrEnum):
    """What a person decided about two records."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Judgement(Generic[R]):
    """A person's standing decision that two records are, or are not, one person."""

    a: R
    b: R
    verdict: Verdict
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Link(Generic[R]):
    """Two records held to be one person, with the sentence that says why; `a` is before `b`."""

    a: R
    b: R
    identifiers: tuple[Identifier, ...]
    why: str


class QuestionKind(StrEnum):
    """What a person is asked to decide."""

    CLASH = "clash"  # apart, though they share an identifier: nothing else agrees
    POSSIBLE = "possible"  # apart, though name and birth agree: no identifier is shared
    DOUBT = "doubt"  # together, though name or birth differs
    CONFLICT = "conflict"  # apart, because linking them would overrule a decision


@dataclass(frozen=True, slots=True)
class Question(Generic[R]):
    """Something a person has to decide; one for each two people (or parts of one) concerned.

    `a` and `b` are the records that speak for the two sides, `a` before `b`.
    """

    kind: QuestionKind
    a: R
    b: R
    identifiers: tuple[Identifier, ...]
    why: str


Cluster = tuple[R, ...]


@dataclass(frozen=True, slots=True)
class Linkage(Generic[R]):
    """The answer: every record in exactly one cluster, each cluster and the whole sorted by id."""

    clusters: tuple[Cluster[R], ...]
    links: tuple[Link[R], ...]
    questions: tuple[Question[R], ...]


def link(records: Iterable[Record[R]], judgements: Iterable[Judgement[R]] = ()) -> Linkage[R]:
    """Say which of `records` are one person.

    Give it every record that shares an identifier, a judgement, or a nominal with one of those
    given, and those with the same birth date or its day and month swapped.
    ValueError if two records have one id, if a judgement names a record that is not given or the
    same record twice, or if two judgements contradict each other about one pair.
    """
    by_id = _by_id(records)
    decided = _decided(judgements, by_id)
    people: dict[R, _Person[R]] = {id_: _ready(record) for id_, record in by_id.items()}
    shared = _sharing(people)
    pairs: dict[tuple[R, R], _Pair[R]] = {
        (a, b): _compare(people[a], people[b], shared.get((a, b), ()), decided.get((a, b)))
        for a, b in sorted(shared.keys() | decided.keys())
    }

    clusters: _Clusters[R] = _Clusters(by_id)
    cores: _Clusters[R] = _Clusters(by_id)  # the parts of clusters that raise no doubt
    for (a, b), pair in pairs.items():
        if pair.verdict is Verdict.DIFFERENT:
            clusters.keep_apart(a, b)
    refused: list[_Pair[R]] = []
    linking = [pair for pair in pairs.values() if pair.links]
    for pair in sorted(linking, key=lambda pair: pair.weakness):
        if not clusters.join(pair.a.id, pair.b.id):
            refused.append(pair)
        elif pair.solid:
            cores.join(pair.a.id, pair.b.id)

    questions = chain(
        _clashes(pairs.values(), clusters),
        _possible(people, clusters),
        _doubts(clusters, cores, people, pairs),
        _conflicts(refused, pairs.values(), clusters),
    )
    return Linkage(
        clusters.all(),
        tuple(
            Link(pair.a.id, pair.b.id, pair.shared, pair.why)
            for pair in linking
            if clusters.together(pair.a.id, pair.b.id)
        ),
        tuple(sorted(questions, key=lambda question: (question.kind, question.a, question.b))),
    )


@dataclass(frozen=True, slots=True)
class Join(Generic[R]):
    """A cluster whose records had several nominals: `keeps` goes on, unless it is None."""

    cluster: Cluster[R]
    nominals: tuple[int, ...]
    keeps: int | None


@dataclass(frozen=True, slots=True)
class Split(Generic[R]):
    """A nominal whose records are now in several clusters.

    `parts` are the nominal's own records, one part for each cluster; `keeps` is the part that
    goes on under it, or None if every part went to another nominal.
    """

    nominal: int
    parts: tuple[Cluster[R], ...]
    keeps: Cluster[R] | None


@dataclass(frozen=True, slots=True)
class Assignment(Generic[R]):
    """Which nominal each cluster goes on under; None where a new one is needed."""

    nominals: Mapping[Cluster[R], int | None]
    joins: tuple[Join[R], ...]
    splits: tuple[Split[R], ...]


def assign(clusters: Iterable[Cluster[R]], previous: Mapping[R, int | None]) -> Assignment[R]:
    """Give each cluster the nominal that most of its records had, each nominal to one cluster.

    The claim with the most records is met first; where claims are equal the older nominal (the
    smaller id), then the cluster with the smallest record id. `previous` says under which nominal
    each record given was; together with the answer it is all that undoing needs.
    ValueError if a record that had a nominal is in no cluster: a nominal is judged as a whole.
    """
    ordered = sorted(tuple(sorted(cluster)) for cluster in clusters)
    left_out = {id_ for id_, nominal in previous.items() if nominal is not None}
    left_out.difference_update(id_ for cluster in ordered for id_ in cluster)
    if left_out:
        raise ValueError(f"record {min(left_out)} had a nominal and is in no cluster")

    # The records that each cluster has of each nominal.
    parts: defaultdict[tuple[Cluster[R], int], list[R]] = defaultdict(list)
    for cluster in ordered:
        for id_ in cluster:
            nominal = previous.get(id_)
            if nominal is not None:
                parts[cluster, nominal].append(id_)

    nominals: dict[Cluster[R], int | None] = dict.fromkeys(ordered)
    kept: set[int] = set()
    for _, nominal, cluster in sorted(
        (-len(ids), nominal, cluster) for (cluster, nominal), ids in parts.items()
    ):
        if nominal not in kept and nominals[cluster] is None:
            kept.add(nominal)
            nominals[cluster] = nominal

    had: defaultdict[Cluster[R], list[int]] = defaultdict(list)
    went_to: defaultdict[int, list[Cluster[R]]] = defaultdict(list)
    for cluster, nominal in sorted(parts):
        had[cluster].append(nominal)
        went_to[nominal].append(cluster)
    joins = [
        Join(cluster, tuple(olds), nominals[cluster])
        for cluster, olds in had.items()
        if len(olds) > 1
    ]
    splits = []
    for nominal, goals in sorted(went_to.items()):
        if len(goals) > 1:
            of_each = {cluster: tuple(parts[cluster, nominal]) for cluster in goals}
            keeps = next((of_each[one] for one in goals if nominals[one] == nominal), None)
            splits.append(Split(nominal, tuple(of_each.values()), keeps))
    return Assignment(nominals, tuple(joins), tuple(splits))


# --- What is given ---------------------------------------------------------------------------


def _by_id(records: Iterable[Record[R]]) -> dict[R, Record[R]]:
    found: dict[R, Record[R]] = {}
    for record in records:
        if record.id in found:
            raise ValueError(f"two records have the id {record.id}")
        found[record.id] = record
    return {id_: found[id_] for id_ in sorted(found)}


def _decided(
    judgements: Iterable[Judgement[R]], by_id: Mapping[R, Record[R]]
) -> dict[tuple[R, R], Judgement[R]]:
    decided: dict[tuple[R, R], Judgement[R]] = {}
    for judgement in judgements:
        a, b = sorted((judgement.a, judgement.b))
        if a == b:
            raise ValueError(f"a judgement sets record {a} against itself")
        for id_ in (a, b):
            if id_ not in by_id:
                raise ValueError(f"a judgement names record {id_}, which is not given")
        earlier = decided.setdefault((a, b), judgement)
        if earlier.verdict is not judgement.verdict:
            raise ValueError(f"records {a} and {b} are judged both the same and different")
        # Which of two equal decisions is quoted must not depend on their order.
        decided[a, b] = min(earlier, judgement, key=lambda one: (one.on, one.by))
    return decided


def _ready(record: Record[R]) -> _Person[R]:
    main = record.names[0] if record.names else Name("", "")
    # A nickname often comes without surname, a previous surname without forenames.
    full = (
        Name(one.surname or main.surname, one.forenames or main.forenames) for one in record.names
    )
    names = tuple(name for name in map(_plain_name, full) if name.surname)
    valid = frozenset(identifier for identifier in record.identifiers if identifier.valid)
    return _Person(record.id, names, record.born, valid)


def _sharing(people: Mapping[R, _Person[R]]) -> dict[tuple[R, R], tuple[Identifier, ...]]:
    """Each pair of records, smaller id first, with the identifiers that both hold."""
    holders: defaultdict[Identifier, list[R]] = defaultdict(list)
    for id_, person in people.items():
        for identifier in person.identifiers:
            holders[identifier].append(id_)
    shared: defaultdict[tuple[R, R], list[Identifier]] = defaultdict(list)
    for identifier in sorted(identifier for identifier, ids in holders.items() if len(ids) > 1):
        for pair in combinations(holders[identifier], 2):
            shared[pair].append(identifier)
    return {pair: tuple(identifiers) for pair, identifiers in shared.items()}


# --- Comparing two records ---------------------------------------------------------------------


class _Answer(Enum):
    AGREE = "agree"
    UNKNOWN = "unknown"
    DIFFER = "differ"


class _PlainName(NamedTuple):
    """A name as it is compared: small letters only. `words` are the forenames, and all as one."""

    surname: str
    words: tuple[str, ...]
    given: Name


_NO_NAME = _PlainName("", (), Name("", ""))


@dataclass(frozen=True, slots=True)
class _Person(Generic[R]):
    """A record made ready for comparison."""

    id: R
    names: tuple[_PlainName, ...]
    born: date | None
    identifiers: frozenset[Identifier]


@dataclass(frozen=True, slots=True)
class _Pair(Generic[R]):
    """Two records compared; `a` has the smaller id."""

    a: _Person[R]
    b: _Person[R]
    shared: tuple[Identifier, ...]
    judgement: Judgement[R] | None
    names: _Answer
    names_compared: tuple[_PlainName, _PlainName]
    born: _Answer

    @property
    def verdict(self) -> Verdict | None:
        return self.judgement.verdict if self.judgement else None

    @property
    def links(self) -> bool:
        """A person's word; else a shared identifier that the names or the birth date confirm."""
        if self.judgement:
            return self.judgement.verdict is Verdict.SAME
        return bool(self.shared) and _Answer.AGREE in (self.names, self.born)

    @property
    def solid(self) -> bool:
        """Whether nothing is left to ask once the pair is linked."""
        return self.verdict is Verdict.SAME or self.names is self.born is _Answer.AGREE

    @property
    def differs(self) -> bool:
        return _Answer.DIFFER in (self.names, self.born)

    @property
    def weakness(self) -> tuple[bool, bool, bool, int, R, R]:
        """Smallest for the strongest link; no two pairs have the same."""
        return (
            self.verdict is not Verdict.SAME,
            not self.solid,
            self.differs,
            -len(self.shared),
            self.a.id,
            self.b.id,
        )

    @property
    def why(self) -> str:
        """The evidence in a sentence, a person's decision first."""
        clauses = [_decision(self.judgement)] if self.judgement else []
        if self.shared:
            clauses.append(f"both records hold {_series(map(str, self.shared))}")
        if self.names is self.born is _Answer.DIFFER:
            clauses.append(f"{self._different_names()} and {self._births()} differ")
        else:
            clauses += [self._names_clause(), self._births_clause()]
        return "; ".join(clauses)

    def _names_clause(self) -> str:
        if self.names is _Answer.DIFFER:
            return f"{self._different_names()} differ"
        one, other = (_full(name.given) for name in self.names_compared)
        if self.names is _Answer.UNKNOWN:
            return f"names {one} / {other} are too little to compare"
        return f"both are named {one}" if one == other else f"names {one} / {other} agree"

    def _different_names(self) -> str:
        one, other = self.names_compared
        if _alike(one.surname, other.surname):
            return f"forenames {one.given.forenames} / {other.given.forenames}"
        return f"surname {one.given.surname} / {other.given.surname}"

    def _births_clause(self) -> str:
        if self.born is _Answer.UNKNOWN:
            return f"{self._births()} cannot be compared"
        if self.born is _Answer.DIFFER:
            return f"{self._births()} differ"
        if self.a.born == self.b.born:
            return f"both are born on {_day(self.a.born)}"
        return f"{self._births()} agree with day and month swapped"

    def _births(self) -> str:
        return f"date of birth {_day(self.a.born)} / {_day(self.b.born)}"


def _compare(
    a: _Person[R],
    b: _Person[R],
    shared: tuple[Identifier, ...] = (),
    judgement: Judgement[R] | None = None,
) -> _Pair[R]:
    names, names_compared = _compare_names(a.names, b.names)
    return _Pair(a, b, shared, judgement, names, names_compared, _compare_births(a.born, b.born))


def _compare_births(one: date | None, other: date | None) -> _Answer:
    if one is None or other is None:
        return _Answer.UNKNOWN
    return _Answer.AGREE if _birth_key(one) == _birth_key(other) else _Answer.DIFFER


def _birth_key(born: date) -> tuple[int, int, int]:
    """Equal for two dates that are the same or have day and month swapped."""
    return (born.year, min(born.month, born.day), max(born.month, born.day))


def _compare_names(
    ones: tuple[_PlainName, ...], others: tuple[_PlainName, ...]
) -> tuple[_Answer, tuple[_PlainName, _PlainName]]:
    """The best that any name of one record does against any of the other, and those two names."""
    doubtful = None
    for one in ones:
        for other in others:
            answer = _compare_name(one, other)
            if answer is _Answer.AGREE:
                return answer, (one, other)
            if answer is _Answer.UNKNOWN and doubtful is None:
                doubtful = (one, other)
    if doubtful is not None:
        return _Answer.UNKNOWN, doubtful
    if not ones or not others:
        return _Answer.UNKNOWN, ((*ones, _NO_NAME)[0], (*others, _NO_NAME)[0])
    return _Answer.DIFFER, (ones[0], others[0])


def _compare_name(one: _PlainName, other: _PlainName) -> _Answer:
    if _alike(one.surname, other.surname):
        if any(_forenames_agree(x, y) for x in one.words for y in other.words):
            return _Answer.AGREE
        if not one.words or not other.words or _initial_fits(one.words, other.words):
            return _Answer.UNKNOWN
        return _Answer.DIFFER
    # Surname and forename keyed into each other's field.
    swapped = any(_alike(one.surname, word) for word in other.words) and any(
        _alike(other.surname, word) for word in one.words
    )
    return _Answer.AGREE if swapped else _Answer.DIFFER


def _forenames_agree(one: str, other: str) -> bool:
    # Two initials are no evidence: half a family may share one.
    return len(one) > 1 and len(other) > 1 and (_alike(one, other) or go_together(one, other))


def _initial_fits(ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return any(x[0] == y[0] and 1 in (len(x), len(y)) for x in ones for y in others)


def _alike(one: str, other: str) -> bool:
    """Equal, or one letter added, left out, changed, or changing places with its neighbour."""
    if one == other:
        return True
    longer = max(len(one), len(other))
    if longer < _SHORTEST_MISSPELLING and (
        longer < _SHORTEST_TRANSPOSITION or sorted(one) != sorted(other)
    ):
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1


def _plain_name(name: Name) -> _PlainName:
    words = [word for word in map(_plain, re.split(r"[\s.,]+", name.forenames)) if word]
    if len(words) > 1:
        words.append("".join(words))  # Jean-Paul is also Jean Paul
    return _PlainName(_plain(name.surname), tuple(words), name)


def _plain(text: str) -> str:
    """Small letters without accents, spaces, hyphens or apostrophes."""
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN_LETTERS)
    return "".join(letter for letter in folded if letter.isalpha())


# --- Clusters ------------------------------------------------------------------------------


class _Clusters(Generic[R]):
    """Disjoint sets of records, some of which must never become one."""

    def __init__(self, ids: Iterable[R]) -> None:
        self._parent: dict[R, R] = {id_: id_ for id_ in ids}
        self._rivals: dict[R, set[R]] = defaultdict(set)

    def root(self, id_: R) -> R:
        while self._parent[id_] != id_:
            self._parent[id_] = self._parent[self._parent[id_]]
            id_ = self._parent[id_]
        return id_

    def together(self, a: R, b: R) -> bool:
        return self.root(a) == self.root(b)

    def apart(self, a: R, b: R) -> bool:
        """Whether the sets of `a` and `b` may never be joined."""
        rivals = self._rivals.get(self.root(a))
        return rivals is not None and self.root(b) in rivals

    def keep_apart(self, a: R, b: R) -> None:
        """Only before the first join."""
        self._rivals[a].add(b)
        self._rivals[b].add(a)

    def join(self, a: R, b: R) -> bool:
        """Join the two sets unless they must stay apart; whether they are one now."""
        kept, gone = sorted((self.root(a), self.root(b)))
        if kept == gone:
            return True
        if self.apart(kept, gone):
            return False
        self._parent[gone] = kept
        for rival in self._rivals.pop(gone, set()):
            self._rivals[rival].discard(gone)
            self._rivals[rival].add(kept)
            self._rivals[kept].add(rival)
        return True

    def all(self) -> tuple[Cluster[R], ...]:
        members: dict[R, list[R]] = defaultdict(list)
        for id_ in self._parent:
            members[self.root(id_)].append(id_)
        return tuple(sorted(tuple(sorted(ids)) for ids in members.values()))


# --- Questions -----------------------------------------------------------------------------


def _clashes(pairs: Iterable[_Pair[R]], clusters: _Clusters[R]) -> Iterator[Question[R]]:
    open_pairs = (
        pair
        for pair in pairs
        if pair.shared
        and not pair.links
        and not clusters.together(pair.a.id, pair.b.id)
        and not clusters.apart(pair.a.id, pair.b.id)
    )
    for pair in _one_for_each_two(open_pairs, clusters):
        yield _question(QuestionKind.CLASH, pair, pair.why)


def _possible(people: Mapping[R, _Person[R]], clusters: _Clusters[R]) -> Iterator[Question[R]]:
    born_alike: defaultdict[tuple[int, int, int], list[_Person[R]]] = defaultdict(list)
    for person in people.values():
        if person.born is not None:
            born_alike[_birth_key(person.born)].append(person)
    found: list[_Pair[R]] = []
    for group in born_alike.values():
        if len({clusters.root(person.id) for person in group}) == 1:
            continue
        for a, b in _with_a_surname_alike(group):
            if clusters.together(a, b) or clusters.apart(a, b):
                continue
            pair = _compare(people[a], people[b])
            if pair.names is not _Answer.DIFFER:
                found.append(pair)
    for pair in _one_for_each_two(found, clusters):
        yield _question(QuestionKind.POSSIBLE, pair, f"{pair.why}; {_identifiers_apart(pair)}")


def _with_a_surname_alike(group: list[_Person[R]]) -> set[tuple[R, R]]:
    """The pairs, smaller id first, in which a surname is like the other's surname or forename.

    Two words that are one slip apart are spelled the same once the right letter is left out of
    each. Many records are born on 1 January, so comparing all with all would not do.
    """
    as_surname: defaultdict[str, list[R]] = defaultdict(list)
    as_forename: defaultdict[str, list[R]] = defaultdict(list)
    for person in group:
        surnames = {name.surname for name in person.names}
        forenames = {word for name in person.names for word in name.words}
        for spelling in _spellings(surnames):
            as_surname[spelling].append(person.id)
        for spelling in _spellings(forenames):
            as_forename[spelling].append(person.id)
    alike: set[tuple[R, R]] = set()
    for spelling, ids in as_surname.items():
        alike.update(combinations(sorted(ids), 2))
        alike.update(
            (min(a, b), max(a, b)) for a, b in product(ids, as_forename.get(spelling, ())) if a != b
        )
    return alike


def _spellings(words: set[str]) -> set[str]:
    shortened = {word[:at] + word[at + 1 :] for word in words for at in range(len(word))}
    return (words | shortened) - {""}


def _doubts(
    clusters: _Clusters[R],
    cores: _Clusters[R],
    people: Mapping[R, _Person[R]],
    known: Mapping[tuple[R, R], _Pair[R]],
) -> Iterator[Question[R]]:
    for cluster in clusters.all():
        if len({cores.root(id_) for id_ in cluster}) == 1:
            continue
        pairs = [
            known.get((a, b)) or _compare(people[a], people[b]) for a, b in combinations(cluster, 2)
        ]
        # Two records of one cluster that agree in everything need no identifier of their own.
        for pair in pairs:
            if pair.solid:
                cores.join(pair.a.id, pair.b.id)
        differing = (p for p in pairs if p.differs and not cores.together(p.a.id, p.b.id))
        for pair in _one_for_each_two(differing, cores):
            through = "" if pair.links else "; linked through other records"
            yield _question(QuestionKind.DOUBT, pair, f"{pair.why}{through}{_family(pair)}")


def _conflicts(
    refused: Iterable[_Pair[R]], pairs: Iterable[_Pair[R]], clusters: _Clusters[R]
) -> Iterator[Question[R]]:
    overruling = {
        frozenset((clusters.root(pair.a.id), clusters.root(pair.b.id))): pair.judgement
        for pair in sorted(pairs, key=lambda pair: pair.weakness, reverse=True)
        if pair.judgement is not None and pair.judgement.verdict is Verdict.DIFFERENT
    }
    for pair in _one_for_each_two(refused, clusters):
        sides = frozenset((clusters.root(pair.a.id), clusters.root(pair.b.id)))
        because = f"not linked, for that would join records of which {_decision(overruling[sides])}"
        yield _question(QuestionKind.CONFLICT, pair, f"{pair.why}; {because}")


def _one_for_each_two(pairs: Iterable[_Pair[R]], clusters: _Clusters[R]) -> Iterator[_Pair[R]]:
    """The strongest pair for each two clusters, so that a person decides once."""
    seen: set[frozenset[R]] = set()
    for pair in sorted(pairs, key=lambda pair: (not pair.shared, pair.weakness)):
        sides = frozenset((clusters.root(pair.a.id), clusters.root(pair.b.id)))
        if sides not in seen:
            seen.add(sides)
            yield pair


def _question(kind: QuestionKind, pair: _Pair[R], why: str) -> Question[R]:
    return Question(kind, pair.a.id, pair.b.id, pair.shared, why)


def _identifiers_apart(pair: _Pair[R]) -> str:
    """The numbers of one kind that each has for itself: they speak for two people."""
    own = [
        f"{one} / {other.canonical}"
        for one in sorted(pair.a.identifiers)
        for other in sorted(pair.b.identifiers)
        if one.kind is other.kind
    ]
    return f"they hold {_series(own)}" if own else "they share no identifier"


def _family(pair: _Pair[R]) -> str:
    """What a person should think of before confirming that two records are one person."""
    one, other = pair.names_compared
    if pair.a.born is None or pair.b.born is None or not _alike(one.surname, other.surname):
        return ""
    if pair.names is _Answer.DIFFER and pair.born is _Answer.AGREE:
        return "; they could be twins"
    if abs(pair.a.born.year - pair.b.born.year) >= _GENERATION:
        return "; they could be parent and child"
    return ""


# --- Words ---------------------------------------------------------------------------------


def _decision(judgement: Judgement[R]) -> str:
    people = "one person" if judgement.verdict is Verdict.SAME else "two people"
    return f"{judgement.by} decided on {_day(judgement.on)} that they are {people}"


def _day(day: date | None) -> str:
    if day is None:
        return "not known"
    return f"{day.day} {day:%B %Y}"


def _full(name: Name) -> str:
    return ", ".join(part for part in name if part) or "(no name)"


def _series(texts: Iterable[str]) -> str:
    *rest, last = texts
    return f"{', '.join(rest)} and {last}" if rest else last
