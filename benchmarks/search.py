"""How well and how quickly people are found, against scoring every name and against tantivy.

    python benchmarks/search.py [--nominals 1000000] [--queries 500] [--seed 20261126]

Makes a register of invented people in a home of its own, and its own queries: of each, whom it
seeks is known, and how it is written down goes wrong here by rules that are not the register's.
All in one run, single searches of the two in turn:

- recall@10: how often the person sought is among the first ten, without and with a date of birth;
  of what would be found if every name were scored (the same score, in numpy), and of tantivy given
  the same clauses (every word in every name field, slips forgiven by length, short forms, births as
  typed, turned, and a digit off), its best 200 scored anew by the same score;
- milliseconds of one client, and searches a second of eight.

Needs requirements/bench.txt (`make bench-search` sees to it). Exits with 1 where a goal is missed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

ON = date(2026, 11, 26)
REGISTER_SEED = 7
TOP = 10
AREAS = 42
CLIENTS = 8
SECONDS = 8

# --- What is sought ---------------------------------------------------------------------------


class Sought(NamedTuple):
    """One query: whom it seeks, and what was typed without and with a birth."""

    nominal: int
    name: str
    birth: str


SOUNDS = (
    ("ph", "f"), ("f", "ph"), ("ck", "k"), ("k", "c"), ("c", "k"), ("ie", "ei"), ("ei", "ie"),
    ("ee", "ea"), ("ea", "ee"), ("y", "ie"), ("i", "y"), ("ou", "u"), ("u", "oo"), ("s", "z"),
    ("z", "s"), ("mac", "mc"), ("mc", "mac"), ("ll", "l"), ("l", "ll"), ("tt", "t"), ("nn", "n"),
    ("n", "nn"), ("a", "e"), ("e", "a"), ("o", "u"), ("kh", "k"), ("q", "k"), ("w", "v"),
    ("sz", "sh"), ("cz", "ch"), ("h", ""),
)  # fmt: skip
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def near(letter: str, chance: random.Random) -> str:
    """A letter beside this one on the keyboard."""
    row = next((r for r in KEYS if letter in r), "")
    at = row.find(letter)
    beside = row[max(at - 1, 0) : at] + row[at + 1 : at + 2]
    return chance.choice(beside) if beside else "e"


def mistyped(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    kind = chance.choices(("swap", "drop", "double", "near"), (25, 25, 15, 35))[0]
    if kind == "swap" and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "drop" and len(word) > 3:
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    return word[:at] + near(word[at], chance) + word[at + 1 :]


def misheard(word: str, chance: random.Random) -> str:
    rules = [(a, b) for a, b in SOUNDS if a in word[1:]]
    if not rules:
        return mistyped(word, chance)
    a, b = chance.choice(rules)
    return word[0] + word[1:].replace(a, b, 1)


def wrong_birth(born: date, chance: random.Random) -> str:
    draw = chance.random()
    day, month, year = born.day, born.month, born.year
    if draw < 0.10:
        day, month = month, day
        if month > 12:
            day, month = month, day
    elif draw < 0.20:
        day = day % 28 + 1 if chance.random() < 0.5 else (day + 10) % 28 + 1
    elif draw < 0.27:
        year += chance.choice((-1, 1, 10, -10))
    elif draw < 0.33:
        return str(year)
    return f"{day}/{month}/{year}"


def sought(
    rows: Sequence[tuple[int, str, str, date | None]], count: int, seed: int
) -> list[Sought]:
    from openmappa.nominals.nicknames import forms  # noqa: PLC0415

    chance = random.Random(seed)  # noqa: S311
    found = []
    while len(found) < count:
        nominal, surname, forename, born = chance.choice(rows)
        if len(surname) < 3 or len(forename) < 3 or born is None:
            continue
        draw = chance.random()
        if draw < 0.30:
            surname = mistyped(surname, chance)
        elif draw < 0.42:
            forename = mistyped(forename, chance)
        elif draw < 0.58:
            surname = misheard(surname, chance)
        elif draw < 0.68:
            forename = misheard(forename, chance)
        elif draw < 0.78:
            surname, forename = misheard(surname, chance), misheard(forename, chance)
        elif draw < 0.86:
            surname = mistyped(misheard(surname, chance), chance)
        if chance.random() < 0.10 and forms(forename):
            forename = chance.choice(sorted(forms(forename)))
        words = [forename, surname] if chance.random() < 0.75 else [surname, forename]
        found.append(Sought(nominal, " ".join(words), wrong_birth(born, chance)))
    return found


# --- The score, for every name ----------------------------------------------------------------


class Register:
    """All names that can be found, as arrays, and the score of migration 0008_search in numpy."""

    def __init__(self, dsn: str) -> None:
        import numpy as np  # noqa: PLC0415
        import psycopg  # noqa: PLC0415

        self.dsn = dsn
        with psycopg.connect(dsn) as connection:
            told = connection.execute(
                "select word, letters, metaphone, sound from nominals_search_word"
                ' order by word collate "C"'
            ).fetchall()
            told.append(("", "", "", ""))
            self.words = [row[0] for row in told]
            self.known = {row[0]: row[1:] for row in told}
            self.letters, self.metaphone, self.sound = (
                np.array([row[n] for row in told]) for n in (1, 2, 3)
            )
            self.lengths = np.array([len(word) for word in self.words])
            number = {word: n for n, word in enumerate(self.words)}
            size = connection.execute("select count(*) from nominals_search_name").fetchone()[0]
            self.nominal = np.empty(size, np.int64)
            self.surname = np.empty(size, np.int32)
            self.forename = np.empty(size, np.int32)
            self.born = np.zeros(size, np.int32)
            self.leading = np.empty(size, bool)
            self.document = np.empty(size, np.int32)
            self.others: dict[int, tuple[str, ...]] = {}
            before = None
            document = -1
            with connection.cursor("names") as cursor:
                cursor.itersize = 20_000
                cursor.execute(
                    "select nominal_id, source, source_id, born, surname, forename, others"
                    " from nominals_search_name order by 1, 2, 3, 4"
                )
                for n, (nominal, source, pk, born, surname, forename, others) in enumerate(cursor):
                    document += (nominal, source, pk, born) != before
                    before = (nominal, source, pk, born)
                    self.nominal[n], self.document[n] = nominal, document
                    self.surname[n], self.forename[n] = number[surname], number[forename]
                    self.born[n] = born.toordinal() if born else 0
                    self.leading[n] = source == 0
                    if others:
                        self.others[n] = tuple(others)
        # Each pair of words is scored once.
        both = self.surname.astype(np.int64) * len(self.words) + self.forename
        pairs, self.pair = np.unique(both, return_inverse=True)
        self.pair_surname, self.pair_forename = divmod(pairs, len(self.words))
        self.first_row = np.searchsorted(self.document, np.arange(document + 2))

    def parts(self, name: str) -> list[tuple[str, int]]:
        """The words typed and neighbours run together, each with the words that it takes."""
        typed = name.split()
        alone = [(word, 1 << n) for n, word in enumerate(typed)]
        pairs = pairwise(typed)
        return [*alone, *((a + b, 3 << n) for n, (a, b) in enumerate(pairs))]

    def fits(self, typed: str, heard: tuple[str, str, str], among: Any = None) -> Any:
        """How much each word on record, or those `among` (numbers), is like one typed."""
        import numpy as np  # noqa: PLC0415
        from rapidfuzz import process  # noqa: PLC0415
        from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

        from openmappa.nominals.nicknames import forms  # noqa: PLC0415

        letters, metaphone, sound = heard
        which = slice(None) if among is None else among
        words = self.words if among is None else [self.words[n] for n in among]
        slips = process.cdist([typed], words, scorer=Levenshtein.distance)[0].astype(float)
        slips[(slips == 2) & (self.letters[which] == letters)] = 1
        alike = (self.sound[which] == sound) | (self.metaphone[which] == metaphone)
        fit = 1 - np.where(alike, 0.5, 1) * slips / np.maximum(self.lengths[which], len(typed))
        if len(typed) >= 2:
            if among is None:
                low = bisect_left(self.words, typed, hi=len(self.words) - 1)
                high = bisect_left(self.words, typed + "~", hi=len(self.words) - 1)
                begin = np.arange(low, high)
            else:
                begin = np.array([n for n, w in enumerate(words) if w.startswith(typed)], int)
            if len(begin):
                long = self.lengths[which][begin]
                fit[begin] = np.maximum(fit[begin], 0.6 + 0.3 * len(typed) / long)
        short = forms(typed)
        if short:
            if among is None:
                at = (bisect_left(self.words, f, hi=len(self.words) - 1) for f in short)
                named = [n for n, f in zip(at, short, strict=True) if self.words[n] == f]
            else:
                named = [n for n, w in enumerate(words) if w in short]
            fit[named] = np.maximum(fit[named], 0.92)
        exact = [n for n, w in enumerate(words) if w == typed] if among is not None else None
        if exact is None:
            n = bisect_left(self.words, typed, hi=len(self.words) - 1)
            exact = [n] if self.words[n] == typed else []
        fit[exact] = 1
        return fit

    def scores(self, name: str, heard: dict[str, tuple[str, str, str]], rows: Any = None) -> Any:
        """How well each name, or those in `rows`, fits."""
        import numpy as np  # noqa: PLC0415

        surnames = self.pair_surname if rows is None else self.surname[rows]
        forenames = self.pair_forename if rows is None else self.forename[rows]
        parts = self.parts(name)
        if rows is None:
            fit = {word: self.fits(word, heard[word]) for word, _ in parts}
            nobody = len(self.words) - 1
        else:
            among, back = np.unique(np.concatenate([surnames, forenames]), return_inverse=True)
            surnames, forenames = back[: len(rows)], back[len(rows) :]
            fit = {word: self.fits(word, heard[word], among) for word, _ in parts}
            nobody = len(among) - 1 if among[-1] == len(self.words) - 1 else -1
        whole = (1 << len(name.split())) - 1
        best = np.zeros(len(surnames))
        for word, mask in parts:
            if mask == whole:
                np.maximum(best, fit[word][surnames], out=best)
                np.maximum(best, 0.9 * fit[word][forenames], out=best)
            for other, other_mask in parts:
                if not mask & other_mask:
                    second = fit[other].copy()
                    if nobody >= 0:
                        second[nobody] = 0.4
                    score = 0.55 * fit[word][surnames] + 0.45 * second[forenames]
                    np.maximum(best, score, out=best)
        return best[self.pair] if rows is None else best

    def births(self, birth: Any, rows: Any = None) -> Any:
        """How well each birth fits."""
        import numpy as np  # noqa: PLC0415

        born = self.born if rows is None else self.born[rows]
        fit = np.zeros(len(born))

        def span(days: Any, score: float) -> None:
            if days:
                inside = (born >= days.first.toordinal()) & (born <= days.last.toordinal())
                fit[inside] = np.maximum(fit[inside], score)

        span(birth.year, 0.4)
        span(birth.month, 0.6)
        for days, score in ((birth.birthday, 0.7), (birth.slip, 0.85), (birth.turned, 0.9)):
            inside = np.isin(born, [d.toordinal() for d in days])
            fit[inside] = np.maximum(fit[inside], score)
        span(birth.within, 1)
        fit[born == 0] = 0.3
        return fit

    def first(self, scores: Any, rows: Any = None, count: int = TOP) -> list[int]:
        """The nominals of the best scores, each once."""
        import numpy as np  # noqa: PLC0415

        most = min(len(scores), 4000)
        at = np.argpartition(-scores, most - 1)[:most]
        edge = scores[at].min()
        if (scores == edge).sum() > most:  # ties beyond
            at = np.flatnonzero(scores >= edge)
        where = at if rows is None else rows[at]
        best: dict[int, tuple[float, float]] = {}
        for n, row in zip(at, where, strict=True):
            nominal, score = int(self.nominal[row]), round(float(scores[n]), 9)
            led = score if self.leading[row] else 0.0
            old = best.get(nominal, (0.0, 0.0))
            best[nominal] = (max(old[0], score), max(old[1], led))
        return sorted(best, key=lambda k: (-best[k][0], -best[k][1], k))[:count]


# --- Ours -------------------------------------------------------------------------------------


SEARCH = "select nominal_id from nominals_search(%s, %s, %s) where area_id is null"


def ours(dsn: str, areas: str = "", most: int = TOP) -> Callable[[str], list[int]]:
    """A search as the site makes it, on a connection of the login `web` with a scope."""
    import psycopg  # noqa: PLC0415

    from openmappa.nominals.search import KINDS, read  # noqa: PLC0415

    connection = psycopg.connect(dsn, autocommit=True, prepare_threshold=1)
    areas = areas or "{" + ",".join(map(str, range(1, AREAS + 1))) + "}"
    connection.execute(
        "select set_config('app.areas', %s, false), set_config('app.sees',"
        " array(select area * 16 from unnest(%s::int[]) area)::text, false)",  # whoever is of it
        [areas, areas],
    )
    kinds = sorted(KINDS)

    def search(text: str) -> list[int]:
        typed = read(text, ON)
        return [pk for (pk,) in connection.execute(SEARCH, [typed.asked(), kinds, most])]

    return search


# --- tantivy ----------------------------------------------------------------------------------


def build(register: Register, folder: Path) -> float:
    """Write the index; answers the seconds that it took."""
    import tantivy  # noqa: PLC0415

    began = time.monotonic()
    index = tantivy.Index(_schema(), path=str(folder))
    writer = index.writer(heap_size=256_000_000, num_threads=2)
    for document in range(len(register.first_row) - 1):
        rows = range(register.first_row[document], register.first_row[document + 1])
        surnames = {register.words[register.surname[n]] for n in rows}
        forenames = {register.words[register.forename[n]] for n in rows}
        born = int(register.born[rows[0]])
        added = tantivy.Document()
        for field, words in (("surname", surnames), ("forenames", forenames)):
            for word in words:
                if word:
                    added.add_text(field, word)
        added.add_text("born", str(born))
        added.add_integer("day", born)
        added.add_unsigned("document", document)
        writer.add_document(added)
    writer.commit()
    writer.wait_merging_threads()
    return time.monotonic() - began


def _schema() -> Any:
    import tantivy  # noqa: PLC0415

    builder = tantivy.SchemaBuilder()
    for field in ("surname", "forenames", "born"):
        builder.add_text_field(field, tokenizer_name="raw")
    builder.add_integer_field("day", stored=False, indexed=True, fast=True)
    builder.add_unsigned_field("document", stored=False, fast=True)
    return builder.build()


def theirs(
    register: Register, folder: Path, heard: dict[str, tuple[str, str, str]]
) -> Callable[[str], list[int]]:
    """The same search on the index, its best 200 scored anew by the same score."""
    import numpy as np  # noqa: PLC0415
    import tantivy  # noqa: PLC0415

    from openmappa.nominals.nicknames import forms  # noqa: PLC0415
    from openmappa.nominals.search import read  # noqa: PLC0415

    schema = _schema()
    searcher = tantivy.Index(schema, path=str(folder), reuse=True).searcher()
    query, may, must = tantivy.Query, tantivy.Occur.Should, tantivy.Occur.Must

    def like(field: str, word: str) -> Any:
        """The word, one slip away, two slips away or another form of it, the nearest highest."""
        slips = 0 if len(word) < 3 else 1 if len(word) < 6 else 2
        either = [(query.term_query(schema, field, word), 1.0)]
        either += [
            (query.fuzzy_term_query(schema, field, word, n), 0.5) for n in range(1, slips + 1)
        ]
        if field == "forenames":
            either += [(query.term_query(schema, field, form), 2.0) for form in forms(word)]
        return query.boolean_query(
            [(may, query.const_score_query(one, weight)) for one, weight in either]
        )

    def search(text: str) -> list[int]:
        typed = read(text, ON)
        names = typed.name.split()
        clauses = []
        for surname in names:
            for forename in names:
                if surname != forename:
                    both = [(must, like("surname", surname)), (must, like("forenames", forename))]
                    clauses.append((may, query.boolean_query(both)))
        if typed.birth:
            within = typed.birth.within
            exact = [within.first] if within.first == within.last else []
            for span, weight in ((within, 6.0), (typed.birth.month, 3.0), (typed.birth.year, 2.0)):
                if span and span.first < span.last:
                    days = (span.first.toordinal(), span.last.toordinal())
                    inside = query.range_query(schema, "day", tantivy.FieldType.Integer, *days)
                    clauses.append((may, query.const_score_query(inside, weight)))
            for days, weight in (
                (exact, 6.0),
                (typed.birth.turned, 5.0),
                (typed.birth.slip, 4.5),
            ):
                clauses += [
                    (may, query.const_score_query(
                        query.term_query(schema, "born", str(day.toordinal())), weight))
                    for day in days
                ]  # fmt: skip
        hits = searcher.search(query.boolean_query(clauses), limit=200, count=False).hits
        if not hits:
            return []
        documents = _documents(searcher, [address for _, address in hits])
        rows = np.concatenate(
            [np.arange(register.first_row[d], register.first_row[d + 1]) for d in documents]
        )
        scores = register.scores(typed.name, heard, rows)
        if typed.birth:
            scores = 0.6 * scores + 0.4 * register.births(typed.birth, rows)
        return register.first(scores, rows)

    return search


def _documents(searcher: Any, addresses: Sequence[Any]) -> list[int]:
    return list(searcher.fast_field_values("document", addresses))


# --- Measuring --------------------------------------------------------------------------------


def hearing(dsn: str, texts: Sequence[Sought], register: Register) -> dict[str, Any]:
    """Letters and sounds of what is typed, as the database hears them."""
    import psycopg  # noqa: PLC0415

    parts = sorted({word for one in texts for word, _ in register.parts(one.name)})
    with psycopg.connect(dsn) as connection:
        rows = connection.execute(
            "select w, nominals_search_letters(w), dmetaphone(w), nominals_search_sound(w)"
            " from unnest(%s::text[]) w",
            [parts],
        )
        return {word: tuple(rest) for word, *rest in rows}


def percentiles(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    at = (ordered[min(int(len(ordered) * p), len(ordered) - 1)] for p in (0.5, 0.95, 0.99))
    return " / ".join(f"{1000 * s:.1f}" for s in at)


def p95(seconds: Sequence[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]


def _client(
    make: Callable[[], Callable[[str], list[int]]], texts: list[str], barrier: Any, out: Any
) -> None:
    search = make()
    for text in texts[:5]:
        search(text)
    barrier.wait()
    took, until = [], time.monotonic() + SECONDS
    n = 0
    while time.monotonic() < until:
        began = time.perf_counter()
        search(texts[n % len(texts)])
        took.append(time.perf_counter() - began)
        n += 1
    out.put(took)


def together(
    make: Callable[[], Callable[[str], list[int]]], texts: list[str]
) -> tuple[float, list[float]]:
    """Searches a second of eight processes, and what each took."""
    fork = multiprocessing.get_context("fork")
    barrier, out = fork.Barrier(CLIENTS), fork.Queue()
    clients = [
        fork.Process(target=_client, args=(make, texts[n * 7 :] + texts[: n * 7], barrier, out))
        for n in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    took = [t for _ in clients for t in out.get()]
    for client in clients:
        client.join()
    return len(took) / SECONDS, took


Search = Callable[[str], list[int]]

SHOWN = {
    "ours": "ours, first 10",
    "tantivy": "tantivy, first 10",
    "page": "ours, as a page asks (500)",
    "area": "ours, first 10 of one area",
}


def recall(queries: Sequence[Sought], answers: Sequence[list[int]]) -> tuple[float, float]:
    """recall@10 and mean reciprocal rank."""
    places = [
        answer.index(one.nominal) + 1 if one.nominal in answer else 0
        for one, answer in zip(queries, answers, strict=True)
    ]
    return sum(p > 0 for p in places) / len(places), sum(1 / p for p in places if p) / len(places)


def in_turn(
    searches: dict[str, Search], texts: Sequence[str]
) -> tuple[dict[str, list[list[int]]], dict[str, list[float]]]:
    """What each search answers and the seconds it took, one text after another."""
    found: dict[str, list[list[int]]] = {name: [] for name in searches}
    took: dict[str, list[float]] = {name: [] for name in searches}
    for text in texts:
        for name, search in searches.items():
            began = time.perf_counter()
            answer = search(text)
            took[name].append(time.perf_counter() - began)
            found[name].append(answer[:TOP])
    return found, took


def compare(
    title: str,
    least: float,
    *,
    queries: Sequence[Sought],
    texts: list[str],
    every: list[list[int]],
    searches: dict[str, Search],
    makers: dict[str, Callable[[], Search]],
) -> list[str]:
    """Measure, print, and answer which goals were missed."""
    print(f"\n{title}")
    found, took = in_turn(searches, texts)
    answers = {"every name": every, "ours": found["ours"], "tantivy": found["tantivy"]}
    recalls = {}
    for name, answer in answers.items():
        recalls[name], rank = recall(queries, answer)
        print(f"  recall@10 {recalls[name]:.3f}, mean reciprocal rank {rank:.3f}: {name}")
    for name, label in SHOWN.items():
        print(f"  p50 / p95 / p99 {percentiles(took[name])} ms: {label}")
    rates = {}
    for name, make in makers.items():
        rates[name], all_took = together(make, texts)
        slow = 1000 * p95(all_took)
        print(f"  eight clients: {rates[name]:.0f} a second, p95 {slow:.0f} ms: {name}")
    of_every = recalls["ours"] / recalls["every name"]
    slower = p95(took["ours"]) / p95(took["tantivy"])
    rate = rates["ours"] / rates["tantivy"]
    goals = (
        (f"recall of what every name finds {of_every:.3f}, at least {least}", of_every >= least),
        ("recall not below tantivy's", recalls["ours"] >= recalls["tantivy"]),
        (f"p95 {slower:.2f} of tantivy's, at most 2", slower <= 2),
        (f"rate from eight {rate:.2f} of tantivy's, at least 1", rate >= 1),
    )
    for goal, met in goals:
        print(f"  {'met' if met else 'MISSED'}: {goal}", flush=True)
    return [goal for goal, met in goals if not met]


def draw(register: Register, options: argparse.Namespace) -> list[Sought]:
    chance = random.Random(options.seed)  # noqa: S311
    rows = []
    for _ in range(options.queries * 4):
        n = chance.randrange(len(register.nominal))
        born = int(register.born[n])
        rows.append(
            (
                int(register.nominal[n]),
                register.words[register.surname[n]],
                register.words[register.forename[n]],
                date.fromordinal(born) if born else None,
            )
        )
    return sought(rows, options.queries, options.seed)


def measure(options: argparse.Namespace) -> int:
    import django  # noqa: PLC0415

    django.setup()
    from openmappa.config import postgres  # noqa: PLC0415
    from openmappa.nominals.search import read  # noqa: PLC0415

    server = postgres.server()
    register = Register(server.dsn("owner"))
    queries = draw(register, options)
    heard = hearing(server.dsn("owner"), queries, register)
    print(
        f"{options.nominals:,} nominals, {int(register.document[-1]) + 1:,} names as"
        f" {len(register.nominal):,} pairs, {len(register.words):,} words;"
        f" {len(queries)} queries (seed {options.seed})",
        flush=True,
    )
    folder = Path(os.environ["OPENMAPPA_HOME"]) / "tantivy"
    folder.mkdir()
    print(f"tantivy index built in {build(register, folder):.0f} s", flush=True)
    web = server.dsn("web")
    makers = {"ours": lambda: ours(web), "tantivy": lambda: theirs(register, folder, heard)}
    searches = {name: make() for name, make in makers.items()}
    searches |= {"page": ours(web, most=500), "area": ours(web, "{17}")}
    in_turn(searches, [one.name for one in queries[:3]])
    alone, dated = [], []
    for one in queries:
        scores = register.scores(one.name, heard)
        birth = read(f"{one.name} {one.birth}", ON).birth
        assert birth is not None, one
        alone.append(register.first(scores))
        dated.append(register.first(0.6 * scores + 0.4 * register.births(birth)))
    names = [one.name for one in queries]
    births = [f"{one.name} {one.birth}" for one in queries]
    missed = []
    for title, least, texts, every in (
        ("without a date of birth", 0.97, names, alone),
        ("with a date of birth", 0.99, births, dated),
    ):
        missed += compare(
            title,
            least,
            queries=queries,
            texts=texts,
            every=every,
            searches=searches,
            makers=makers,
        )
    return 1 if missed else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--nominals", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--seed", type=int, default=20261126, help="of the queries")
    parser.add_argument("--shared-buffers", default="2GB", help="PostgreSQL's own cache")
    parser.add_argument("--home", type=Path, help="keep the register here, or use the one that is")
    options = parser.parse_args()
    folder = str(options.home or tempfile.mkdtemp(prefix="openmappa-bench-"))
    os.environ |= {"OPENMAPPA_HOME": folder, "DJANGO_SETTINGS_MODULE": "openmappa.config.settings"}
    os.environ.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "openmappa.config.cli"]
    try:
        made = (Path(folder) / "postgres").exists()
        subprocess.run([*command, "setup"], check=True, stdout=subprocess.DEVNULL)
        if not made:
            _settings(options.shared_buffers)
            subprocess.run([*command, "stop"], check=True, stdout=subprocess.DEVNULL)
            began = time.monotonic()
            people = ["--nominals", str(options.nominals), "--seed", str(REGISTER_SEED)]
            subprocess.run([*command, "synthesise", *people, "--into-database"], check=True)
            print(f"register made in {time.monotonic() - began:.0f} s", flush=True)
        shutil.rmtree(Path(folder) / "tantivy", ignore_errors=True)
        return measure(options)
    finally:
        if not options.home:
            subprocess.run([*command, "stop"], check=False, stdout=subprocess.DEVNULL)
            shutil.rmtree(folder)


def _settings(shared_buffers: str) -> None:
    import psycopg  # noqa: PLC0415

    from openmappa.config import postgres  # noqa: PLC0415

    server = postgres.ensure()
    with psycopg.connect(server.administrator_dsn(), autocommit=True) as administrator:
        administrator.execute(f"alter system set shared_buffers = '{shared_buffers}'")
        administrator.execute("alter system set max_wal_size = '8GB'")
        administrator.execute("alter system set maintenance_work_mem = '512MB'")


if __name__ == "__main__":
    sys.exit(main())
