"""Lists, filters, counts, imports, purges and the audit trail read no large table
as a whole.

By the plans that PostgreSQL makes for large tables, with the values of a call and
without: a time would say more about the machine.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import cast

import asyncpg
import pytest

from cli.up.cluster import OWNER, Cluster
from doorstep.audit.purge import Retention, purge
from doorstep.audit.verification import verify
from doorstep.clock import system_clock
from doorstep.db.accounts import Accounts
from doorstep.db.answers import Answers
from doorstep.db.attempts import Attempts
from doorstep.db.enrollments import Enrollments
from doorstep.db.event_filter import EventFilter
from doorstep.db.event_links import FRONT, EventLinks
from doorstep.db.event_reasons import EventReasons
from doorstep.db.events import EventKind, Events
from doorstep.db.groups import Groups
from doorstep.db.imported_members import ImportedMembers
from doorstep.db.member_counts import MemberCounts
from doorstep.db.member_search import folded
from doorstep.db.members import Members
from doorstep.db.notices import Notices
from doorstep.db.old_logins import OldLogins
from doorstep.db.pool import Connection, connected, present
from doorstep.db.roster_filter import RosterFilter
from doorstep.db.rosters import Rosters
from doorstep.db.stage_entries import StageEntries
from doorstep.db.token_facts import TokensWithFacts
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.people import Role, TwoStep
from doorstep.rules.policy import EnrollmentPolicy
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import ApplicationId
from doorstep.transactions.removal import remove_logins
from doorstep.why.records import Records
from plans import Explaining, believed_large
from trials.size.seeding import SeededAccount, seed, seed_old_logins

AT = system_clock()
SMALL = {
    *("accounts", "member_counts", "sealed_heads", "groups"),
    *("password_tries", "repeated_events", "authorization_requests", "used_requests"),
}
"""They have a few rows for each account, or those of a day."""
_A_FEW = """
    insert into event_reasons select id, 'why' from events limit 100;
    insert into event_names select id, 'before', 'after' from events limit 100;
    insert into events_to_link select id from events limit 100;
    insert into clients (
        id, name, kind, first_factor, redirect_uris, post_logout_redirect_uris,
        auth_method, scopes, require_pkce, id_token_alg, created_at, tokens_from
    ) select 'app_' || lpad(n::text, 22, 'x'), 'Large', 'web', 'doorstep', '{}', '{}',
        'client_secret_basic', '{}', true, 'RS256', now(), now()
    from generate_series(1, 20) as n;
    insert into client_assertions
        select id, sha256(id::bytea), '', now() + interval '1 hour' from clients;
    insert into grants select uuidv7(), clients.id, members.account_id, members.id,
        uuidv7(), null, '{}', '', '{}', null, now(), now(), now() + interval '1 day'
        from members cross join clients limit 1000;
    insert into subjects
        select client_id, 'u-' || id, member_id, now() from grants
        on conflict do nothing;
    insert into client_secrets select uuidv7(), id, 'k.x', now() from clients;
    insert into session_clients
        select login_id, client_id, member_id, now(), now(), now() from grants;
    insert into access_tokens select sha256(id::text::bytea), client_id, id, '{}',
        now(), now() + interval '1 day' from grants;
    insert into refresh_tokens select sha256(id::text::bytea), id, now() from grants;
    insert into authorization_requests
        (id, client_id, parameters, created_at, expires_at)
        select id, client_id, '{}', now(), now() + interval '1 day' from grants;
    insert into authorization_codes select sha256(id::text::bytea), id, client_id,
        member_id, login_id, null, '', null, null, '{}', '', '{}', now(), now(),
        now() + interval '1 day', 0, now(), id from grants;
    insert into recoveries (
        id, account_id, member_id, address_key, address_hint, token_hash, stage,
        stage_since, client_address, started_at, expires_at, ended_at, asked, number,
        asked_at, key_name, tries_left
    ) select id, account_id, id, sha256(id::text::bytea), '', sha256(id::text::bytea),
        'expired', created_at, '192.0.2.7', created_at, created_at, created_at,
        array[created_at], 1, created_at, 'test', 5
    from members;
    insert into address_changes (
        id, account_id, member_id, email, address_key, stage, stage_since, started_at,
        expires_at, ended_at, asked, number, asked_at, key_name, tries_left
    ) select id, account_id, id, '', sha256(id::text::bytea), 'expired', created_at,
        created_at, created_at, created_at, array[created_at], 1, created_at, 'test', 5
    from members;
    insert into invitations (
        id, account_id, member_id, token_hash, key_name, stage, invited_at, expires_at,
        ended_at, asked, number, asked_at, email, address_key
    ) select id, account_id, id, sha256(id::text::bytea), 'test', 'expired', created_at,
        created_at, created_at, array[created_at], 1, created_at, '',
        sha256(id::text::bytea)
    from members;
    insert into imported_members select id, now() from members;
    insert into erasures (member_id, account_id, asked_at, workflows)
        select id, account_id, now(), '{}' from members limit 100;
    analyze invitations, imported_members, erasures;
    analyze event_reasons, event_names, events_to_link, recoveries, clients,
        address_changes,
        client_assertions, subjects, client_secrets, session_clients, grants,
        access_tokens, refresh_tokens, authorization_requests,
        authorization_codes
"""


@pytest.fixture
async def large(
    cluster: Cluster, database_url: str, ring: KeyRing
) -> AsyncIterator[tuple[Connection, SeededAccount]]:
    database = database_url.partition("@/")[2].partition("?")[0]
    address = cluster.address(OWNER, database)
    account = await seed(address, ring, 400)
    await seed_old_logins(address, account, 50)
    owner = await asyncpg.connect(address)
    await owner.execute(_A_FEW)
    async with believed_large(owner), connected(database_url) as connection:
        yield connection, account
    await owner.close()


async def _filters(
    connection: Connection, account: SeededAccount
) -> list[RosterFilter]:
    """Each state, role and group, alone and with a text that is rare."""
    (group,) = await Groups(connection).all(account.id)
    alone = [
        *(RosterFilter(two_step) for two_step in (None, *TwoStep)),
        *(RosterFilter(role=role) for role in Role),
        RosterFilter(group_id=group.id),
    ]
    text = await folded(connection, "MEMBER-399@")
    return [*alone, *(replace(each, text=text) for each in alone)]


async def _rosters(connection: Connection, account: SeededAccount) -> None:
    rosters = Rosters(connection)
    for wanted in await _filters(connection, account):
        async for _ in rosters.pages(account.id, at=AT, size=150, wanted=wanted):
            pass
    await MemberCounts(connection).enrollment_counts(account.id, AT)
    await Accounts(connection).summaries()
    await Accounts(connection).named("size")
    administrator = (await Members(connection).enabled_admins(account.id))[0].id
    await rosters.entry(account.id, administrator, AT)
    await Members(connection).another_enabled_admin(account.id, administrator)
    await Members(connection).names(account.id, [administrator])


async def _setups(connection: Connection, account: SeededAccount) -> None:
    rows = await Enrollments(connection).running_in(account.id, AT, limit=50)
    assert await Records(connection, EnrollmentPolicy(), AT).of_setups(rows)
    await Enrollments(connection).count_running(AT, AT)


async def _trail(connection: Connection, account: SeededAccount) -> None:
    events = Events(connection)
    newest = (await events.newest(account.id, EventFilter(), limit=51))[-1]
    for kind in (None, EventKind.member_changed, EventKind.signed_in):
        for member_id in (None, newest.member_id):
            for since in (None, AT - timedelta(days=2)):
                wanted = EventFilter(kind=kind, member_id=member_id, since=since)
                for before in (None, newest.id):
                    await events.newest(account.id, wanted, limit=51, before=before)
    await StageEntries(connection).before([newest.id])
    links = EventLinks(connection)
    await links.queued(FRONT, 1000)
    await links.longest_wait()
    assert (await verify(connection)).sound


async def _purge(connection: Connection, _: SeededAccount) -> None:
    retention = Retention(timedelta(days=90), timedelta(days=90))
    counts = await purge(connection, AT, retention)
    assert counts["logins"] == counts["attempts"] == 50


async def _erase(connection: Connection, account: SeededAccount) -> None:
    member_id = (await Members(connection).enabled_admins(account.id))[0].id
    logins = await OldLogins(connection).lock_all_of(member_id)
    await remove_logins(connection, logins)
    await Attempts(connection).delete_of_member(member_id)
    await Notices(connection).delete_of_member(member_id)
    await EventReasons(connection).delete_of_member(member_id)


async def _tokens(connection: Connection, _: SeededAccount) -> None:
    rows, client_id = TokensWithFacts(connection), f"app_{'x' * 21}1"
    assert await rows.client(client_id)
    assert await rows.code(client_id, b"")
    assert await rows.examined(client_id, b"")
    await rows.access_token(b"")
    await Answers(connection).forget_granted_tokens(AT)


async def _import(connection: Connection, account: SeededAccount) -> None:
    imported = ImportedMembers(connection)
    typed = [TypedAddress.read(account.email(number)) for number in range(1, 30)]
    for client_id in (None, ApplicationId(f"app_{'x' * 21}1")):
        known = await imported.with_addresses(typed, client_id)
        assert all(known)
        assert await imported.get(present(known[0]).member.id, client_id)


ACTS: dict[str, Callable[[Connection, SeededAccount], Awaitable[None]]] = {
    "rosters": _rosters,
    "setups": _setups,
    "trail": _trail,
    "purge": _purge,
    "erase": _erase,
    "tokens": _tokens,
    "import": _import,
}


async def test_no_statement_reads_a_large_table_as_a_whole(
    large: tuple[Connection, SeededAccount],
) -> None:
    connection, account = large
    whole = {}
    for name, act in ACTS.items():
        explaining = Explaining(connection)
        transaction = connection.transaction(isolation="repeatable_read")
        await transaction.start()
        await act(cast("Connection", explaining), account)
        await transaction.rollback()
        assert explaining.seen
        for text, tables in explaining.whole.items():
            if tables - SMALL:
                whole[f"{name}: {text}"] = tables - SMALL

    assert whole == {}
