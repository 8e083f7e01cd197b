"""A process raises its limit of file descriptors before it accepts connections."""

import resource

import pytest

from doorstep.errors import ConfigurationError
from doorstep.process.file_descriptors import reserve


@pytest.fixture(autouse=True)
def limits(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[int, int]]:
    """The limits of a fake process."""
    held = {"limits": (256, 1024)}
    monkeypatch.setattr(resource, "getrlimit", lambda _: held["limits"])
    monkeypatch.setattr(resource, "setrlimit", lambda _, to: held.update(limits=to))
    return held


def test_the_soft_limit_is_raised_to_what_is_needed(
    limits: dict[str, tuple[int, int]],
) -> None:
    reserve(768)

    assert limits["limits"] == (960, 1024)


@pytest.mark.parametrize("enough", [(1024, 1024), (resource.RLIM_INFINITY,) * 2])
def test_a_sufficient_limit_is_not_changed(
    limits: dict[str, tuple[int, int]], enough: tuple[int, int]
) -> None:
    limits["limits"] = enough

    reserve(768)

    assert limits["limits"] == enough


def test_a_hard_limit_that_is_too_low_stops_the_start_and_names_the_setting() -> None:
    with pytest.raises(ConfigurationError, match="DOORSTEP_API_CONNECTIONS"):
        reserve(2000)
