"""What an import writes, and what it leaves alone."""

import asyncio

import bcrypt
import pytest

from cli.erasure import erase_member
from client_rows import client_of
from doorstep.db.member_counts import MemberCounts
from doorstep.db.roster_filter import RosterFilter
from doorstep.db.rosters import Rosters
from doorstep.rules.imported_people import LineOutcome
from doorstep.rules.people import TwoStep
from importing import SECRET, UNUSUAL, imported
from journey import Journey
from service import ADMIN, MEMBER, PASSWORD, Service

JO = "jo@acme.test"
BEFORE = "the password of before"
_O = LineOutcome


def _hash(password: str = BEFORE) -> str:
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(4)).decode()


def _line(**fields: str) -> dict[str, str]:
    return {"email": JO, "name": "Jo", **fields}


async def _outcome(service: Service, **fields: str) -> LineOutcome:
    return (await imported(service, _line(**fields)))[0].outcome


async def _devices(service: Service) -> list[str]:
    records = await service.pool.fetch(
        """
        select status from devices join members on members.id = member_id
        where email = $1 order by devices.id
        """,
        JO,
    )
    return [record["status"] for record in records]


async def test_IM3_what_was_not_used_yet_is_replaced(service: Service) -> None:
    await _outcome(service, password_hash=_hash("mistyped one"), totp=UNUSUAL)

    changed = await _outcome(service, password_hash=_hash(), totp=SECRET)
    same = await _outcome(service, totp=SECRET)

    assert (changed, same) == (_O.changed, _O.same)
    assert await _devices(service) == ["replaced", "active"]
    assert (await Journey(service, JO).start(BEFORE)).status_code == 201


async def test_IM3_nothing_is_overwritten_once_the_member_has_come(
    service: Service,
) -> None:
    await _outcome(service, password_hash=_hash(), totp=SECRET)
    assert (await Journey(service, JO).start(BEFORE)).status_code == 201
    kept = (await service.member(JO)).password_hash

    again = await _outcome(service, password_hash=_hash("another"), totp=UNUSUAL)

    assert again is _O.same
    assert (await service.member(JO)).password_hash == kept
    assert await _devices(service) == ["active"]


async def test_IM3_password_that_was_set_here_stays(service: Service) -> None:
    line = {"email": MEMBER, "name": "Max", "password_hash": _hash()}

    (result,) = await imported(service, line)

    assert result.outcome is _O.same
    assert (await Journey(service, MEMBER).start(PASSWORD)).status_code == 201


async def test_IM3_authenticator_that_was_reset_is_not_brought_back(
    service: Service,
) -> None:
    await _outcome(service, totp=SECRET)
    await service.pool.execute(
        "update devices set status = 'reset', sealed_secret = null, ended_at = now()"
    )

    assert await _outcome(service, totp=SECRET) is _O.same
    assert await _devices(service) == ["reset"]


async def test_IM3_every_imported_member_has_an_event(service: Service) -> None:
    await imported(service, _line(totp=SECRET), {"email": "kim@acme.test"})
    await _outcome(service, name="Joanna", password_hash=_hash())

    records = await service.pool.fetch(
        """
        select kind, detail from events join members on members.id = member_id
        where email = any($1) order by events.id
        """,
        [JO, "kim@acme.test"],
    )

    assert [(row["kind"], row["detail"]) for row in records] == [
        ("user_created", {"imported": True, "with_device": True}),
        ("user_created", {"imported": True}),
        ("user_updated", {"name": True}),
        ("authn_password_change", {"imported": True}),
    ]


async def test_everybody_of_a_batch_is_counted_and_found(service: Service) -> None:
    lines = [
        {"email": f"kim{number}@acme.test", "name": f"Kím {number}"}
        for number in range(30)
    ]
    secrets: list[dict[str, str]] = [{"totp": SECRET}] * 10 + [{}] * 20
    account_id, at = service.account_id, service.clock()
    async with service.pool.acquire() as connection:
        before = await MemberCounts(connection).enrollment_counts(account_id, at)

        await imported(
            service, *(line | given for line, given in zip(lines, secrets, strict=True))
        )

        counts = await MemberCounts(connection).enrollment_counts(account_id, at)
        found = await Rosters(connection).page(
            account_id, at=at, limit=50, wanted=RosterFilter(text="kim ")
        )
    assert counts.enabled == before.enabled + 30
    assert counts.enrolled == before.enrolled + 10
    assert counts.counts[TwoStep.enrolled] == 10
    assert len(found) == 30


async def test_addresses_that_differ_in_case_or_spelling_are_one_member(
    service: Service,
) -> None:
    await imported(service, {"email": "jo@bücher.example"})

    (again,) = await imported(service, {"email": "Jo@XN--BCHER-KVA.example"})

    assert again.outcome is _O.same


async def test_member_of_another_account_is_refused(service: Service) -> None:
    await service.pool.execute(
        """
        with other as (
            insert into accounts (id, name, created_at)
            values (gen_random_uuid(), 'Other', now()) returning id
        )
        insert into members (
            id, account_id, email, email_key, name, role, language, created_at
        ) select gen_random_uuid(), id, $1, $1, 'Jo', 'member', 'en', now() from other
        """,
        JO,
    )

    (result,) = await imported(service, _line())

    assert result.outcome is _O.refused
    assert "another account" in result.why


async def test_client_may_call_one_person_only_by_a_name(service: Service) -> None:
    client = (await client_of(service)).id
    lines = [
        {"email": "a@acme.test", "external_id": "7"},
        {"email": "b@acme.test", "external_id": "7"},
    ]

    first = await imported(service, *lines, client_id=client)
    again = await imported(service, lines[0], lines[1], client_id=client)
    named = await imported(service, {**lines[1], "external_id": "8"}, client_id=client)

    assert [each.outcome for each in first] == [_O.created, _O.refused]
    assert [each.outcome for each in again] == [_O.same, _O.refused]
    assert [each.outcome for each in named] == [_O.created]


async def test_same_file_imported_twice_at_once_creates_everybody_once(
    service: Service,
) -> None:
    lines = [{"email": f"p{number}@acme.test"} for number in range(40)]

    both = await asyncio.gather(*(imported(service, *lines) for _ in range(2)))

    created = [each for result in both for each in result if each.outcome is _O.created]
    assert len(created) == 40


@pytest.mark.parametrize("role", ["", "member"])
async def test_empty_role_demotes_nobody(service: Service, role: str) -> None:
    (result,) = await imported(service, {"email": ADMIN, "name": "Ada", "role": role})

    assert (await service.member(ADMIN)).role == "admin"
    assert result.outcome is (_O.refused if role else _O.same)


async def test_erasing_takes_what_was_imported_along(service: Service) -> None:
    await _outcome(service, password_hash=_hash(), totp=SECRET)

    await erase_member(service.settings, JO, "asked for it")

    assert await service.pool.fetchval("select count(*) from devices") == 0
    assert await service.pool.fetchval("select count(*) from imported_members") == 0
