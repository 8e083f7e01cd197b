"""Patience for tests whose subject is not how soon an answer comes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from api import flows
from api.actions import password_budget
from api.edge import time_limit
from doorstep.rules import hashing_queue


@contextmanager
def unhurried() -> Iterator[None]:
    """Tests share their cores with every server: the API waits longer than it would."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flows, "ANSWERED_WITHIN", 20)
        patch.setattr(flows, "_CALL", timedelta(seconds=19))
        patch.setattr(time_limit, "_WAITS", 21)
        patch.setattr(time_limit, "_CLEANS_UP", 20)
        patch.setattr(hashing_queue, "LONGEST_WAIT", 18.0)
        patch.setattr(password_budget, "_LOOKS", 300)
        yield
