from tests.web.conftest import world  # noqa: F401 - a fixture
