"""A command without settings uses the stack that runs in the folder it is typed in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.options import settings_for
from cli.up.data_folder import DataFolder
from cli.up.folder_lock import DEFAULT_FOLDER
from doorstep.errors import ConfigurationError

_HERE = "postgresql:///doorstep?host=/stack"


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DataFolder]:
    """A stack in the default folder, for as long as its lock is held."""
    monkeypatch.chdir(tmp_path)
    folder = DataFolder.open(DEFAULT_FOLDER)
    folder.write_private("settings.env", f"DOORSTEP_DATABASE_URL='{_HERE}'\n")
    yield folder
    folder.close()


@pytest.mark.usefixtures("running")
def test_a_running_stack_is_used_and_named_apart_from_the_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert settings_for(None).database_url == _HERE

    printed = capsys.readouterr()
    assert printed.err == "Using the stack that runs in .doorstep/.\n"
    assert printed.out == ""


@pytest.mark.usefixtures("running")
def test_what_is_set_wins(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTEP_TEMPORAL_ADDRESS", "127.0.0.1:1")

    assert settings_for(None).database_url is None
    assert capsys.readouterr().err == ""


def test_a_stack_that_does_not_run_is_not_used(
    running: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    running.close()

    assert settings_for(None).database_url is None
    said = "The stack in .doorstep/ is stopped: start it with `doorstep up`.\n"
    assert capsys.readouterr().err == said


@pytest.mark.usefixtures("running")
def test_a_folder_that_was_never_started_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="--data-dir"):
        settings_for(tmp_path / "elsewhere")
