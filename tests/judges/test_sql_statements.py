"""PostgreSQL prepares every SQL statement, so no name in it is misspelt, and a column
that a migration adds is in no answer.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import product
from typing import TypeAlias, cast
from uuid import uuid4

import asyncpg
import pytest

from audit_trail import AuditTrail
from doorstep.db.answers import SEALED_ANSWERS
from doorstep.db.code_ledgers import CodeLedgers
from doorstep.db.event_filter import EventFilter
from doorstep.db.event_links import NO_ACCOUNT, EventLinks
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.logins import Logins
from doorstep.db.own_deliveries import MailedFlows, OwnDeliveries
from doorstep.db.pool import Connection, Pool
from doorstep.db.roster_filter import RosterFilter
from doorstep.db.rosters import Rosters
from doorstep.db.sealing import SealedValues
from doorstep.db.signing_keys import SEALED_KEYS
from doorstep.db.statement_limits import NONE, PATIENT, limit_session
from doorstep.db.subjects import Subjects
from doorstep.db.writes import Write, write_at_once, write_together
from doorstep.errors import MailError
from doorstep.rules.people import Role, TwoStep
from doorstep.rules.time_limits import USUAL
from sql_texts import statements

_AskSealed: TypeAlias = Callable[[SealedValues], Awaitable[object]]
_AT, _ID = datetime(2026, 3, 5, tzinfo=UTC), uuid4()


class Recorder:
    """Replaces a connection, and records the statements."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    async def fetch(self, text: str, *_: object) -> list[object]:
        self.texts.append(text)
        return []

    async def fetchrow(self, text: str, *_: object) -> dict[str, object]:
        """Of members: none was found nearby, and there are more."""
        self.texts.append(text)
        return {"ids": [], "more": True}

    async def fetchval(self, text: str, *_: object) -> bool:
        self.texts.append(text)
        return True

    async def execute(self, text: str, *_: object) -> str:
        self.texts.append(text)
        return "UPDATE 0"

    def get_server_pid(self) -> int:
        return 1

    @asynccontextmanager
    async def acquire(self) -> AsyncIterator["Recorder"]:
        yield self


async def _strays(connection: Connection) -> None:
    await EventLinks(connection).strays(NO_ACCOUNT)
    await EventLinks(connection).strays(_ID)


async def _newest(connection: Connection) -> None:
    asked = product(("user_created", None), (_ID, None), (_ID, None))
    for kind, member_id, before in asked:
        wanted = EventFilter(kind=kind, member_id=member_id)
        await Events(connection).newest(_ID, wanted, limit=1, before=before)


async def _together(connection: Connection) -> None:
    """A right code, and two writes of which none is decisive."""
    accepted = CodeLedgers.accepted(_ID, 1, _AT)
    known = CodeLedgers.known_from_now(_ID, "192.0.2.1", _AT)
    written = Events.written(Event(EventKind.signed_in, _ID, _AT))
    await write_together(connection, accepted, known, Logins.signed_in(_ID, _AT, _ID))
    await write_together(connection, known, written)


async def _at_once(connection: Connection) -> None:
    """Without a transaction around them."""
    pool, signed_in = cast("Pool", connection), Logins.signed_in(_ID, _AT, _ID)
    written = Events.written(Event(EventKind.signed_in, _ID, _AT))
    lock = "select 1 from members where id = $1 for no key update"
    await write_at_once(pool, Write(lock, (_ID,), decisive=True), signed_in, written)
    await write_at_once(pool, signed_in, written)


async def _rosters(connection: Connection) -> None:
    asked = product((None, *TwoStep), (None, *Role), (None, _ID), (None, "abcd"))
    for two_step, role, group_id, text in asked:
        wanted = RosterFilter(two_step, role, group_id, text)
        await Rosters(connection).page(_ID, at=_AT, limit=1, wanted=wanted)


async def _subjects(connection: Connection) -> None:
    for two_step in (None, *TwoStep):
        subjects = Subjects(connection, "app_AAAAAAAAAAAAAAAAAAAAAA")
        await subjects.page(_ID, at=_AT, limit=1, two_step=two_step)


async def _deliveries(connection: Connection) -> None:
    for flows in MailedFlows:
        kept = OwnDeliveries(connection, flows)
        await kept.note_accepted(_ID, 1, _AT)
        await kept.note_failure(_ID, 1, MailError("smtp 451", "later"), _AT)


async def _limits(connection: Connection) -> None:
    await limit_session(connection, NONE)
    await limit_session(connection, USUAL.statement)


def _sealed(ask: _AskSealed) -> Callable[[Connection], Awaitable[None]]:
    """Of a table with one key, and of one with two."""

    async def both(connection: Connection) -> None:
        for column in (SEALED_KEYS, SEALED_ANSWERS):
            await ask(SealedValues(connection, column))

    return both


SHAPES: dict[str, Callable[[Connection], Awaitable[None]]] = {
    "doorstep.db.event_links.strays": _strays,
    "doorstep.db.own_deliveries.note_accepted": _deliveries,
    "doorstep.db.own_deliveries.note_failure": _deliveries,
    "doorstep.db.events.newest": _newest,
    "doorstep.db.statement_limits.limit_session": _limits,
    "doorstep.db.writes.write_together": _together,
    "doorstep.db.writes.write_at_once": _at_once,
    "doorstep.db.rosters._entries": _rosters,
    "doorstep.db.rosters._with_text": _rosters,
    "doorstep.db.subjects._window": _subjects,
    "doorstep.db.sealing.count_by_key": _sealed(lambda rows: rows.count_by_key()),
    "doorstep.db.sealing.lock_sealed_otherwise": _sealed(
        lambda rows: rows.lock_sealed_otherwise("key", None, 1)
    ),
    "doorstep.db.sealing.put": _sealed(lambda rows: rows.put([])),
}
"""The statements that are composed at run time, in each form."""

UTILITY = {
    "doorstep.db.grants.grant_to",
    "doorstep.db.grants._take_over",
    "doorstep.db.migrate._drop_unfinished_indexes",
    "doorstep.db.migration_files.apply",
    "doorstep.db.role_limits.give",
    "cli.up.cluster.make_database",
    "doorstep.db.writes.held",
}
"""PostgreSQL cannot prepare these, which name roles and databases, or are several
commands. Every test runs on a database that they have set up, or uses them."""

_A_COLUMN_MORE = """
    do $$
    declare present regclass;
    begin
        for present in select oid from pg_class
            where relkind = 'r' and relnamespace = 'public'::regnamespace
        loop
            execute format('alter table %s add column one_more int', present);
        end loop;
    end $$
"""
"""In each table."""


async def test_no_name_in_a_statement_is_misspelt(pool: Pool) -> None:
    texts = _prepared()

    assert await _refused(pool, texts) == {}
    assert len(texts) > 100


@pytest.mark.parametrize("function", SHAPES)
async def test_no_name_in_a_composed_statement_is_misspelt(
    pool: Pool, function: str
) -> None:
    recorder = Recorder()
    await SHAPES[function](cast("Connection", recorder))

    assert await _refused(pool, dict.fromkeys(recorder.texts, function)) == {}
    assert len(set(recorder.texts)) > 1


def test_no_statement_is_composed_elsewhere() -> None:
    unknown = {one.function for one in statements() if one.text is None}

    assert unknown - UTILITY == SHAPES.keys()
    assert {one.function for one in statements()} >= UTILITY


async def test_no_answer_has_another_column_after_a_migration(
    audit: AuditTrail,
) -> None:
    """Poolers would fail such a statement (findings/pooler_keeps_the_old_plan.sh)."""
    recorder, owner = Recorder(), audit.owner
    for ask in SHAPES.values():
        await ask(cast("Connection", recorder))
    texts = _prepared().keys() | set(recorder.texts)

    before = await _columns_of(owner, texts)
    added = owner.transaction()
    await added.start()
    await owner.execute(_A_COLUMN_MORE)
    after = await _columns_of(owner, texts)
    await added.rollback()

    assert {text for text in texts if before[text] != after[text]} == set()
    assert any(before.values())


def _prepared() -> dict[str, str]:
    """Each text that stands in the source, and a function that sends it; not the one
    that is two commands.
    """
    return {
        one.text: one.function
        for one in statements()
        if one.text and one.text != PATIENT and one.function not in UTILITY
    }


async def _columns_of(
    connection: Connection, texts: set[str]
) -> dict[str, tuple[str, ...]]:
    columns = {}
    for text in texts:
        attributes = (await connection.prepare(text)).get_attributes()
        columns[text] = tuple(attribute.name for attribute in attributes)
    return columns


async def _refused(pool: Pool, texts: dict[str, str]) -> dict[str, str]:
    refused = {}
    async with pool.acquire() as connection:
        for text, function in texts.items():
            try:
                await connection.prepare(text)
            except asyncpg.PostgresError as error:
                refused[function] = str(error)
    return refused
