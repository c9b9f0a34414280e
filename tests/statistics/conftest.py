from tests.web.conftest import world as world
