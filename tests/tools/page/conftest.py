"""What the tests of the page share."""

import pytest

from aeo_cli.documents.text import Lang
from tests.tools.page.readers import Reader


@pytest.fixture(params=Lang)
def reader(request: pytest.FixtureRequest) -> Reader:
    """Return a reader in each language."""
    return Reader(request.param)
