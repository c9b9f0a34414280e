"""Who is one person, who may be, and what happens to nominals when the answer changes."""

import csv
import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from openmappa.nominals.identifiers import Identifier, Kind, parse
from openmappa.nominals.linkage import (
    Join,
    Judgement,
    Name,
    QuestionKind,
    Record,
    Split,
    Verdict,
    assign,
    link,
)

ROOT = Path(__file__).parents[2]
CAMBRIDGESHIRE = ROOT / "demo/cambridgeshire-2014-15"
BEDFORDSHIRE = ROOT / "tests/extracts/bedfordshire-2016-17"
EDGE_CASES = ROOT / "tests/extracts/edge-cases"

BORN = date(1981, 7, 30)
OTHER_DAY = date(1950, 1, 2)
PNC = "95/775089H"


def identifier(text: str) -> Identifier:
    """A number of the kind that its form says."""
    kind = Kind.PNC_ID if "/" in text else Kind.CRN if text[1:].isdigit() else Kind.PRISON_NUMBER
    found = parse(kind, text)
    assert found is not None
    return found


def given_record(id_, name="Okafor, Delroy", born=BORN, numbers=(), also=()):
    names = tuple(Name(*(part.strip() for part in text.split(","))) for text in (name, *also))
    return Record(id_, names, born, frozenset(identifier(number) for number in numbers))


def same(a, b):
    return Judgement(a, b, Verdict.SAME, "Pat Lee", date(2015, 5, 3))


def different(a, b):
    return Judgement(a, b, Verdict.DIFFERENT, "Pat Lee", date(2015, 5, 3))


def together(one, other, **both):
    """Whether two records that share a PNC id are linked."""
    records = [given_record(1, **one, numbers=[PNC]), given_record(2, **other, numbers=[PNC])]
    return len(link(records).clusters) == 1


def asked(linkage):
    return [(question.kind.value, question.a, question.b) for question in linkage.questions]


# --- A shared identifier -----------------------------------------------------------------------


def test_records_that_share_an_identifier_and_agree_are_one_person():
    linkage = link([given_record(1, numbers=["95/775089H"]), given_record(2, numbers=[PNC])])
    assert linkage.clusters == ((1, 2),)
    assert linkage.questions == ()
    assert [one.why for one in linkage.links] == [
        "both records hold PNC id 1995/0775089H; both are named Okafor, Delroy; "
        "both are born on 30 July 1981"
    ]


def test_two_writings_of_one_pnc_id_are_shared():
    records = [
        given_record(1, numbers=["95/775089h"]),
        given_record(2, numbers=["1995/0775089H"]),
    ]
    assert link(records).clusters == ((1, 2),)


def test_the_same_digits_of_two_kinds_are_not_shared():
    crn = Identifier(Kind.CRN, "A123456", valid=True)
    prison = Identifier(Kind.PRISON_NUMBER, "A123456", valid=True)
    one = replace(given_record(1), identifiers=frozenset({crn}))
    other = replace(given_record(2), identifiers=frozenset({prison}))
    assert len(link([one, other]).clusters) == 2


def test_a_number_that_is_not_valid_links_nobody():
    wrong = ["95/775089J"]
    assert not identifier(wrong[0]).valid
    linkage = link([given_record(1, numbers=wrong), given_record(2, numbers=wrong)])
    assert linkage.clusters == ((1,), (2,))
    assert asked(linkage) == [("possible", 1, 2)]


def test_records_are_linked_through_a_third():
    linkage = link(
        [
            given_record(1, numbers=[PNC]),
            given_record(2, numbers=[PNC, "A0056AB"]),
            given_record(3, numbers=["A0056AB"]),
        ]
    )
    assert linkage.clusters == ((1, 2, 3),)
    assert [(one.a, one.b) for one in linkage.links] == [(1, 2), (2, 3)]


def test_a_clash_is_not_linked_and_is_asked():
    linkage = link(
        [
            given_record(1, numbers=[PNC]),
            given_record(2, "Quarles, Barnaby", OTHER_DAY, numbers=[PNC]),
        ]
    )
    assert linkage.clusters == ((1,), (2,))
    assert linkage.links == ()
    (question,) = linkage.questions
    assert question.kind is QuestionKind.CLASH
    assert question.identifiers == (identifier(PNC),)
    assert question.why == (
        "both records hold PNC id 1995/0775089H; surname Okafor / Quarles and "
        "date of birth 30 July 1981 / 2 January 1950 differ"
    )


def test_a_clash_between_two_people_is_asked_once():
    linkage = link(
        [
            given_record(1, numbers=[PNC, "A0057AA"]),
            given_record(2, numbers=["A0057AA"]),
            given_record(3, "Quarles, Barnaby", OTHER_DAY, numbers=[PNC]),
            given_record(4, "Quarles, Barnaby", OTHER_DAY, numbers=[PNC, "A0058AD"]),
        ]
    )
    assert linkage.clusters == ((1, 2), (3, 4))
    assert asked(linkage) == [("clash", 1, 3)]


# --- What agrees -------------------------------------------------------------------------------
# With births that differ, a shared identifier links if, and only if, the names agree.

AGREEING_NAMES = [
    ("Okafor, Delroy", "OKAFOR, DELROY"),
    ("St John, Alan", "StJohn, Alan"),
    ("de Souza, Ana", "Desouza, Ana"),
    ("O'Brien, Liam", "OBRIEN, Liam"),
    ("O’Brien, Liam", "O'Brien, Liam"),
    ("Smith-Jones, Ann", "Smith Jones, Ann"),
    ("Müller, Zoë", "Muller, Zoe"),
    ("Pawłowski, Łukasz", "Pawlowski, Lukasz"),
    ("MacLeod, Iain", "McLeod, Iain"),
    ("Winfield, Paul", "Winfeld, Paul"),  # a letter left out
    ("Fletcher, Paul", "Fletccher, Paul"),  # added
    ("Fletcher, Paul", "Flatcher, Paul"),  # changed
    ("Sallis, Barry", "Sallsi, Barry"),  # two in each other's place
    ("Cox, Paul", "Cxo, Paul"),
    ("Okafor, Delroy", "Okafor, Derloy"),
    ("Green, Michael", "Green, Mick"),
    ("Khan, Mohammed", "Khan, Mo"),
    ("Smith, Robert", "Smith, Bob"),
    ("Nowak, Tomasz", "Nowak, Tomek"),
    ("Godley, Karen Chloe", "Godley, Chloe"),
    ("Martin, Jean-Paul", "Martin, Jean Paul"),
    ("Peter, James", "James, Peter"),  # keyed into each other's field
]

OTHER_NAMES = [
    ("Okafor, Delroy", "Quarles, Barnaby"),
    ("Okafor, Delroy", "Okafor, Winston"),
    ("Okafor, Delroy", "Quarles, Delroy"),
    ("Fletcher, Paul", "Fltcer, Paul"),  # two slips
    ("Cox, Paul", "Fox, Paul"),
    ("Smith, Ian", "Smith, Dan"),
    ("Smith, Alexander", "Smith, Alexandra Jane"),
    ("Smith, John", "Smith, J"),
    ("Smith, J", "Smith, J"),
    ("Smith, John", "Smith, "),
    (", John", ", John"),
    ("Li, Wei", "Lu, Wei"),
]


@pytest.mark.parametrize(("one", "other"), AGREEING_NAMES)
def test_names_that_agree_link_though_the_births_differ(one, other):
    assert together({"name": one, "born": BORN}, {"name": other, "born": OTHER_DAY})
    assert together({"name": other, "born": BORN}, {"name": one, "born": OTHER_DAY})


@pytest.mark.parametrize(("one", "other"), OTHER_NAMES)
def test_names_that_do_not_agree_do_not_link_when_the_births_differ(one, other):
    assert not together({"name": one, "born": BORN}, {"name": other, "born": OTHER_DAY})
    assert not together({"name": other, "born": BORN}, {"name": one, "born": OTHER_DAY})


@pytest.mark.parametrize(("one", "other"), OTHER_NAMES)
def test_a_birth_date_that_agrees_links_though_the_names_do_not(one, other):
    assert together({"name": one, "born": BORN}, {"name": other, "born": BORN})


def test_an_alias_agrees():
    one = {"name": "Okafor, Delroy", "born": BORN, "also": ["Quarles, Barnaby"]}
    assert together(one, {"name": "Quarles, Barnaby", "born": OTHER_DAY})
    assert not together(one, {"name": "Quarles, Delroy", "born": OTHER_DAY})


def test_what_an_alias_leaves_out_is_taken_from_the_main_name():
    records = [given_record(1, "Okafor, Delroy", BORN, [PNC], also=["Quarles, ", ", Barnaby"])]
    for name in ("Quarles, Delroy", "Okafor, Barnaby"):
        assert len(link([*records, given_record(2, name, OTHER_DAY, [PNC])]).clusters) == 1
    assert len(link([*records, given_record(2, "Quarles, Jo", OTHER_DAY, [PNC])]).clusters) == 2


def test_day_and_month_swapped_agree():
    one = {"name": "Okafor, Delroy", "born": date(1975, 4, 9)}
    assert together(one, {"name": "Quarles, Barnaby", "born": date(1975, 9, 4)})
    assert not together(one, {"name": "Quarles, Barnaby", "born": date(1976, 9, 4)})
    assert not together(one, {"name": "Quarles, Barnaby", "born": date(1975, 9, 5)})


def test_swapped_births_are_named_in_the_sentence():
    records = [
        given_record(1, born=date(1975, 4, 9), numbers=[PNC]),
        given_record(2, born=date(1975, 9, 4), numbers=[PNC]),
    ]
    (one,) = link(records).links
    assert "9 April 1975 / 4 September 1975 agree with day and month swapped" in one.why


@pytest.mark.parametrize("births", [(None, BORN), (BORN, None), (None, None)])
def test_a_missing_birth_date_leaves_it_to_the_names(births):
    first, second = births
    assert together({"born": first}, {"born": second})
    assert not together({"born": first}, {"name": "Quarles, Barnaby", "born": second})


def test_with_nothing_to_confirm_it_a_shared_identifier_is_only_asked():
    linkage = link(
        [given_record(1, ", ", None, [PNC]), Record(2, (), None, frozenset({identifier(PNC)}))]
    )
    assert linkage.clusters == ((1,), (2,))
    (question,) = linkage.questions
    assert question.kind is QuestionKind.CLASH
    assert question.why == (
        "both records hold PNC id 1995/0775089H; names (no name) / (no name) are too little to "
        "compare; date of birth not known / not known cannot be compared"
    )


# --- Linked, and yet to be asked ---------------------------------------------------------------


def test_parent_and_child_under_one_identifier_are_linked_and_asked():
    linkage = link(
        [
            given_record(1, "Smith, John", date(1950, 3, 4), [PNC]),
            given_record(2, "Smith, John", date(1980, 5, 6), [PNC]),
        ]
    )
    assert linkage.clusters == ((1, 2),)
    (question,) = linkage.questions
    assert question.kind is QuestionKind.DOUBT
    assert question.why == (
        "both records hold PNC id 1995/0775089H; both are named Smith, John; date of birth "
        "4 March 1950 / 6 May 1980 differ; they could be parent and child"
    )


def test_births_a_few_years_apart_are_asked_without_talk_of_parents():
    linkage = link(
        [
            given_record(1, born=date(1950, 3, 4), numbers=[PNC]),
            given_record(2, born=date(1951, 3, 4), numbers=[PNC]),
        ]
    )
    (question,) = linkage.questions
    assert "parent" not in question.why


def test_twins_under_one_identifier_are_linked_and_asked():
    linkage = link(
        [given_record(1, "Smith, John", BORN, [PNC]), given_record(2, "Smith, Peter", BORN, [PNC])]
    )
    assert linkage.clusters == ((1, 2),)
    (question,) = linkage.questions
    assert question.kind is QuestionKind.DOUBT
    assert question.why.endswith(
        "forenames John / Peter differ; both are born on 30 July 1981; they could be twins"
    )


def test_two_births_joined_by_a_record_without_one_are_asked():
    linkage = link(
        [
            given_record(1, born=BORN, numbers=[PNC]),
            given_record(2, born=None, numbers=[PNC, "A0056AB"]),
            given_record(3, born=OTHER_DAY, numbers=["A0056AB"]),
        ]
    )
    assert linkage.clusters == ((1, 2, 3),)
    (question,) = linkage.questions
    assert (question.kind, question.a, question.b) == (QuestionKind.DOUBT, 1, 3)
    assert "linked through other records" in question.why


def test_a_name_that_a_third_record_explains_is_not_asked():
    linkage = link(
        [
            given_record(1, "Okafor, Delroy", numbers=[PNC]),
            given_record(2, "Quarles, Delroy", numbers=[PNC]),
            given_record(3, "Okafor, Delroy", numbers=[PNC], also=["Quarles, Delroy"]),
        ]
    )
    assert linkage.clusters == ((1, 2, 3),)
    assert linkage.questions == ()


def test_two_slips_that_meet_in_a_third_spelling_are_not_asked():
    linkage = link(
        [
            given_record(1, "Kowalski, Imran", numbers=["95/775089H"]),
            given_record(2, "Koowalski, Imran", numbers=["95/775089H", "A0235AE"]),
            given_record(3, "Kowalki, Imran", numbers=["A0235AE"]),
        ]
    )
    assert linkage.clusters == ((1, 2, 3),)
    assert linkage.questions == ()


# --- No shared identifier ----------------------------------------------------------------------


def test_same_name_and_birth_without_an_identifier_is_asked_and_never_merged():
    linkage = link([given_record(1), given_record(2, "OKAFOR, Del")])
    assert linkage.clusters == ((1,), (2,))
    (question,) = linkage.questions
    assert question.kind is QuestionKind.POSSIBLE
    assert question.why == (
        "names Okafor, Delroy / OKAFOR, Del agree; both are born on 30 July 1981; "
        "they share no identifier"
    )


def test_numbers_of_their_own_are_named():
    linkage = link([given_record(1, numbers=["A0056AB"]), given_record(2, numbers=["A0057AA"])])
    (question,) = linkage.questions
    assert question.why.endswith("they hold prison number A0056AB / A0057AA")


@pytest.mark.parametrize(
    ("name", "born", "expected"),
    [
        ("Okafor, Delroy", BORN, True),
        ("Okafro, Delroy", BORN, True),
        ("Kafor, Delroy", BORN, True),
        ("Delroy, Okafor", BORN, True),
        ("Okafor, D", BORN, True),
        ("Okafor, Winston", BORN, False),
        ("Quarles, Delroy", BORN, False),
        ("Okafor, Delroy", OTHER_DAY, False),
        ("Okafor, Delroy", None, False),
    ],
)
def test_what_is_possible_without_an_identifier(name, born, expected):
    linkage = link([given_record(1), given_record(2, name, born)])
    assert asked(linkage) == ([("possible", 1, 2)] if expected else [])


def test_a_swapped_birth_is_possible():
    records = [given_record(1, born=date(1975, 4, 9)), given_record(2, born=date(1975, 9, 4))]
    assert asked(link(records)) == [("possible", 1, 2)]


def test_a_possible_match_of_two_people_is_asked_once():
    records = [
        given_record(1, numbers=[PNC]),
        given_record(2, numbers=[PNC]),
        given_record(3, numbers=["A0056AB"]),
        given_record(4, numbers=["A0056AB"]),
    ]
    assert asked(link(records)) == [("possible", 1, 3)]


@given(
    word=st.text("abcdefghij", min_size=4, max_size=9),
    slip=st.sampled_from(["add", "drop", "change", "swap"]),
    at=st.integers(0, 8),
    letter=st.sampled_from("abcdefghijz"),
)
def test_every_slip_of_one_letter_is_found(word, slip, at, letter):
    at = min(at, len(word) - 1)
    slipped = {
        "add": word[:at] + letter + word[at:],
        "drop": word[:at] + word[at + 1 :],
        "change": word[:at] + letter + word[at + 1 :],
        "swap": word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
    }[slip]
    records = [given_record(1, f"{word}, Delroy"), given_record(2, f"{slipped}, Delroy")]
    assert asked(link(records)) == [("possible", 1, 2)]


# --- What a person decides ---------------------------------------------------------------------


def test_a_persons_word_links_records_that_share_nothing():
    linkage = link([given_record(1), given_record(2, "Quarles, Barnaby", OTHER_DAY)], [same(2, 1)])
    assert linkage.clusters == ((1, 2),)
    assert linkage.questions == ()
    assert linkage.links[0].why.startswith("Pat Lee decided on 3 May 2015 that they are one person")


def test_a_person_settles_a_clash_either_way():
    records = [
        given_record(1, numbers=[PNC]),
        given_record(2, "Quarles, Barnaby", OTHER_DAY, numbers=[PNC]),
    ]
    assert link(records, [same(1, 2)]).clusters == ((1, 2),)
    assert link(records, [same(1, 2)]).questions == ()
    assert link(records, [different(1, 2)]).clusters == ((1,), (2,))
    assert link(records, [different(1, 2)]).questions == ()


def test_a_person_settles_a_possible_match_for_every_record_of_both():
    records = [given_record(1, numbers=[PNC]), given_record(2, numbers=[PNC]), given_record(3)]
    assert asked(link(records)) == [("possible", 1, 3)]
    assert link(records, [different(2, 3)]).questions == ()


def test_a_person_settles_a_doubt_either_way():
    records = [
        given_record(1, "Smith, John", BORN, [PNC]),
        given_record(2, "Smith, Peter", BORN, [PNC]),
    ]
    assert link(records, [same(1, 2)]).questions == ()
    apart = link(records, [different(1, 2)])
    assert apart.clusters == ((1,), (2,))
    assert apart.questions == ()


def test_different_holds_through_a_third_record_and_the_weaker_link_gives_way():
    records = [
        given_record(1, "Okafor, Delroy", BORN, [PNC]),
        given_record(2, "Okafor, Delroy", BORN, [PNC, "A0056AB"]),
        given_record(3, "Okafor, Delroy", OTHER_DAY, ["A0056AB"]),
    ]
    linkage = link(records, [different(1, 3)])
    assert linkage.clusters == ((1, 2), (3,))
    (question,) = linkage.questions
    assert (question.kind, question.a, question.b) == (QuestionKind.CONFLICT, 2, 3)
    assert question.why == (
        "both records hold prison number A0056AB; both are named Okafor, Delroy; date of birth "
        "30 July 1981 / 2 January 1950 differ; not linked, for that would join records of which "
        "Pat Lee decided on 3 May 2015 that they are two people"
    )
    assert link(records, [different(1, 3), different(2, 3)]).questions == ()


def test_of_links_as_strong_as_each_other_the_first_by_id_stays():
    records = [given_record(id_, numbers=[PNC]) for id_ in (1, 2, 3)]
    linkage = link(records, [different(1, 3)])
    assert linkage.clusters == ((1, 2), (3,))
    assert asked(linkage) == [("conflict", 2, 3)]


def test_decisions_that_contradict_each_other_through_a_third_keep_people_apart():
    records = [given_record(id_) for id_ in (1, 2, 3)]
    linkage = link(records, [same(1, 2), same(2, 3), different(1, 3)])
    assert linkage.clusters == ((1, 2), (3,))
    assert asked(linkage) == [("conflict", 2, 3)]


@pytest.mark.parametrize(
    ("judgements", "message"),
    [
        ([same(1, 9)], "names record 9, which is not given"),
        ([same(1, 1)], "sets record 1 against itself"),
        ([same(1, 2), different(2, 1)], "both the same and different"),
    ],
)
def test_judgements_that_cannot_be_kept_are_refused(judgements, message):
    with pytest.raises(ValueError, match=message):
        link([given_record(1), given_record(2)], judgements)


def test_two_records_with_one_id_are_refused():
    with pytest.raises(ValueError, match="two records have the id 1"):
        link([given_record(1), given_record(1)])


def test_nobody_makes_nobody():
    assert link([]).clusters == ()


# --- Properties --------------------------------------------------------------------------------

SURNAMES = ["Okafor", "Okafro", "Quarles", "St John", "Cox", "Delroy", ""]
FORENAMES = ["Delroy", "Del", "D", "Michael", "Mick James", "Okafor", ""]
BIRTHS = [None, BORN, OTHER_DAY, date(1950, 2, 1), date(1999, 9, 9)]
NUMBERS = ["95/775089H", "A0056AB", "A0057AA", "E100056", "95/775089J"]


@st.composite
def worlds(draw, judged=True):
    """A few records that easily agree, and decisions about some pairs of them."""
    names = st.builds(Name, st.sampled_from(SURNAMES), st.sampled_from(FORENAMES))
    records = [
        Record(
            id_,
            tuple(draw(st.lists(names, min_size=1, max_size=2))),
            draw(st.sampled_from(BIRTHS)),
            frozenset(
                map(identifier, draw(st.lists(st.sampled_from(NUMBERS), max_size=2, unique=True)))
            ),
        )
        for id_ in range(draw(st.integers(1, 7)))
    ]
    judgements = []
    if judged:
        for a in range(len(records)):
            for b in range(a + 1, len(records)):
                decide = draw(st.sampled_from([None, None, None, None, same, different]))
                if decide:
                    judgements.append(decide(a, b))
    return records, judgements


@given(world=worlds(), seed=st.randoms(use_true_random=False))
def test_order_does_not_matter(world, seed):
    records, judgements = world
    shuffled, decisions = (
        list(records),
        [replace(one, a=one.b, b=one.a) if seed.random() < 0.5 else one for one in judgements],
    )
    seed.shuffle(shuffled)
    seed.shuffle(decisions)
    assert link(shuffled, decisions) == link(records, judgements)


@given(world=worlds())
def test_every_record_is_in_exactly_one_cluster_and_links_hold_each_together(world):
    records, judgements = world
    linkage = link(records, judgements)
    members = [id_ for cluster in linkage.clusters for id_ in cluster]
    assert sorted(members) == [record.id for record in records]
    reached = {id_: {id_} for id_ in members}
    for one in linkage.links:
        joined = reached[one.a] | reached[one.b]
        for id_ in joined:
            reached[id_] = joined
    assert {tuple(sorted(ids)) for ids in reached.values()} == set(linkage.clusters)


@given(world=worlds())
def test_decisions_hold_and_questions_are_asked_on_the_right_side(world):
    records, judgements = world
    linkage = link(records, judgements)
    cluster_of = {id_: cluster for cluster in linkage.clusters for id_ in cluster}
    decided_apart = [one for one in judgements if one.verdict is Verdict.DIFFERENT]
    for one in decided_apart:
        assert cluster_of[one.a] != cluster_of[one.b]
    if not decided_apart:
        assert all(cluster_of[one.a] == cluster_of[one.b] for one in judgements)
        assert QuestionKind.CONFLICT not in {question.kind for question in linkage.questions}
    for question in linkage.questions:
        assert question.a < question.b
        one_person = cluster_of[question.a] == cluster_of[question.b]
        assert one_person == (question.kind is QuestionKind.DOUBT)
        assert question.why


@given(world=worlds())
def test_confirming_every_link_changes_no_cluster_and_no_question_but_doubts(world):
    records, judgements = world
    linkage = link(records, judgements)
    decided = {(one.a, one.b) for one in judgements}
    confirmed = [same(one.a, one.b) for one in linkage.links if (one.a, one.b) not in decided]
    again = link(records, [*judgements, *confirmed])
    assert again.clusters == linkage.clusters
    assert {question.kind for question in again.questions} <= {
        question.kind for question in linkage.questions
    }
    assert QuestionKind.DOUBT not in {question.kind for question in again.questions}


@given(world=worlds(judged=False))
def test_agreement_is_symmetric(world):
    records, _ = world
    assume(len(records) >= 2)
    one, other = records[:2]
    there = link([replace(one, id=1), replace(other, id=2)])
    back = link([replace(one, id=2), replace(other, id=1)])
    assert there.clusters == back.clusters
    assert asked(there) == asked(back)


@given(world=worlds())
def test_a_stranger_changes_nothing(world):
    records, judgements = world
    linkage = link(records, judgements)
    stranger = given_record(99, "Zzyzx, Quillon", date(1933, 3, 3), ["A9998ZZ"])
    with_stranger = link([*records, stranger], judgements)
    assert with_stranger.clusters == (*linkage.clusters, (99,))
    assert with_stranger.links == linkage.links
    assert with_stranger.questions == linkage.questions


@given(world=worlds(judged=False))
def test_a_pair_asked_alone_is_asked_among_others(world):
    records, _ = world
    linkage = link(records)
    cluster_of = {id_: cluster for cluster in linkage.clusters for id_ in cluster}
    between = {frozenset((cluster_of[q.a], cluster_of[q.b])) for q in linkage.questions}
    for one in records:
        for other in records:
            if one.id < other.id and cluster_of[one.id] != cluster_of[other.id]:
                alone = link([one, other])
                assert len(alone.clusters) == 2
                if alone.questions:
                    assert frozenset((cluster_of[one.id], cluster_of[other.id])) in between


@given(world=worlds(judged=False), answer=st.sampled_from([same, different]))
def test_answering_empties_the_queue(world, answer):
    records, judgements = world
    for _ in range(len(records) ** 2):
        questions = link(records, judgements).questions
        if not questions:
            break
        judgements = [*judgements, *(answer(question.a, question.b) for question in questions)]
    assert link(records, judgements).questions == ()


# --- Keeping nominals --------------------------------------------------------------------------


def test_new_clusters_need_new_nominals():
    assignment = assign([(1, 2), (3,)], {})
    assert assignment.nominals == {(1, 2): None, (3,): None}
    assert (assignment.joins, assignment.splits) == ((), ())


def test_a_cluster_that_grows_keeps_its_nominal():
    assignment = assign([(1, 2, 3)], {1: 50, 2: 50, 3: None})
    assert assignment.nominals == {(1, 2, 3): 50}
    assert (assignment.joins, assignment.splits) == ((), ())


def test_a_join_keeps_the_nominal_of_most_records():
    assignment = assign([(1, 2, 3)], {1: 40, 2: 50, 3: 50})
    assert assignment.nominals == {(1, 2, 3): 50}
    assert assignment.joins == (Join((1, 2, 3), (40, 50), 50),)
    assert assignment.splits == ()


def test_a_join_of_equals_keeps_the_older_nominal():
    assert assign([(1, 2)], {1: 50, 2: 40}).nominals == {(1, 2): 40}


def test_a_split_leaves_the_nominal_to_the_larger_part():
    assignment = assign([(1,), (2, 3)], {1: 50, 2: 50, 3: 50})
    assert assignment.nominals == {(1,): None, (2, 3): 50}
    assert assignment.joins == ()
    assert assignment.splits == (Split(50, ((1,), (2, 3)), (2, 3)),)


def test_a_split_into_equals_leaves_the_nominal_to_the_first_record():
    assert assign([(2, 4), (1, 3)], dict.fromkeys((1, 2, 3, 4), 50)).nominals == {
        (1, 3): 50,
        (2, 4): None,
    }


def test_a_record_that_changes_sides_is_a_join_and_a_split():
    assignment = assign([(1, 2), (3, 4, 5)], {1: 40, 2: 40, 3: 40, 4: 50, 5: 50})
    assert assignment.nominals == {(1, 2): 40, (3, 4, 5): 50}
    assert assignment.joins == (Join((3, 4, 5), (40, 50), 50),)
    assert assignment.splits == (Split(40, ((1, 2), (3,)), (1, 2)),)


def test_a_cluster_whose_first_claim_is_lost_takes_its_second():
    assignment = assign([(1, 2, 3), (4, 5, 6)], {1: 40, 2: 40, 3: 40, 4: 40, 5: 40, 6: 50})
    assert assignment.nominals == {(1, 2, 3): 40, (4, 5, 6): 50}


def test_a_nominal_scattered_among_others_ends():
    previous = {1: 40, 2: 40, 3: 50, 4: 50, 5: 60, 6: 60}
    assignment = assign([(1, 3, 4), (2, 5, 6)], previous)
    assert assignment.nominals == {(1, 3, 4): 50, (2, 5, 6): 60}
    assert assignment.splits == (Split(40, ((1,), (2,)), None),)


def test_a_nominal_is_judged_as_a_whole():
    with pytest.raises(ValueError, match="record 2 had a nominal and is in no cluster"):
        assign([(1,)], {1: 50, 2: 50})


@given(
    groups=st.lists(st.integers(0, 4), min_size=1, max_size=12),
    nominals=st.lists(st.none() | st.integers(1, 4), min_size=12, max_size=12),
    seed=st.randoms(use_true_random=False),
)
def test_assignment_is_stable(groups, nominals, seed):
    members = defaultdict(list)
    for id_, group in enumerate(groups):
        members[group].append(id_)
    clusters = [tuple(ids) for ids in members.values()]
    previous = dict(zip(range(len(groups)), nominals, strict=False))
    assignment = assign(clusters, previous)

    shuffled = [tuple(seed.sample(cluster, len(cluster))) for cluster in clusters]
    seed.shuffle(shuffled)
    assert assign(shuffled, previous) == assignment

    kept = [nominal for nominal in assignment.nominals.values() if nominal is not None]
    assert len(kept) == len(set(kept))
    fresh = iter(range(100, 200))
    numbered = {cluster: kept or next(fresh) for cluster, kept in assignment.nominals.items()}
    settled = assign(
        clusters, {id_: nominal for cluster, nominal in numbered.items() for id_ in cluster}
    )
    assert settled.nominals == numbered
    assert (settled.joins, settled.splits) == ((), ())


# --- The extracts ------------------------------------------------------------------------------


def records_of(extract: Path) -> list[Record[str]]:
    names = defaultdict(list)
    with (extract / "names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names[row["record_id"]].append(Name(row["surname"], row["forenames"]))
    with (extract / "people.csv").open(encoding="utf-8", newline="") as file:
        return [
            Record(
                row["record_id"],
                (Name(row["surname"], row["forenames"]), *names[row["record_id"]]),
                date.fromisoformat(row["date_of_birth"]) if row["date_of_birth"] else None,
                frozenset(found for kind in Kind if (found := parse(kind, row[kind]))),
            )
            for row in csv.DictReader(file)
        ]


@pytest.mark.parametrize(
    ("extract", "records", "people", "questions"),
    [
        (
            CAMBRIDGESHIRE,
            2685,
            1080,
            [
                ("clash", "A0021AC", "E101091"),  # a prison number of somebody else
                ("possible", "A0001AF", "V701076"),  # namesakes, each with a PNC id
                ("possible", "A1091AH", "E101091"),  # the one whose number was keyed wrongly
                ("possible", "V700002", "V701077"),
                ("possible", "V700003", "V701078"),
            ],
        ),
        (
            BEDFORDSHIRE,
            2360,
            975,
            [
                ("clash", "A0022AA", "E100986"),
                ("possible", "A0002AE", "V700972"),
                ("possible", "A0986AA", "E100986"),
                ("possible", "V700001", "V700971"),
                ("possible", "V700003", "V700973"),
            ],
        ),
        (
            EDGE_CASES,
            124,
            61,
            [("clash", "A0057AA", "E100058"), ("possible", "V700059", "V700060")],
        ),
    ],
    ids=["cambridgeshire", "bedfordshire", "edge-cases"],
)
def test_the_people_and_the_questions_of_each_extract(extract, records, people, questions):
    given_records = records_of(extract)
    linkage = link(given_records)
    assert len(given_records) == records
    assert len(linkage.clusters) == people
    assert asked(linkage) == questions


@pytest.mark.parametrize(
    "person",
    [
        ("A0056AB", "E100056", "V700056"),  # a chain
        ("A0057AA", "E100057", "V700057"),  # one of two who share a number keyed wrongly
        ("A0058AD", "E100058"),
        ("V700059",),  # namesakes
        ("V700060",),
        ("A0061AK", "E100061", "V700061"),  # day and month swapped
    ],
)
def test_the_people_of_the_edge_cases(person):
    assert person in link(records_of(EDGE_CASES)).clusters


def test_ten_thousand_records_of_whom_many_share_a_birth():
    chance = random.Random(7)  # noqa: S311  # invented people, not secrets
    records = []
    for person in range(1, 3_335):
        surname = "".join(chance.choices("abcdefghijklmnoprstuvwy", k=7))
        name = f"{surname}, {chance.choice(['John', 'Ann', 'Mo'])}"
        # A third of them with the birth date that is put when none is known.
        born = date(1970, 1, 1) if person % 3 == 0 else BORN + timedelta(days=person)
        for agency in range(3):
            records.append(given_record(person * 3 + agency, name, born, [f"A{person:04d}AA"]))
    assert len(link(records).clusters) == 3_334
