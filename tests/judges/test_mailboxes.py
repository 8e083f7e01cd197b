"""Members written by an earlier release get their mailbox key while the service
runs.
"""

import asyncio
import unicodedata
from uuid import UUID

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from cli.doctor.addresses import examine_addresses
from cli.doctor.findings import State
from doorstep.db.mailboxes import AddressState, Mailboxes
from doorstep.errors import AddressTakenError
from doorstep.transactions.operators import create_member
from journey import Journey
from seeding import member_id_of
from service import MEMBER, PASSWORD, Service

_AS_BEFORE = """
    insert into members (
        id, account_id, email, email_key, name, role, language, password_hash,
        created_at
    ) select $1, account_id, $2, $3, 'Jo', 'member', 'en', password_hash, now()
    from members where email = $4
"""
_TWINS = ("jo@bücher.example", "jo@xn--bcher-kva.example")


async def _insert_as_before(service: Service, email: str) -> UUID:
    """Inserts a member as the earlier release did."""
    key = unicodedata.normalize("NFKC", email).strip().casefold()
    member_id = uuid7()
    await service.pool.execute(_AS_BEFORE, member_id, email, key, MEMBER)
    return member_id


async def _settle(service: Service) -> None:
    async with service.pool.acquire() as connection:
        await Mailboxes(connection).settle()


async def _status(service: Service, typed: str) -> int:
    return (await Journey(service, typed).start()).status_code


async def _who(service: Service, typed: str) -> UUID:
    """The member that signs in with this address."""
    person = Journey(service, typed)
    assert (await person.start()).status_code == 201
    me = (await person.with_session("GET", "/v1/me")).json()
    return UUID(me["member"]["id"])


async def _known_before(service: Service, key: str) -> UUID | None:
    """The member that the earlier release finds, which runs side by side for a
    while.
    """
    found: UUID | None = await service.pool.fetchval(
        "select id from members where email_key = $1", key
    )
    return found


async def test_H6_row24_stored_keys_are_migrated_and_each_spelling_signs_in(
    service: Service,
) -> None:
    old = await _insert_as_before(service, "Jo@bücher.example")

    before = await _who(service, "jo@bücher.example")
    unread = await _status(service, "jo@xn--bcher-kva.example")
    await _settle(service)
    after = [await _who(service, typed) for typed in ("JO@BÜCHER.example.", _TWINS[1])]

    assert before == old
    assert unread == 401
    assert after == [old, old]
    assert await _known_before(service, "jo@bücher.example") == old


async def test_H6_row24_earlier_sharp_s_is_found_by_its_own_domain_only(
    service: Service,
) -> None:
    old = await _insert_as_before(service, "jo@straße.example")

    before = await _who(service, "jo@straße.example")
    others = await _status(service, "jo@strasse.example")
    await _settle(service)
    new = await create_member(
        service.pool,
        account=service.account_id,
        email="jo@strasse.example",
        name="Jo",
        role="member",
        language="en",
        password=PASSWORD,
        at=service.clock(),
    )

    assert (before, others) == (old, 401)
    assert await _who(service, "jo@strasse.example") == new
    assert await _who(service, "jo@STRAẞE.example") == old


async def test_H6_row24_two_members_of_one_mailbox_keep_working_and_are_listed(
    service: Service,
) -> None:
    first, second = [await _insert_as_before(service, email) for email in _TWINS]

    await _settle(service)
    await _settle(service)
    who = [await _who(service, typed) for typed in _TWINS]
    with pytest.raises(AddressTakenError):
        await create_member(
            service.pool,
            account=service.account_id,
            email="jo@BÜCHER.example",
            name="Jo",
            role="member",
            language="en",
            password=PASSWORD,
            at=service.clock(),
        )
    (found,) = await examine_addresses(service.pool)

    assert who == [first, second]
    assert found.state is State.warning
    for named in (first, second, service.account_id):
        assert str(named) in found.summary
    assert "example" not in found.summary + found.remedy


async def test_row24_the_one_that_is_left_gets_the_mailbox(service: Service) -> None:
    first, second = [await _insert_as_before(service, email) for email in _TWINS]
    await _settle(service)
    await service.pool.execute("delete from members where id = $1", first)

    await _settle(service)

    assert await _who(service, _TWINS[0]) == second
    assert [found.state for found in await examine_addresses(service.pool)] == ["ok"]


@pytest.mark.parametrize("twins", [_TWINS, _TWINS[::-1]])
async def test_E4_row24_two_of_one_mailbox_share_the_mails_of_an_hour(
    service: Service, twins: tuple[str, str]
) -> None:
    await service.require_two_step()
    for email in _TWINS:
        await _insert_as_before(service, email)
    await _settle(service)
    one, other = [Journey(service, email) for email in twins]

    answers = []
    for person in [one, one, one, one, one, other]:
        await person.start()
        answers.append((await person.begin_setup()).status_code)

    assert answers == [201] * 5 + [429]


async def test_row25_earlier_address_that_is_now_invalid_works_and_is_listed(
    service: Service,
) -> None:
    addresses = ["a..b@acme.test", "j\u200bo@acme.test", "jo@a_b.example"]
    old = [await _insert_as_before(service, address) for address in addresses]

    await _settle(service)
    found = await examine_addresses(service.pool)

    assert [await _who(service, address) for address in addresses] == old
    assert [finding.state for finding in found] == ["warning"] * 3
    for member_id, finding in zip(old, found, strict=True):
        assert str(member_id) in finding.summary
        assert "@" not in finding.summary


async def test_row24_members_without_a_mailbox_key_are_counted(
    service: Service,
) -> None:
    await _insert_as_before(service, "jo@acme.test")

    (before,) = await examine_addresses(service.pool)
    await _settle(service)
    (after,) = await examine_addresses(service.pool)

    assert "wrote 1 that" in before.summary
    assert "doorstep migrate" in before.remedy
    assert after.state is State.ok


async def test_row24_many_are_migrated_in_batches_and_by_two_at_once(
    service: Service,
) -> None:
    await service.pool.execute(
        """
        insert into members (
            id, account_id, email, email_key, name, role, language, password_hash,
            created_at
        ) select gen_random_uuid(), $1, n || '@bücher.example', n || '@bücher.example',
            'Jo', 'member', 'en', '', now()
        from generate_series(1, 1200) as n
        """,
        service.account_id,
    )

    await asyncio.gather(_settle(service), _settle(service))

    async with service.pool.acquire() as connection:
        counts = [await Mailboxes(connection).count(state) for state in AddressState]
    assert counts == [0] * 4
    assert (
        await service.pool.fetchval(
            "select count(*) from members where mailbox like '%@xn--bcher-kva.example'"
        )
        == 1200
    )


async def test_row24_a_mailbox_taken_meanwhile_is_shared_and_nothing_fails(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A member is created between the query for the mailbox and the update."""
    old = await _insert_as_before(service, "jo@bücher.example")
    look = Mailboxes._taken

    async def too_early(mailboxes: Mailboxes, boxes: list[str]) -> set[str]:
        taken = await look(mailboxes, boxes)
        if not taken:
            await create_member(
                service.pool,
                account=service.account_id,
                email=_TWINS[1],
                name="Jo",
                role="member",
                language="en",
                password=PASSWORD,
                at=service.clock(),
            )
        return taken

    with monkeypatch.context() as between:
        between.setattr(Mailboxes, "_taken", too_early)
        await _settle(service)

    assert await _who(service, "jo@bücher.example") == old
    assert await _who(service, _TWINS[1]) == await member_id_of(service.pool, _TWINS[1])


async def test_row24_erasure_by_the_earlier_release_removes_the_mailbox(
    service: Service,
) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await service.pool.execute(
            """
            update members set email = 'erased-' || id || '@erased.invalid',
                email_key = 'erased-' || id || '@erased.invalid'
            where email = $1
            """,
            MEMBER,
        )
