"""`doorstep keys signing` and `rotate-signing`, and what `doctor` says of the keys."""

import json
from datetime import timedelta

import pytest

from cli.doctor.findings import State
from cli.doctor.signing_keys import examine_signing_keys
from command import run_doorstep
from doorstep.clock import system_clock
from doorstep.db.pool import Pool
from doorstep.rules.seal import KeyRing, new_entry
from doorstep.transactions.signing_keys import add_missing_signing_keys

KEYS = new_entry("only")
RING = KeyRing.parse(KEYS)


async def test_P4_signing_keys_are_rotated_by_command(
    pool: Pool, database_url: str
) -> None:
    where = {"DOORSTEP_DATABASE_URL": database_url, "DOORSTEP_KEYS": KEYS}
    await add_missing_signing_keys(pool, RING, system_clock())

    rotated = [await run_doorstep("keys", "rotate-signing", **where) for _ in "12"]
    waiting = await run_doorstep("keys", "signing", "--json", **where)
    stolen = await run_doorstep("keys", "rotate-signing", "--stolen", **where)
    after = await run_doorstep("keys", "signing", "--json", **where)

    assert [status for status, _ in (*rotated, stolen)] == [0, 0, 0]
    states = [
        sorted(key["state"] for key in json.loads(s[1])) for s in (waiting, after)
    ]
    assert states[0] == ["signs", "signs", "waits", "waits"]
    assert states[1] == ["signs", "signs", *["withdrawn"] * 4]


async def test_C1_keys_list_counts_signing_keys(pool: Pool, database_url: str) -> None:
    await add_missing_signing_keys(pool, RING, system_clock())

    _, listed = await run_doorstep(
        "keys", "list", DOORSTEP_DATABASE_URL=database_url, DOORSTEP_KEYS=KEYS
    )

    assert "2 signing keys" in listed


@pytest.mark.parametrize(
    ("ring", "later", "state"),
    [
        (RING, timedelta(0), State.ok),
        (RING, timedelta(days=400), State.warning),
        (KeyRing.parse(new_entry("only")), timedelta(0), State.failed),
    ],
    ids=["sound", "old", "another ring"],
)
async def test_doctor_examines_signing_keys(
    pool: Pool, ring: KeyRing, later: timedelta, state: State
) -> None:
    at = system_clock()
    await add_missing_signing_keys(pool, RING, at)

    (finding,) = await examine_signing_keys(pool, ring, lambda: at + later)

    assert finding.state is state


async def test_doctor_waits_for_the_first_use(pool: Pool) -> None:
    (finding,) = await examine_signing_keys(pool, RING, system_clock)

    assert finding.state is State.ok
