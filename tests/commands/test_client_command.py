"""`doorstep client`: registering applications, rotating a secret, removing them."""

import json

import pytest

from cli import texts
from command import run_in_process
from doorstep.errors import InvalidInputError, NotFoundError
from service import Service

CALLBACK = "https://billing.acme.test/back"


async def _run(service: Service, *words: str) -> str:
    settings = service.settings
    return await run_in_process(
        "client",
        *words,
        DOORSTEP_DATABASE_URL=settings.database_url,
        DOORSTEP_KEYS=settings.keys,
        DOORSTEP_PUBLIC_URL="https://login.acme.test",
    )


async def _added(service: Service, *words: str) -> dict[str, object]:
    printed = await _run(service, "add", "--name", "Billing", *words, "--json")
    return dict(json.loads(printed))


async def test_application_is_added_listed_shown_and_removed(
    service: Service,
) -> None:
    web = await _added(
        service, "--account", "Acme", "--redirect-uri", CALLBACK, "--min-acr", "mfa"
    )
    everywhere = await _added(service, "--redirect-uri", CALLBACK, "--kind", "native")
    client_id = str(web["id"])

    listed = json.loads(await _run(service, "list", "--json"))
    of_acme = json.loads(await _run(service, "list", "--account", "Acme", "--json"))
    shown = await _run(service, "show", client_id)
    removed = await _run(service, "remove", client_id)

    assert web["account_id"] == str(service.account_id)
    assert web["min_acr"] == "urn:doorstep:acr:mfa"
    assert everywhere["account_id"] is None
    assert "client_secret" not in everywhere
    assert [each["id"] for each in listed] == [client_id, everywhere["id"]]
    assert [each["id"] for each in of_acme] == [client_id]
    assert CALLBACK in shown
    assert str(web["client_secret"]) not in shown
    assert removed.strip() == texts.CLIENT_REMOVED
    with pytest.raises(NotFoundError, match=client_id):
        await _run(service, "show", client_id)


async def test_application_is_changed_and_turned_off(service: Service) -> None:
    client_id = str((await _added(service, "--redirect-uri", CALLBACK))["id"])

    changed = await _run(
        *(service, "change", client_id, "--redirect-uri", f"{CALLBACK}/2", "--off"),
        *("--min-acr", "mfa", "--no-pkce"),
    )
    same = await _run(service, "change", client_id, "--off")
    await _run(service, "change", client_id, "--redirect-uri", "", "--on")
    shown = json.loads(await _run(service, "show", client_id, "--json"))

    assert changed.strip() == texts.changed(
        ["disabled", "min_acr", "redirect_uris", "require_pkce"]
    )
    assert same.strip() == texts.NOTHING_CHANGED
    assert (shown["redirect_uris"], shown["disabled"]) == ([], False)
    assert (shown["min_acr"], shown["require_pkce"]) == ("urn:doorstep:acr:mfa", False)


async def test_P6_secret_is_rotated_without_a_gap(service: Service) -> None:
    client_id = str((await _added(service, "--account", "Acme"))["id"])

    first = json.loads(await _run(service, "rotate", client_id, "--json"))
    with pytest.raises(InvalidInputError) as unfinished:
        await _run(service, "rotate", client_id)
    finished = await _run(service, "rotate", client_id, "--finish")
    left = json.loads(await _run(service, "show", client_id, "--json"))["secrets"]
    again = await _run(service, "rotate", client_id)

    assert str(unfinished.value) == texts.ROTATION_UNFINISHED
    assert finished.strip() == texts.secrets_ended(1)
    assert [each["id"] for each in left] == [first["id"]]
    assert len(again.splitlines()[0]) == len(first["client_secret"]) == 43


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("--redirect-uri", "http://acme.test/"), "--redirect-uri"),
        (("--kind", "spa"), "--kind"),
        (("--scope", "members:read"), "--scope"),
        (("--auth-method", "private_key_jwt"), "--jwks"),
        (
            ("--backchannel-logout-uri", "https://10.0.0.1/"),
            "--backchannel-logout-uri",
        ),
    ],
)
async def test_unfit_options_are_named(
    service: Service, words: tuple[str, ...], option: str
) -> None:
    with pytest.raises(InvalidInputError, match=f"^{option}: it "):
        await _run(service, "add", "--name", "Billing", *words)
