"""`doorstep up` where it cannot start; how it runs is in `running/test_up.py`."""

import importlib.util

import pytest

from command import run_in_process
from doorstep.errors import ConfigurationError


async def test_without_the_packages_of_the_embedded_stack_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)

    with pytest.raises(ConfigurationError, match="with its `local` extra"):
        await run_in_process("up")
