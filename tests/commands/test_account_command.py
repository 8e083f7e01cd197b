"""`doorstep account`: creating and changing an account."""

import asyncio
import json
from uuid import UUID

import pytest
from test_operator_commands import audited, environment

from cli import texts
from cli.requirement import require_two_step
from command import run_doorstep, run_in_process
from doorstep.errors import InvalidInputError, NameTakenError, NotFoundError
from doorstep.transactions.operators import change_account
from service import ADMIN, PASSWORD, Service
from waiting import until_true

_CHANGED = "select detail, actor_id from events where kind = 'account_changed'"


async def test_account_is_created_with_its_language_and_colour(
    service: Service,
) -> None:
    account = ["account", "create", "--name", "Globex", "--password-stdin"]
    admin = ["--admin-email", "boss@globex.test", "--language", "fr"]
    variables = environment(service)

    code, account_id = await run_doorstep(
        *account, *admin, "--colour", "#7B1FA2", typed=PASSWORD, **variables
    )
    all_of_them = json.loads(
        await run_in_process("account", "list", "--json", **variables)
    )

    assert code == 0, account_id
    made = next(each for each in all_of_them if UUID(each["id"]) == UUID(account_id))
    assert (made["name"], made["language"], made["colour"]) == (
        "Globex",
        "fr",
        "#7b1fa2",
    )
    admin_speaks = "select language from members where email = 'boss@globex.test'"
    assert await service.pool.fetchval(admin_speaks) == "fr"


async def test_L1_change_of_an_account_is_audited_with_its_reason(
    service: Service,
) -> None:
    change = ["account", "change", "Acme", "--language", "nl", "--colour", "#ffd400"]

    output = await run_in_process(
        *change, "--reason", "new brand", **environment(service)
    )

    assert output == texts.changed(["colour", "language"])
    row = await service.pool.fetchrow("select name, language, colour from accounts")
    assert dict(row or {}) == {"name": "Acme", "language": "nl", "colour": "#ffd400"}
    (event,) = await service.pool.fetch(_CHANGED)
    assert event["detail"] == {
        "language": True,
        "language_from": "en",
        "language_to": "nl",
        "colour": True,
        "colour_from": "none",
        "colour_to": "#ffd400",
    }
    assert event["actor_id"] is None
    assert await audited(service, "account_changed") == ["new brand"]


async def test_colour_is_removed_and_a_repeat_changes_nothing(
    service: Service,
) -> None:
    variables = environment(service)
    await service.pool.execute("update accounts set colour = '#ffd400'")
    change = ["account", "change", str(service.account_id), "--colour", "none"]

    output = [await run_in_process(*change, **variables) for _ in range(2)]

    assert output == [texts.changed(["colour"]), texts.NOTHING_CHANGED]
    assert await service.pool.fetchval("select colour from accounts") is None
    assert len(await service.pool.fetch(_CHANGED)) == 1


async def test_L1_operator_switches_the_requirement_and_administrators_are_told(
    service: Service,
) -> None:
    switch, variables = ["account", "require-two-step", "Acme"], environment(service)
    because = ["--reason", "no administrator has a phone"]

    output = [
        await run_doorstep(*switch, each, *because, **variables)
        for each in ("on", "on", "off")
    ]
    await until_true(lambda: any(each["To"] == ADMIN for each in service.mail.messages))

    assert output == [
        (0, texts.REQUIRED),
        (0, texts.NOTHING_CHANGED),
        (0, texts.NOT_REQUIRED),
    ]
    off, on = await service.pool.fetch(f"{_CHANGED} order by id desc")
    assert (on["detail"], off["detail"]) == (
        {"two_step_required": True},
        {"two_step_required": False},
    )
    assert (on["actor_id"], off["actor_id"]) == (None, None)
    assert await audited(service, "account_changed") == [because[1]] * 2
    (mail,) = service.mail.messages
    assert mail["Subject"] == "Two-step verification was turned off"


async def test_requirement_is_not_switched_without_a_reason(service: Service) -> None:
    with pytest.raises(InvalidInputError, match="reason"):
        await require_two_step(service.settings, "Acme", " ", on=True)

    assert await service.pool.fetch(_CHANGED) == []


@pytest.mark.parametrize(
    ("values", "hint"),
    [
        ({"colour": "red"}, "colour.*#0b6b63"),
        ({"language": "xx"}, "language"),
        ({"name": " "}, "name"),
    ],
)
async def test_invalid_values_are_named_and_change_nothing(
    values: dict[str, str | None], hint: str, service: Service
) -> None:
    with pytest.raises(InvalidInputError, match=hint):
        await change_account(service.pool, "Acme", values=values, at=service.clock())

    assert await service.pool.fetch(_CHANGED) == []


async def test_unknown_account_is_named(service: Service) -> None:
    with pytest.raises(NotFoundError, match="Nobody"):
        await run_in_process(
            "account", "change", "Nobody", "--name", "X", **environment(service)
        )


async def test_a_name_that_an_account_has_is_refused(service: Service) -> None:
    other = await service.pool.fetchval(
        "insert into accounts (id, name, created_at)"
        " values (gen_random_uuid(), 'Globex', now()) returning id"
    )
    create = ["account", "create", "--name", "acme", "--password-stdin"]
    rename = ["account", "change", str(other), "--name", "ACME"]

    created = await run_doorstep(
        *create, "--admin-email", "x@acme.test", typed=PASSWORD, **environment(service)
    )
    with pytest.raises(NameTakenError, match="ACME"):
        await run_in_process(*rename, **environment(service))

    assert created == (1, f"doorstep: {NameTakenError('acme')}")
    same = ["account", "change", "Globex", "--name", "GLOBEX"]
    changed = await run_in_process(*same, **environment(service))
    assert changed == texts.changed(["name"])


async def test_two_at_once_do_not_get_one_name(service: Service) -> None:
    create = ["account", "create", "--name", "Initech", "--password-stdin"]

    ended = await asyncio.gather(
        *(
            run_doorstep(
                *(*create, "--admin-email", f"{number}@initech.test"),
                typed=PASSWORD,
                **environment(service),
            )
            for number in range(2)
        )
    )

    assert sorted(code for code, _ in ended) == [0, 1]
