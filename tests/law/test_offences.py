from dataclasses import replace
from datetime import date, timedelta

import pytest

from openmappa.law import offences
from openmappa.law.dates import Period
from openmappa.law.grounds import grounds
from openmappa.law.offences import (
    OFFENCES,
    Case,
    Threshold,
    UnknownOffence,
    classified,
    inchoate,
    offence,
    s76_category_2,
    s106_14,
    s131,
    s131_a,
    s132_3,
    s327_4a,
    sch3_added,
    sch3_adult_or_year,
    sch3_child,
    sch3_images,
    sch3_indecent_assault,
    sch3_none,
    sch3_para_25,
    sch3_para_28,
    sch3_para_29,
    sch3_prison_or_hospital,
    sch3_twenty,
    sch3_twenty_and_child,
    sch3_two_years,
    sch3_victim_or_sentence,
    sch3_year,
    sch15_part_1,
    sch15_part_2,
    sch15_terrorism,
    two_thirds_from_4_years,
    two_thirds_from_7_years,
)
from tests.law.given import BORN, day, given_disposal, given_facts


def case(disposal="fine", age=30, term=None, **rest):
    return Case(given_disposal(disposal, term_months=term, **rest), age)


def met(rule, *args, **kwargs):
    return rule(case(*args, **kwargs)).met


def test_sch3_none():
    assert met(sch3_none, "caution", 10)


def test_sch3_adult_or_year():
    assert met(sch3_adult_or_year, "caution", 18)
    assert not met(sch3_adult_or_year, "caution", 17)
    assert met(sch3_adult_or_year, "yoi_detention", 17, 12)
    assert not met(sch3_adult_or_year, "yoi_detention", 17, 11)
    assert met(sch3_adult_or_year, "caution", None)


def test_sch3_para_29():
    assert met(sch3_para_29, "fine", 18, victim_age=15)
    assert not met(sch3_para_29, "fine", 18, victim_age=16)
    assert not met(sch3_para_29, "fine", 17, victim_age=15)
    assert met(sch3_para_29, "imprisonment", 17, 12, victim_age=15)


def test_sch3_images():
    assert met(sch3_images, "caution", 18)
    assert met(sch3_images, "caution", 18, victim_age=15)
    assert not met(sch3_images, "caution", 18, victim_age=16)
    assert not met(sch3_images, "caution", 18, victim_age=17)
    assert not met(sch3_images, "caution", 17)
    assert met(sch3_images, "dto", 17, 24)
    assert not met(sch3_images, "dto", 17, 23)
    assert met(sch3_images, "caution", 17, convicted="2004-04-30")
    assert not met(sch3_images, "caution", 17, convicted="2004-05-01")


def test_sch3_year():
    assert met(sch3_year, "yoi_detention", 17, 12)
    assert not met(sch3_year, "yoi_detention", 17, 11)
    assert not met(sch3_year, "imprisonment", 17)


def test_sch3_victim_or_sentence():
    assert met(sch3_victim_or_sentence, "fine", 18, victim_age=17)
    assert not met(sch3_victim_or_sentence, "fine", 18, victim_age=18)
    assert not met(sch3_victim_or_sentence, "fine", 18)
    assert met(sch3_victim_or_sentence, "imprisonment", 18, 1)
    assert met(sch3_victim_or_sentence, "hospital_order", 18)
    assert met(sch3_victim_or_sentence, "community_order", 18, 12)
    assert not met(sch3_victim_or_sentence, "community_order", 18, 11)
    assert not met(sch3_victim_or_sentence, "fine", 17, victim_age=9)
    assert met(sch3_victim_or_sentence, "s91_detention", 17, 12)
    assert not met(sch3_victim_or_sentence, "s91_detention", 17, 11)


def test_sch3_para_28():
    assert met(sch3_para_28, "imprisonment", 18, 1)
    assert met(sch3_para_28, "community_order", 18, 12)
    assert not met(sch3_para_28, "imprisonment", 17, 11)
    assert met(sch3_para_28, "imprisonment", 17, 12)


def test_sch3_prison_or_hospital():
    assert met(sch3_prison_or_hospital, "imprisonment", 18, 1)
    assert met(sch3_prison_or_hospital, "restricted_hospital_order", 18)
    assert not met(sch3_prison_or_hospital, "community_order", 18, 24)
    assert not met(sch3_prison_or_hospital, "imprisonment", 17, 11)
    assert met(sch3_prison_or_hospital, "imprisonment", 17, 12)


def test_sch3_para_25():
    assert met(sch3_para_25, "suspended_imprisonment", 30, 1)
    assert met(sch3_para_25, "hospital_order")
    assert met(sch3_para_25, "community_order", 30, 12)
    assert not met(sch3_para_25, "community_order", 30, 11)
    assert not met(sch3_para_25, "fine")


def test_sch3_twenty():
    assert met(sch3_twenty, "fine", 20)
    assert not met(sch3_twenty, "fine", 19)
    assert met(sch3_twenty, "fine", None)


def test_sch3_twenty_and_child():
    assert met(sch3_twenty_and_child, "fine", 20, victim_age=17)
    assert not met(sch3_twenty_and_child, "fine", 20, victim_age=18)
    assert not met(sch3_twenty_and_child, "fine", 19, victim_age=17)


def test_sch3_child():
    assert met(sch3_child, victim_age=17)
    assert not met(sch3_child, victim_age=18)


def test_sch3_indecent_assault():
    assert met(sch3_indecent_assault, victim_age=17)
    assert not met(sch3_indecent_assault, victim_age=18)
    assert met(sch3_indecent_assault, "imprisonment", 30, 30)
    assert not met(sch3_indecent_assault, "imprisonment", 30, 29)
    assert met(sch3_indecent_assault, "restricted_hospital_order")
    assert not met(sch3_indecent_assault, "hospital_order")


def test_sch3_two_years():
    assert met(sch3_two_years, "imprisonment", 18, 24)
    assert not met(sch3_two_years, "imprisonment", 18, 23)
    assert not met(sch3_two_years, "imprisonment", 17, 24)
    assert met(sch3_two_years, "life")


def test_sch15_part_1():
    assert sch15_part_1("OAPA 1861 s.20")
    assert not sch15_part_1("CJA 1988 s.39")
    assert not sch15_part_1("PHA 1997 s.2")
    assert not sch15_part_1("PHA 1997 s.2A")
    assert not sch15_part_1("SCA 2015 s.76")


def test_sch15_part_2():
    assert sch15_part_2("SOA 2003 s.3")
    assert sch15_part_2("SOA 2003 s.53")
    assert not sch15_part_2("OAPA 1861 s.20")
    cited = [o for o in OFFENCES.values() if o.sch3 is not None]
    assert cited
    assert all(sch15_part_2(o.citation) for o in cited)


def test_s327_4a():
    assert s327_4a("MDA 1971 s.4(3)")
    assert not s327_4a("OAPA 1861 s.20")


def test_s76_category_2():
    assert s76_category_2("SCA 2015 s.76")
    assert not s76_category_2("PHA 1997 s.2A")
    found = classified(given_disposal(offence="SCA 2015 s.76", offence_class=""), BORN)
    assert found.listed == Period(date(2025, 2, 3), None)


def test_sch15_terrorism():
    assert sch15_terrorism("TACT 2006 s.5")
    assert not sch15_terrorism("TACT 2000 s.58")
    found = classified(given_disposal(offence="TACT 2006 s.5", offence_class=""), BORN)
    assert (found.terrorist, found.listed.last) == (True, date(2022, 6, 27))


@pytest.mark.parametrize(
    ("citation", "first"),
    [("SOA 2003 s.15A", "2017-04-03"), ("SOA 2003 s.49", "2008-07-14")],
)
def test_sch3_added(citation, first):
    assert met(sch3_added, "caution", 18)
    assert not met(sch3_added, "caution", 17)
    in_schedule_from(citation, "caution", first)


@pytest.mark.parametrize(
    ("citation", "first"),
    [
        ("CJIA 2008 s.63", "2009-01-26"),
        ("CJA 2009 s.62", "2010-04-06"),
        ("SCA 2015 s.69", "2015-05-03"),
    ],
)
def test_sch3_two_years_from_their_dates(citation, first):
    in_schedule_from(citation, "life", first)


def in_schedule_from(citation, disposal, first):
    for days, offence_class in ((0, "sexual_sch3"), (-1, "sexual_sch15")):
        convicted = day(first) + timedelta(days=days)
        cited = given_disposal(disposal, offence=citation, offence_class="")
        found = classified(replace(cited, convicted_on=convicted), BORN)
        assert found.offence_class == offence_class


def test_s131():
    for disposal in ("imprisonment", "suspended_imprisonment", "extended", "dto"):
        assert s131(given_disposal(disposal))
    for disposal in ("community_order", "hospital_order", "life"):
        assert not s131(given_disposal(disposal))


def test_s131_a():
    assert s131_a(given_disposal("dto", term_months=12)) == 12
    assert s131_a(given_disposal(term_months=6)) == 12
    assert s131_a(given_disposal()) == 0


def test_s132_3():
    sentenced = given_disposal(sentenced_on="2010-06-10")
    by_sentence = Threshold(met=True, by_sentence=True)
    assert s132_3(sentenced, by_sentence) == date(2010, 6, 10)
    assert s132_3(sentenced, Threshold(met=True)) == date(2010, 5, 10)
    assert s132_3(given_disposal(), by_sentence) == date(2010, 5, 10)


def exposed(**changes):
    values = {"offence": "SOA 2003 s.66", "offence_class": "", "sentenced_on": "2010-06-10"}
    return given_disposal(**(values | changes))


def test_classified_by_the_sentence_takes_its_day():
    found = classified(exposed(term_months=2), BORN)
    assert (found.offence_class, found.relevant_on) == ("sexual_sch3", date(2010, 6, 10))
    assert found.classified_by == ("sch3-victim-or-sentence", "s132-3", "sch15-part-2")


def test_classified_by_the_victim_keeps_the_day_of_conviction():
    found = classified(exposed(term_months=2, victim_age=9), BORN)
    assert (found.offence_class, found.relevant_on) == ("sexual_sch3", date(2010, 5, 10))
    assert found.offence == "exposure (SOA 2003 s.66; Schedule 3, para 33)"


def test_classified_below_the_threshold_is_in_schedule_15_only():
    found = classified(exposed(disposal="fine"), BORN)
    assert (found.offence_class, found.classified_by) == ("sexual_sch15", ("sch15-part-2",))


def test_classified_uses_the_age_at_the_offence():
    young = exposed(disposal="fine", victim_age=9, offence_on="2010-01-10")
    assert classified(young, date(1992, 1, 10)).offence_class == "sexual_sch3"
    assert classified(young, date(1992, 1, 11)).offence_class == "sexual_sch15"
    assert classified(young, None).offence_class == "sexual_sch3"
    assert classified(young, date(2010, 1, 11)).offence_class == "sexual_sch3"


def test_classified_leaves_a_given_class_and_a_given_relevant_date():
    assert classified(given_disposal(), BORN) == given_disposal()
    given = exposed(term_months=2, relevant_on="2010-05-20")
    assert classified(given, BORN).relevant_on == date(2010, 5, 20)


def test_classified_other_offences():
    found = classified(given_disposal(offence="pha 1997  S.2", offence_class=""), BORN)
    assert (found.offence_class, found.classified_by) == ("other", ())


def test_an_unknown_citation_is_named():
    with pytest.raises(UnknownOffence, match=r"unknown offence 'SOA 2003 s\.999'"):
        offence("SOA 2003 s.999")


def test_no_citation_is_in_two_lists():
    assert len(OFFENCES) == len({o.citation for o in OFFENCES.values()})
    assert replace(offence("SOA 2003 s.1")).name == "rape"


@pytest.mark.parametrize(
    ("citation", "words", "name"),
    [
        ("attempted SOA 2003 s.1", "attempted", "attempted rape"),
        ("Conspiracy to commit  soa 2003 S.9", "conspiracy to commit", "sexual activity"),
        ("attempt: OAPA 1861 s.18", "attempt", "attempt wounding with intent"),
        ("aiding and abetting MDA 1971 s.4(3)", "aiding and abetting", "supply of a Class A"),
        ("attempted common law murder", "attempted", "attempted murder"),
        ("SOA 2003 s.1", "", "rape"),
        ("attempted SOA 2003 s.999", "", None),
        ("attempted", "", None),
        ("", "", None),
        ("nearly SOA 2003 s.1", "", None),
    ],
)
def test_inchoate(citation, words, name):
    assert inchoate(citation)[0] == words
    if name is None:
        with pytest.raises(UnknownOffence):
            offence(citation)
    else:
        assert name in offence(citation).name


def test_inchoate_counts_as_the_offence_itself():
    tried = given_disposal("fine", offence="attempted SOA 2003 s.1", offence_class="")
    found = classified(tried, BORN)
    assert (found.offence_class, found.citation) == ("sexual_sch3", "SOA 2003 s.1")
    assert found.classified_by == ("sch3-none", "sch15-part-2", "inchoate")
    assert found.offence == "attempted rape (SOA 2003 s.1; Schedule 3, para 17)"


def test_s106_14():
    assert s106_14("SOA 2003 s.3")
    assert s106_14("CJIA 2008 s.63")
    assert not s106_14("OAPA 1861 s.20")
    assert not s106_14("SOA 2003 s.53")


def test_two_thirds_from_7_years():
    assert two_thirds_from_7_years("TA 1968 s.8")
    assert two_thirds_from_7_years("OAPA 1861 s.18")
    assert not two_thirds_from_7_years("OAPA 1861 s.20")
    assert not two_thirds_from_7_years("")


def test_two_thirds_from_4_years():
    assert two_thirds_from_4_years("OAPA 1861 s.18")
    assert two_thirds_from_4_years("SOA 2003 s.1")
    assert not two_thirds_from_4_years("TA 1968 s.8")
    assert not two_thirds_from_4_years("SOA 2003 s.3")


def test_the_lists_for_two_thirds_name_offences_of_schedule_15():
    for citation in ("SOA 2003 s.1", "TA 1968 s.8", *(o.citation for o in OFFENCES.values())):
        if two_thirds_from_7_years(citation):
            assert sch15_part_1(citation) or sch15_part_2(citation)
    known = {o.citation for o in OFFENCES.values()}
    assert known >= offences._LIFE_VIOLENT | offences._LIFE_FROM_4_YEARS
    assert known >= offences._ADDED_TO_SCHEDULE_15.keys()


@pytest.mark.parametrize(
    ("citation", "first"),
    [
        ("DVCVA 2004 s.5", "2005-03-21"),
        ("PHA 1997 s.4A", "2012-11-25"),
        ("SOA 2003 s.59A", "2013-04-06"),
        ("MSA 2015 s.1", "2015-07-31"),
        ("MSA 2015 s.2", "2015-07-31"),
        ("SCA 2015 s.75A", "2022-06-07"),
        ("CAA 1984 s.1", "2012-12-03"),
        ("AITCA 2004 s.4", "2012-12-03"),
        ("MDA 1971 s.4(3)", "2012-12-03"),
    ],
)
def test_category_2_from_the_day_an_offence_was_listed(citation, first):
    jailed = given_disposal(
        convicted="2004-06-01", term_months=360, offence=citation, offence_class=""
    )
    facts = given_facts(classified(jailed, BORN))
    (two,) = [g.period for g in grounds(facts) if g.category == 2]
    held = [two.covers(day(first) + timedelta(days=n)) for n in (-1, 0, 1)]
    assert held == [False, True, True]


def test_a_given_class_keeps_the_citation():
    given = given_disposal(offence="oapa 1861 S.18", offence_class="violent_sch15")
    found = classified(given, BORN)
    assert (found.citation, found.offence) == ("OAPA 1861 s.18", "oapa 1861 S.18")
