"""`doorstep member`: changing, disabling, listing and erasing."""

import json

import pytest
from test_operator_commands import audited, environment

from cli import erasure, texts
from command import run_doorstep, run_in_process
from doorstep.errors import InvalidInputError, LastAdministratorError
from doorstep.transactions.operators import new_password_hash
from journey import Journey
from problem_documents import kind
from seeding import long_enrolled
from service import ADMIN, MEMBER, PASSWORD, Service

_REASON = "asked by the team lead"


async def test_member_is_changed_with_a_reason(service: Service) -> None:
    change = ["member", "change", MEMBER, "--name", "Jo B", "--role", "admin"]

    output = [
        (await run_doorstep(*change, "--reason", _REASON, **environment(service)))[1]
        for _ in range(2)
    ]

    assert output == [texts.changed(["name", "role"]), texts.NOTHING_CHANGED]
    assert await audited(service, "user_updated") == [_REASON]


async def test_disabled_member_is_signed_out_and_can_be_enabled_again(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    act = [MEMBER, "--reason", _REASON]

    disabled = await run_doorstep("member", "disable", *act, **environment(service))
    ended = await person.submit_code(person.code())
    refused = await Journey(service).start(PASSWORD)
    enabled = await run_doorstep("member", "enable", *act, **environment(service))

    assert disabled == (0, texts.signed_out(texts.MEMBER_DISABLED, logins=1))
    assert enabled == (0, texts.MEMBER_ENABLED)
    assert ended.status_code == 410
    assert kind(refused) == (401, "invalid-credentials")
    assert (await Journey(service).start(PASSWORD)).status_code == 201
    for event in ("user_disabled", "user_enabled"):
        assert await audited(service, event) == [_REASON]


async def test_last_administrator_is_not_disabled(service: Service) -> None:
    with pytest.raises(LastAdministratorError):
        await run_in_process("member", "disable", ADMIN, **environment(service))


async def test_members_are_listed_by_their_two_step_verification(
    service: Service,
) -> None:
    await long_enrolled(service)
    some = ["member", "list", "--account", "Acme", "--json", "--two-step"]

    enrolled = await run_in_process(*some, "enrolled", **environment(service))

    assert [each["email"] for each in json.loads(enrolled)] == [MEMBER]
    with pytest.raises(InvalidInputError, match=r"--two-step.*not_set_up"):
        await run_in_process(*some, "perhaps", **environment(service))


async def test_short_password_is_refused_in_our_words(service: Service) -> None:
    words = ["member", "create", "--account", "Acme", "--email", "x@acme.test"]

    code, output = await run_doorstep(
        *(*words, "--name", "X", "--password-stdin"),
        typed="short",
        **environment(service),
    )

    with pytest.raises(InvalidInputError) as refused:
        await new_password_hash(service.pool, await service.member(), "short")
    assert (code, output) == (1, f"doorstep: {refused.value}")


async def test_nobody_is_erased_without_the_address_typed_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    erase = ["member", "erase", MEMBER, "--reason", _REASON]
    there = "select count(*) from members where email = $1"

    with pytest.raises(InvalidInputError, match="--yes"):
        await run_in_process(*erase, **environment(service))
    monkeypatch.setattr(erasure, "_at_a_terminal", lambda: True)
    with pytest.raises(InvalidInputError) as refused:
        await run_in_process(*erase, typed="somebody@acme.test", **environment(service))

    assert "--yes" not in str(refused.value)
    assert await service.pool.fetchval(there, MEMBER) == 1
