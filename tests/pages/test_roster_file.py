"""The roster as CSV: every cell is text, in every spreadsheet program."""

import csv
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import UUID

import pytest

from api.edge.roster_file import roster_file
from doorstep.db.members import Member
from doorstep.db.rosters import RosterEntry
from doorstep.rules.people import Language, Role, TwoStep

_ID = UUID(int=0)
_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


async def _file(
    name: str, email: str = "=1@acme.test", disabled_at: datetime | None = None
) -> str:
    member = Member(
        _ID, _ID, email, name, Role.member, Language.pt, "", disabled_at, _NOW
    )

    async def pieces() -> AsyncIterator[list[RosterEntry]]:
        yield [RosterEntry(member, TwoStep.enrolled, _NOW)]

    parts = [part async for part in await roster_file(pieces(), for_people=True)]
    return b"".join(parts).decode("utf-8-sig")


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@sum(a1)", " =1", "＝1", "\t1", "\r1"]
)
async def test_row27_no_name_is_a_formula_in_a_spreadsheet(name: str) -> None:
    _, row = csv.reader(io.StringIO(await _file(name), newline=""))

    assert row[:3] == ["'=1@acme.test", f"'{name}", "member"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "name",
    [
        *("x;=1+1", ";@SUM(1)", "x,=1+1", ",=1", "x\t=1+1", "x|=1", ";", ",", '"'),
        *('x";=1+1', 'x";"=1+1', '";=1+1;"', '"",=1', "x\n=1+1", 'x"\n=1', "x\r=1"),
    ],
)
async def test_row27_no_cell_begins_a_formula_with_any_separator(
    name: str, separator: str
) -> None:
    text = await _file(name)

    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))

    assert [cell for row in rows for cell in row if cell.startswith(_FORMULAS)] == []


async def test_row27_every_cell_is_quoted() -> None:
    header, row, rest = (await _file("x;=1+1")).split("\r\n")

    assert header == (
        '"email","name","role","language","external_id",'
        '"two_step","enrolled_since","disabled","created_at","id"'
    )
    assert row == (
        '"\'=1@acme.test","x;\'=1+1","member","pt","","enrolled",'
        f'"2026-01-01T00:00:00+00:00","no","2026-01-01T00:00:00+00:00","{_ID}"'
    )
    assert rest == ""


async def test_disabled_member_is_marked_in_the_file() -> None:
    (row,) = csv.DictReader(io.StringIO(await _file("Max", disabled_at=_NOW)))

    assert row["disabled"] == "yes"
