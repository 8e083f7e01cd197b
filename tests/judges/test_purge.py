"""What is purged, and when."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from temporalio.client import Client
from uuid_utils.compat import uuid7

from command import run_doorstep
from doorstep.audit.purge import Retention, purge
from doorstep.audit.verification import verify
from doorstep.db.answers import Answers, StoredAnswer
from doorstep.db.notices import NoticeKind
from doorstep.db.pool import Connection, Pool, connected
from doorstep.db.sessions import Session, Sessions
from doorstep.db.writes import write_together
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import Application, LoginStage
from doorstep.rules.tokens import new_token, token_hash
from doorstep.temporal.schedules import schedule_purge
from doorstep.transactions.notices import add_notice
from seeding import Rows, member_id_of, new_member, rows_of
from service import MEMBER, Service
from waiting import until

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
LONG_AGO, LATELY = NOW - timedelta(days=91), NOW - timedelta(days=89)
RETENTION = Retention(timedelta(days=90), timedelta(days=90))


async def _session(rows: Rows, lives: timedelta) -> UUID:
    """Of a login that ended at once; returns the login's id."""
    login = await rows.login(LoginStage.signed_in)
    session = Session(
        id=uuid7(),
        account_id=login.account_id,
        member_id=login.member_id,
        login_id=login.id,
        application=Application.web_console,
        amr=("pwd",),
        client_address="127.0.0.1",
        user_agent="",
        auth_time=rows.at,
        last_seen_at=rows.at,
        expires_at=rows.at + lives,
        stepped_up_at=rows.at,
    )
    inserted = Sessions.inserted(session, token_hash(new_token()))
    await write_together(rows.connection, inserted)
    return login.id


async def _left(connection: Connection, table: str) -> set[UUID]:
    return {row["id"] for row in await connection.fetch(f"select id from {table}")}


async def test_ended_flows_are_purged_after_their_retention(
    database_url: str, pool: Pool, ring: KeyRing
) -> None:
    member_id = await new_member(pool, LONG_AGO)
    async with connected(database_url) as connection:
        old = await rows_of(connection, member_id, LONG_AGO)
        young = await rows_of(connection, member_id, LATELY)
        setup = await old.enrollment(await old.login())
        await old.email(setup, ring)
        await old.pending_device(setup, ring)
        kept = await young.login(LoginStage.cancelled)

        counts = await purge(connection, NOW, RETENTION)

        assert counts["logins"] == 1
        assert await _left(connection, "logins") == {kept.id}
        for table in ("enrollments", "devices"):
            assert await _left(connection, table) == set()
        assert (await verify(connection)).sound


async def test_flows_of_a_device_or_live_session_stay(
    database_url: str, pool: Pool, ring: KeyRing
) -> None:
    member_id = await new_member(pool, LONG_AGO)
    async with connected(database_url) as connection:
        rows = await rows_of(connection, member_id, LONG_AGO)
        await rows.device(ring)
        enrolling = await _left(connection, "logins")
        alive = await _session(rows, timedelta(days=365))
        await _session(rows, timedelta(days=1))

        counts = await purge(connection, NOW, RETENTION)

        assert (counts["sessions"], counts["logins"]) == (1, 1)
        assert await _left(connection, "logins") == {*enrolling, alive}
        assert len(await _left(connection, "devices")) == 1


@pytest.mark.parametrize("page", [1, 3])
async def test_a_purge_in_pages_deletes_all_that_is_due_and_nothing_else(
    database_url: str,
    pool: Pool,
    ring: KeyRing,
    monkeypatch: pytest.MonkeyPatch,
    page: int,
) -> None:
    for module in ("answers", "notices", "old_logins", "old_sessions"):
        monkeypatch.setattr(f"doorstep.db.{module}.PAGE", page)
    member_id = await new_member(pool, LONG_AGO)
    async with connected(database_url) as connection:
        old = await rows_of(connection, member_id, LONG_AGO)
        young = await rows_of(connection, member_id, LATELY)
        await old.device(ring)
        kept = await _left(connection, "logins")
        for _ in range(4):
            await _session(old, timedelta(days=1))
            await _notice(old)
            await _answer(connection, NOW - timedelta(hours=25))
        kept |= {await _session(young, timedelta(days=365)) for _ in range(4)}
        await _notice(young)
        await _answer(connection, NOW - timedelta(hours=23))

        counts = await purge(connection, NOW, RETENTION)
        again = await purge(connection, NOW, RETENTION)

        due = ("sessions", "logins", "notices", "answers")
        assert [counts[kind] for kind in due] == [4, 4, 4, 4]
        assert not any(again.values())
        assert await _left(connection, "logins") == kept
        assert len(await _left(connection, "notices")) == 1
        assert await connection.fetchval("select count(*) from answers") == 1


async def _notice(rows: Rows) -> None:
    kind, member = NoticeKind.device_added, rows.member
    await add_notice(rows.connection, kind, member, rows.at)


async def _answer(connection: Connection, at: datetime) -> None:
    await Answers(connection).claim(uuid7(), b"key", at, timedelta(seconds=5))


async def test_row10_expired_known_networks_are_purged_with_their_ledgers(
    database_url: str, pool: Pool, ring: KeyRing
) -> None:
    member_id = await new_member(pool, LONG_AGO)
    async with connected(database_url) as connection:
        await (await rows_of(connection, member_id, LONG_AGO)).device(ring)
        await connection.execute(
            """
            insert into known_networks (device_id, network, known_until)
            select id, 'young', $1::timestamptz + interval '1 second' from devices
            """,
            NOW,
        )

        counts = await purge(connection, NOW, RETENTION)

        assert counts["known networks"] == 1
        left = await connection.fetch("select network from known_networks")
        assert [row["network"] for row in left] == ["young"]


async def test_kept_answers_are_purged_after_a_day(database_url: str) -> None:
    flow, answer = uuid7(), StoredAnswer(b"asked", "k.sealed")
    async with connected(database_url) as connection:
        answers = Answers(connection)
        for key, hours in ((b"old", 25), (b"young", 23)):
            at = NOW - timedelta(hours=hours)
            await answers.claim(flow, key, at, timedelta(seconds=5))
            await answers.keep(flow, key, answer, at)

        await purge(connection, NOW, RETENTION)

        assert await answers.get(flow, b"old") is None
        assert await answers.get(flow, b"young") == answer


async def test_command_purges_by_the_settings(database_url: str, pool: Pool) -> None:
    member_id = await new_member(pool, LONG_AGO)
    async with connected(database_url) as connection:
        await (await rows_of(connection, member_id, LONG_AGO)).login()

    code, output = await run_doorstep("purge", DOORSTEP_DATABASE_URL=database_url)

    assert code == 0
    assert "1 logins" in output
    assert not await pool.fetchval("select count(*) from logins")


async def test_temporal_purges_each_night_by_a_schedule(service: Service) -> None:
    client, queue = service.client, service.settings.task_queue
    member_id = await member_id_of(service.pool, MEMBER)
    async with connected(service.settings.database_url) as connection:
        long_ago = service.clock() - timedelta(days=91)
        await (await rows_of(connection, member_id, long_ago)).login()
    await schedule_purge(client, queue)
    await schedule_purge(client, queue)  # a repeat changes nothing

    schedule = client.get_schedule_handle(f"purge-{queue}")
    await schedule.trigger()

    async def logins() -> int:
        return int(await service.pool.fetchval("select count(*) from logins"))

    await until(logins, lambda left: left == 0)
    await until(lambda: _purged(client, queue), bool)
    await schedule.delete()


async def _purged(client: Client, queue: str) -> int:
    found = await client.count_workflows(
        f'TaskQueue="{queue}" and WorkflowType="Purge" and ExecutionStatus="Completed"'
    )
    return found.count
