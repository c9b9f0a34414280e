from openmappa.agencies.queries import area_named
from openmappa.audit.operations import operation
from openmappa.publication import actions
from openmappa.publication.queries import newest
from tests.publication.conftest import DEMO_WORDS
from tests.statistics.given import locked
from tests.web.world import World


def written(world: World) -> dict[str, str]:
    """A report whose parts are all written."""
    area = area_named("Cambridgeshire", "intake")
    if not newest(area.pk, "2014-15", "intake"):
        files = {path.name: path.read_bytes() for path in DEMO_WORDS.iterdir()}
        with operation(using="intake", actor="a test", purpose="take in words") as opened:
            actions.take_in(opened, area=area, year="2014-15", files=files)
    return locked(world)
