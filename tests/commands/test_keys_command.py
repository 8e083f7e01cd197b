"""`doorstep keys list` and `rotate` as an operator types them."""

import asyncio
import signal
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import UUID

import asyncpg
import pytest

from cli import texts
from cli.keys import line_of
from cli.progress import progress
from cli.up.binaries import program
from command import run_doorstep
from doorstep.clock import system_clock
from doorstep.db.pool import Pool
from doorstep.rules.seal import KeyRing, Purpose, new_entry
from doorstep.transactions.key_rotation import KeyUse
from waiting import in_time

OLDER = new_entry("older")
KEYS = f"{new_entry('newer')},{OLDER}"


async def keep_answers(pool: Pool, count: int) -> None:
    ring, key_hash = KeyRing.parse(OLDER), b"\x01"
    flows = [UUID(int=number) for number in range(count)]
    sealed = [ring.seal(Purpose.answer, b"x", f"{flow}/01") for flow in flows]
    rows = [
        (flow, key_hash, b"", text, system_clock())
        for flow, text in zip(flows, sealed, strict=True)
    ]
    columns = ("flow_id", "key_hash", "fingerprint", "sealed", "created_at")
    await pool.copy_records_to_table("answers", records=rows, columns=columns)


async def test_C1_list_and_rotate_say_when_an_old_key_can_go(
    pool: Pool, database_url: str
) -> None:
    await keep_answers(pool, 3)
    where = {"DOORSTEP_DATABASE_URL": database_url, "DOORSTEP_KEYS": KEYS}

    before = await run_doorstep("keys", "list", **where)
    rotated = await run_doorstep("keys", "rotate", **where)
    after = await run_doorstep("keys", "list", **where)

    newer = KeyUse("newer", on_ring=True, newest=True)
    older = KeyUse("older", on_ring=True, newest=False)
    needed = [line_of(newer), line_of(replace(older, answers=3))]
    unneeded = [line_of(replace(newer, answers=3)), line_of(older)]
    assert before == (0, "\n".join(needed))
    assert after == (0, "\n".join(unneeded))
    assert rotated[0] == 0
    assert rotated[1].splitlines()[1:] == [texts.resealed(3, "newer"), *unneeded]


async def test_row2_ctrl_c_stops_a_rotation_and_a_repeat_continues(
    pool: Pool, database_url: str
) -> None:
    await keep_answers(pool, 300)
    where = {"DOORSTEP_DATABASE_URL": database_url, "DOORSTEP_KEYS": KEYS}
    async with _held(database_url, flow=UUID(int=150)):  # it cannot finish
        process = await asyncio.create_subprocess_exec(
            *(program("doorstep"), "keys", "rotate"), env=where, stdout=PIPE
        )
        assert process.stdout is not None
        first = await in_time(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        rest, _ = await in_time(process.communicate())

    left = await pool.fetchval("select count(*) from answers where sealed ~ '^older'")
    code, output = await run_doorstep("keys", "rotate", **where)

    assert b" of 300" in first
    assert rest.decode().strip().endswith(texts.RUN_AGAIN)
    assert process.returncode == 130
    assert 0 < left < 300
    assert code == 0
    assert texts.resealed(left, "newer") in output
    assert len(output.splitlines()) < 20


@asynccontextmanager
async def _held(database_url: str, flow: UUID) -> AsyncIterator[None]:
    """Another transaction locks that answer's row; a rotation waits for it."""
    holder = await asyncpg.connect(database_url)
    async with holder.transaction():
        row = "select from answers where flow_id = $1 for update"
        await holder.execute(row, flow)
        yield
    await holder.close()


async def test_C2_commands_refuse_a_sample_key() -> None:
    sample = "k1:" + "A" * 43 + "="

    for words in (["keys", "list"], ["keys", "rotate"], ["worker"], ["api"]):
        code, output = await run_doorstep(*words, DOORSTEP_KEYS=sample)
        assert code == 1
        assert output.startswith("doorstep: DOORSTEP_KEYS: ")
        assert "Traceback" not in output


async def test_C2_commands_refuse_a_missing_key() -> None:
    code, output = await run_doorstep("keys", "list")

    assert code == 1
    assert "DOORSTEP_KEYS" in output
    assert "doorstep keys new" in output


def test_progress_without_a_terminal_is_a_few_lines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with progress("Done", 1000) as tell:
        for done in range(100, 1001):
            tell(done)

    output = capsys.readouterr().out.splitlines()
    assert output[-1] == "Done: 1000 of 1000"
    assert len(output) <= 12


def test_progress_on_a_terminal_is_a_bar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")

    with progress("Done", 4) as tell:
        tell(4)

    assert "4/4" in capsys.readouterr().out
