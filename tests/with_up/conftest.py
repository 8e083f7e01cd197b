"""One `doorstep up` for every test that needs it."""

from collections.abc import AsyncIterator

import pytest

from up import Up, running_up


@pytest.fixture(scope="package")
async def up(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Up]:
    """Ends with the last of these tests: an idle stack slows the others down."""
    async with running_up(tmp_path_factory.mktemp("up") / "data") as up:
        yield up
