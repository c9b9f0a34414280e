from openmappa.agencies.queries import area_named
from openmappa.statistics import actions
from openmappa.statistics.definitions import ReportingYear
from openmappa.statistics.frozen import COUNT, frozen
from tests.web.world import World


def year(world: World) -> dict[str, str]:
    return {"area": "Cambridgeshire", "year": "2014-15"}


def locked(world: World) -> dict[str, str]:
    """The first version of the year, locked by whoever asks for it first."""
    asked = ReportingYear(2014)
    if frozen("Cambridgeshire", asked) is None:
        actions.freeze(by="a test", area=area_named("Cambridgeshire", COUNT), year=asked)
    return {**year(world), "version": "1"}
