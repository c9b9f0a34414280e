from openmappa.agencies.areas import AREA_NAMES, AREAS


def test_there_are_42_areas_and_43_forces_all_told() -> None:
    assert len(AREAS) == len(AREA_NAMES) == 42
    forces = [force for area in AREAS for force in area.forces]
    assert len(forces) == len(set(forces)) == 43


def test_only_london_has_two_forces() -> None:
    assert {area.name: len(area.forces) for area in AREAS if len(area.forces) != 1} == {"London": 2}


def test_four_areas_lie_in_wales() -> None:
    wales = {area.name for area in AREAS if area.wales}
    assert wales == {"Dyfed-Powys", "Gwent", "North Wales", "South Wales"}


def test_areas_are_in_order_of_name() -> None:
    names = [area.name for area in AREAS]
    assert names == sorted(names)
