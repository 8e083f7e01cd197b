"""`doorstep member convert`: where its lines may go."""

import json
import sys
from pathlib import Path

import pytest

from cli.convert.command import Source, convert
from doorstep.errors import InvalidInputError
from exports import as_json


@pytest.fixture
def export(tmp_path: Path) -> Path:
    file = tmp_path / "realm.json"
    jo = {"username": "jo", "email": "jo@acme.test"}
    file.write_bytes(as_json({"users": [jo, {"username": "kim"}]}))
    return file


def test_IM4_secrets_are_not_shown_on_a_terminal(
    export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    with pytest.raises(InvalidInputError, match="secrets on the terminal"):
        convert([export], source=Source.keycloak)


def test_lines_go_to_standard_output_and_notes_beside_it(
    export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    convert([export], source=Source.keycloak)

    said = capsys.readouterr()
    assert [json.loads(line) for line in said.out.splitlines()] == [
        {"email": "jo@acme.test", "name": "jo"}
    ]
    assert said.err == "2 (kim): left out: there is no email address.\n"


def test_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="No such file"):
        convert([tmp_path / "none"], source=Source.ldif)
