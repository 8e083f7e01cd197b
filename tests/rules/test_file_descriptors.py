"""A process makes sure of file descriptors before it takes connections."""

import resource

import pytest

from doorstep.errors import ConfigurationError
from doorstep.process.file_descriptors import reserve


@pytest.fixture(autouse=True)
def limits(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[int, int]]:
    """Those of a process of the test's own making."""
    held = {"limits": (256, 1024)}
    monkeypatch.setattr(resource, "getrlimit", lambda _: held["limits"])
    monkeypatch.setattr(resource, "setrlimit", lambda _, to: held.update(limits=to))
    return held


def test_what_is_missing_is_asked_for(limits: dict[str, tuple[int, int]]) -> None:
    reserve(768)

    assert limits["limits"] == (960, 1024)


@pytest.mark.parametrize("enough", [(1024, 1024), (resource.RLIM_INFINITY,) * 2])
def test_what_is_enough_stays(
    limits: dict[str, tuple[int, int]], enough: tuple[int, int]
) -> None:
    limits["limits"] = enough

    reserve(768)

    assert limits["limits"] == enough


def test_what_cannot_be_had_stops_the_start_by_the_settings_name() -> None:
    with pytest.raises(ConfigurationError, match="DOORSTEP_API_CONNECTIONS"):
        reserve(2000)
