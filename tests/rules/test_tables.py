"""Lists of commands: whole ids and addresses, times with their zone."""

from datetime import datetime, timedelta, timezone

import pytest

from cli import tables

ID = "01a2b3c4-0000-7000-8000-000000000000"
ADDRESS = "somebody.with.a.long.name@mail.department.example.com"
AT = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=2)))
ROWS = [{"id": ID, "email": ADDRESS, "created_at": AT, "disabled": False}] * 2


def _shown(capsys: pytest.CaptureFixture[str]) -> list[str]:
    tables.show(ROWS, as_json=False, none="Nothing.")
    return capsys.readouterr().out.splitlines()


def test_each_row_is_one_line_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    heading, *lines = _shown(capsys)

    assert heading.split() == ["id", "email", "created", "at", "disabled"]
    assert lines == [f"{ID}  {ADDRESS}  2026-03-01 10:00:00 UTC  no"] * 2


def test_nothing_is_folded_in_a_narrow_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "_is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")

    lines = _shown(capsys)

    assert lines[:5] == [
        f"id          {ID}",
        f"email       {ADDRESS}",
        "created at  2026-03-01 10:00:00 UTC",
        "disabled    no",
        "",
    ]
    monkeypatch.setenv("COLUMNS", "200")
    assert len(_shown(capsys)) == 3
