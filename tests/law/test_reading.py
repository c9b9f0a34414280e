import json
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from openmappa.law.dates import Period
from openmappa.law.facts import Facts
from openmappa.law.reading import FactsError, fields_of, json_schema, read

DOCS = Path(__file__).parents[2] / "docs" / "law-facts.md"
DISPOSAL = {"offence": "SOA 2003 s.1", "convicted_on": "2014-03-10", "disposal": "life"}
ORDER = {"type": "SOPO", "made_on": "2014-03-10"}


def facts(**values):
    return read(json.dumps(values))


def test_reads_every_list():
    found = facts(
        format="mappa-facts/1",
        born="1980-01-01",
        died_on="2020-01-01",
        disposals=[{**DISPOSAL, "ref": "D"}],
        orders=[{**ORDER, "length_months": 60, "for_disposal": "D"}],
        designations=[{"area": "Norfolk", "from": "2014-01-01", "to": "2014-02-01"}],
        whereabouts=[{"kind": "prison", "from": "2014-03-10"}],
        notifications=[{"on": "2014-03-11", "kind": "initial", "found_place": True}],
        changes=[{"kind": "name", "expected_on": "2014-04-01"}],
        stays=[{"place": "sister", "from": "2014-05-01", "to": "2014-05-07"}],
        travel=[{"leaves_on": "2014-06-01"}],
        levels=[{"level": 2, "area": "Norfolk", "from": "2014-01-01"}],
        recalls=[{"kind": "standard", "returned_on": "2016-01-01", "disposal": "D"}],
        reviews=[{"refused_on": "2030-01-01", "years": 9}],
        parental=[{"kind": "direction", "made_on": "2014-05-01", "ends_on": "2014-05-01"}],
        visits=[{"on": "2014-05-01", "risk": "high"}],
        sessions=[{"on": "2014-05-01", "outcome": "deception"}],
        residences=[{"area": "Norfolk", "from": "2014-01-01"}],
        choices={"category_4_first": False},
        recorded={
            "categories": [1, 2],
            "failures": [{"on": "2015-01-01", "worded": "breach", "decision": ""}],
        },
        keeping={"legal_hold": True},
    )
    assert found.disposals[0].offence_class == "sexual_sch3"
    assert found.orders[0].ends_on == date(2019, 3, 9)
    assert found.designations[0].ref == "designations[0]"
    assert found.designations[0].period == Period(date(2014, 1, 1), date(2014, 2, 1))
    assert found.recorded.categories == (1, 2)
    assert found.keeping.legal_hold


def test_the_ends_of_what_is_allowed():
    found = facts(
        born="1900-01-01",
        died_on="2199-12-31",
        disposals=[{**DISPOSAL, "term_months": 0}, {**DISPOSAL, "term_months": 1200}],
        levels=[{"level": n, "area": "Norfolk", "from": "2014-01-01"} for n in (1, 2, 3)],
        designations=[
            {"area": "Norfolk", "from": "2014-01-01", "to": "2014-01-01", "category": n}
            for n in (3, 4)
        ],
    )
    assert [level.level for level in found.levels] == [1, 2, 3]
    assert [d.category for d in found.designations] == [3, 4]
    assert [d.term_months for d in found.disposals] == [0, 1200]


def test_days_may_fall_together():
    day = "2014-03-10"
    found = facts(
        born=day,
        died_on=day,
        disposals=[{**DISPOSAL, "offence_on": day, "sentenced_on": day, "ends_on": day}],
        orders=[{**ORDER, "ends_on": day, "served_on": day}],
        travel=[{"leaves_on": day, "returns_on": day}],
    )
    assert found.died_on == found.born


def test_null_is_the_same_as_nothing():
    assert facts(born=None, disposals=None) == facts()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"disposal": []}, "disposal: unknown key; expected one of born, died_on, disposals"),
        (
            {"disposals": [{**DISPOSAL, "victm_age": 3}]},
            "disposals[0].victm_age: unknown key",
        ),
        (
            {"disposals": [DISPOSAL, {**DISPOSAL, "offence": "SOA 2003 s.999"}]},
            "disposals[1].offence: unknown offence 'SOA 2003 s.999'",
        ),
        (
            {"disposals": [{**DISPOSAL, "convicted_on": "2014-02-30"}]},
            "disposals[0].convicted_on: impossible date '2014-02-30'",
        ),
        ({"born": "1899-12-31"}, "born: impossible date '1899-12-31'"),
        ({"born": "2200-01-01"}, "born: impossible date"),
        ({"born": "20140310"}, "born: impossible date"),
        ({"born": 1980}, "born: impossible date 1980"),
        (
            {"disposals": [{**DISPOSAL, "disposal": "gaol"}]},
            "disposals[0].disposal: unknown 'gaol'",
        ),
        ({"orders": [{**ORDER, "type": "ASBO"}]}, "orders[0].type: unknown 'ASBO'"),
        ({"disposals": [{"offence": "SOA 2003 s.1"}]}, "disposals[0].convicted_on: missing"),
        ({"disposals": {}}, "disposals: expected a list"),
        ({"disposals": [3]}, "disposals[0]: expected an object, not 3"),
        ({"recorded": 3}, "recorded: expected an object, not 3"),
        ({"recorded": {"categories": ["1"]}}, "recorded.categories[0]: expected a whole number"),
        (
            {"disposals": [{**DISPOSAL, "term_months": -1}]},
            "disposals[0].term_months: expected a whole number from 0 to 1200, not -1",
        ),
        ({"disposals": [{**DISPOSAL, "term_months": True}]}, "expected a whole number"),
        ({"disposals": [{**DISPOSAL, "term_months": 1201}]}, "expected a whole number"),
        ({"disposals": [{**DISPOSAL, "ref": 3}]}, "disposals[0].ref: expected text, not 3"),
        ({"keeping": {"legal_hold": 1}}, "keeping.legal_hold: expected true or false"),
        ({"format": "mappa-facts/2"}, "format: expected 'mappa-facts/1'"),
        ({"born": "1980-01-02", "died_on": "1980-01-01"}, "died_on: impossible date, before born"),
        (
            {"born": "2014-03-11", "disposals": [DISPOSAL]},
            "disposals[0].convicted_on: impossible date 2014-03-10, before born (2014-03-11)",
        ),
        (
            {"disposals": [{**DISPOSAL, "offence_on": "2014-03-11"}]},
            "disposals[0].convicted_on: impossible date 2014-03-10, before offence_on",
        ),
        (
            {"disposals": [{**DISPOSAL, "sentenced_on": "2014-03-09"}]},
            "disposals[0].sentenced_on: impossible date 2014-03-09, before convicted_on",
        ),
        (
            {"disposals": [{**DISPOSAL, "ends_on": "2014-03-09"}]},
            "disposals[0].ends_on: impossible date 2014-03-09, before sentenced_on",
        ),
        (
            {"stays": [{"place": "x", "from": "2014-05-02", "to": "2014-05-01"}]},
            "stays[0].to: impossible date, before stays[0].from",
        ),
        ({"orders": [{**ORDER, "ends_on": "2014-03-09"}]}, "orders[0].ends_on: impossible date"),
        ({"orders": [{**ORDER, "served_on": "2014-03-09"}]}, "orders[0].served_on: impossible"),
        ({"orders": [{**ORDER, "length_months": 0}]}, "orders[0].ends_on: impossible date"),
        (
            {"orders": [{**ORDER, "length_months": 60, "ends_on": "2019-03-09"}]},
            "orders[0]: give ends_on or length_months, not both",
        ),
        (
            {"travel": [{"leaves_on": "2014-05-02", "returns_on": "2014-05-01"}]},
            "travel[0].returns_on: impossible date",
        ),
        (
            {"disposals": [{**DISPOSAL, "ref": "A"}, {**DISPOSAL, "ref": "A"}]},
            "disposals[1].ref: 'A' is there twice",
        ),
        (
            {"disposals": [{**DISPOSAL, "consecutive_to": "Z"}]},
            "disposals[0].consecutive_to: no fact has the ref 'Z'",
        ),
        ({"disposals": [{**DISPOSAL, "breach_of": "Z"}]}, "disposals[0].breach_of: no fact"),
        ({"orders": [{**ORDER, "replaces": "Z"}]}, "orders[0].replaces: no fact"),
        ({"orders": [{**ORDER, "for_disposal": "Z"}]}, "orders[0].for_disposal: no fact"),
        (
            {"recalls": [{"kind": "standard", "returned_on": "2016-01-01", "disposal": "Z"}]},
            "recalls[0].disposal: no fact",
        ),
        (
            {"levels": [{"level": 0, "area": "Norfolk", "from": "2014-01-01"}]},
            "levels[0].level: expected 1, 2 or 3",
        ),
        (
            {"designations": [{"area": "Norfolk", "from": "2014-01-01", "category": 5}]},
            "designations[0].category: expected 3 or 4",
        ),
        (
            {"levels": [{"level": 4, "area": "Norfolk", "from": "2014-01-01"}]},
            "levels[0].level: expected 1, 2 or 3",
        ),
        (
            {"designations": [{"area": "Norfolk", "from": "2014-01-01", "category": 1}]},
            "designations[0].category: expected 3 or 4, not 1",
        ),
        (
            {"recorded": {"categories": [1, 5]}},
            "recorded.categories[1]: expected 1, 2, 3 or 4, not 5",
        ),
        ({"recorded": {"categories": [0]}}, "recorded.categories[0]: expected 1, 2, 3 or 4"),
        (
            {"notifications": [{"on": "2014-03-11", "kind": "initial", "under": "Z"}]},
            "notifications[0].under: no fact has the ref 'Z'",
        ),
        (
            {"travel": [{"leaves_on": "2014-05-02", "known_on": "2014-05-03"}]},
            "travel[0].leaves_on: impossible date 2014-05-02, before known_on (2014-05-03)",
        ),
        ({"changes": [{"kind": "name"}]}, "changes[0]: give on, expected_on or both"),
        (
            {
                "recalls": [
                    {
                        "kind": "standard",
                        "returned_on": "2016-01-02",
                        "released_on": "2016-01-01",
                    }
                ]
            },
            "recalls[0].released_on: impossible date 2016-01-01, before returned_on",
        ),
        ({"reviews": [{}]}, "reviews[0]: give applied_on, refused_on or granted_on"),
        (
            {"reviews": [{"refused_on": "2030-01-01", "granted_on": "2030-01-01"}]},
            "reviews[0]: give refused_on or granted_on, not both",
        ),
        *(
            (
                {"reviews": [{"applied_on": "2030-01-02", key: "2030-01-01"}]},
                f"reviews[0].{key}: impossible date 2030-01-01, before applied_on",
            )
            for key in ("refused_on", "granted_on", "replies_by")
        ),
        (
            {"reviews": [{"granted_on": "2030-01-02", "received_on": "2030-01-01"}]},
            "reviews[0].received_on: impossible date 2030-01-01, before the decision",
        ),
        (
            {"parental": [{"kind": "notice", "made_on": "2023-01-02", "ends_on": "2023-01-01"}]},
            "parental[0].ends_on: impossible date 2023-01-01, before made_on",
        ),
        *(
            (
                {"orders": [{**ORDER, key: "2014-03-09"}]},
                f"orders[0].{key}: impossible date 2014-03-09, before made_on",
            )
            for key in (
                "notified_on",
                "travel_ban_ends_on",
                "travel_ban_extended_on",
                "extended_on",
            )
        ),
        (
            {"orders": [{**ORDER, "applied_for_on": "2014-03-11"}]},
            "orders[0].made_on: impossible date 2014-03-10, before applied_for_on",
        ),
        (
            {"disposals": [{**DISPOSAL, "released_on": "2014-03-09"}]},
            "disposals[0].released_on: impossible date 2014-03-09, before convicted_on",
        ),
        (
            {"disposals": [{**DISPOSAL, "term_months": 12, "extension_months": 13}]},
            "disposals[0].extension_months: cannot be more than term_months",
        ),
        (
            {"disposals": [{**DISPOSAL, "extension_months": 1}]},
            "disposals[0].extension_months: cannot be more than term_months",
        ),
        (
            {"disposals": [{**DISPOSAL, "ref": "A", "consecutive_to": "A"}]},
            "disposals[0].consecutive_to: a term cannot run after itself",
        ),
        (
            {
                "disposals": [
                    {**DISPOSAL, "ref": "A", "consecutive_to": "C"},
                    {**DISPOSAL, "ref": "B", "consecutive_to": "A"},
                    {**DISPOSAL, "ref": "C", "consecutive_to": "B"},
                ]
            },
            "disposals[0].consecutive_to: a term cannot run after itself",
        ),
        ({"stays": [{"place": "a\nb", "from": "2014-05-02"}]}, "stays[0].place: expected plain"),
        ({"visits": [{"on": "2014-05-02", "risk": "huge"}]}, "visits[0].risk: unknown 'huge'"),
        ({"choices": {"category_4_first": "no"}}, "choices.category_4_first: expected true or"),
    ],
)
def test_says_what_is_wrong_and_where(values, message):
    with pytest.raises(FactsError) as error:
        facts(**values)
    assert message in str(error.value)


def test_a_key_that_is_there_twice():
    with pytest.raises(FactsError, match="born: the key is there twice in one object"):
        read('{"died_on": null, "born": null, "disposals": [], "born": "1980-01-01"}')


def test_terms_that_run_after_each_other_to_one_that_does_not():
    chain = [
        {**DISPOSAL, "ref": "A"},
        {**DISPOSAL, "ref": "B", "consecutive_to": "A"},
        {**DISPOSAL, "ref": "C", "consecutive_to": "B", "term_months": 12, "extension_months": 12},
    ]
    assert [d.consecutive_to for d in facts(disposals=chain).disposals] == [None, "A", "B"]


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "9" * 5000, '{"born": 1980-01-01}'])
def test_what_is_not_json(text):
    with pytest.raises(FactsError, match="not JSON"):
        read(text)


def test_what_is_not_an_object():
    with pytest.raises(FactsError, match="expected an object with the facts of one person"):
        read("[]")


def test_the_schema_that_is_shipped_is_the_one_of_the_reader():
    shipped = resources.files("openmappa.law").joinpath("facts.schema.json")
    assert json.loads(shipped.read_text(encoding="utf-8")) == json_schema()


def test_the_schema_asks_what_the_reader_asks():
    disposal = json_schema()["properties"]["disposals"]["items"]
    assert disposal["required"] == ["offence", "convicted_on", "disposal"]
    assert disposal["additionalProperties"] is False
    assert "life" in disposal["properties"]["disposal"]["enum"]
    assert disposal["properties"]["convicted_on"] == {"type": "string", "format": "date"}
    recorded = json_schema()["properties"]["recorded"]
    assert recorded["properties"]["categories"]["items"]["type"] == "integer"


def test_the_document_names_every_key():
    text = DOCS.read_text(encoding="utf-8")

    def keys(cls):
        for field in fields_of(cls):
            yield field.name
            inner = field.item or field.kind
            if inner.__module__ == "openmappa.law.facts":
                yield from keys(inner)

    assert [key for key in keys(Facts) if f"`{key}`" not in text] == []
