"""Which tests begin first, and which stay together in one of several processes."""

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

_LONG = ("with_up", "faults", "running", "pages")
"""Rooms of long files: they begin first, the longest before the others, so that all
processes end together.
"""
_PLACES = dict(zip(_LONG, range(-len(_LONG), 0), strict=True))


def place(item: pytest.Item) -> int:
    """Of a test in the order."""
    return _PLACES.get(item.path.parent.name, 0)


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # untyped
    """Tests of a file stay together, and so do all that share one `doorstep up`."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, _ = nodeid.partition("::")  # the names of tests have slashes, too
        folder, _, _ = file.rpartition("/")
        return folder if folder.endswith("with_up") else file
