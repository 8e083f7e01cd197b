"""`/v1/account/clients`: the applications of an account, over HTTP."""

from typing import Any

import httpx
import pytest

from client_rows import client_of, insert_client
from doorstep.rules.seal import KeyRing
from doorstep.transactions.operators import create_account
from journey import Journey
from problem_documents import kind
from service import ADMIN, PASSWORD, Service

_CLIENTS = "/v1/account/clients"
_NEW = {
    "name": "Billing",
    "kind": "web",
    "redirect_uris": ["https://billing.acme.test/callback"],
}


async def _admin(service: Service, email: str = ADMIN) -> Journey:
    admin = Journey(service, email, "admin_center")
    assert (await admin.start()).status_code == 201
    return admin


async def _events(service: Service) -> list[str]:
    records = await service.pool.fetch(
        "select kind from events where kind like 'client%' order by id"
    )
    return [record["kind"] for record in records]


def _pointers(answer: httpx.Response) -> list[str]:
    assert kind(answer) == (422, "invalid-request")
    return [error["pointer"] for error in answer.json()["errors"]]


async def test_client_is_added_read_changed_and_removed(service: Service) -> None:
    admin = await _admin(service)

    added = await admin.with_session("POST", _CLIENTS, json=_NEW)
    client = added.json()
    path = f"{_CLIENTS}/{client['id']}"
    read = await admin.with_session("GET", path)
    change: dict[str, Any] = {"min_acr": "urn:doorstep:acr:mfa", "disabled": True}
    changed = await admin.with_session("PATCH", path, json=change)
    nothing = await admin.with_session("PATCH", path, json={})
    listed = await admin.with_session("GET", _CLIENTS)
    removed = await admin.with_session("DELETE", path)

    assert added.status_code == 201
    secret, secret_id = client.pop("client_secret"), client.pop("secret_id")
    assert len(secret) == 43
    assert [each["id"] for each in client["secrets"]] == [secret_id]
    assert client["account_id"] == str(service.account_id)
    assert client["scopes"] == ["openid", "profile", "email"]
    assert (client["auth_method"], client["require_pkce"], client["id_token_alg"]) == (
        *("client_secret_basic", True),
        "RS256",
    )
    assert read.json() == client
    assert changed.json() == {**client, **change}
    assert nothing.json() == changed.json()
    assert listed.json() == {"items": [changed.json()], "next_cursor": None}
    assert removed.status_code == 204
    assert kind(await admin.with_session("GET", path)) == (404, "not-found")
    assert (await admin.with_session("GET", _CLIENTS)).json()["items"] == []
    assert await _events(service) == [
        *("client_added", "client_changed", "client_removed")
    ]


async def test_P6_two_secrets_live_while_one_is_rotated(service: Service) -> None:
    admin, first = await _admin(service), await client_of(service)
    path = f"{_CLIENTS}/{first.id}/secrets"

    second = await admin.with_session("POST", path, json={})
    third = await admin.with_session("POST", path, json={})
    (old, new) = (await admin.with_session("GET", f"{_CLIENTS}/{first.id}")).json()[
        "secrets"
    ]
    ended = await admin.with_session("DELETE", f"{path}/{old['id']}")
    again = await admin.with_session("DELETE", f"{path}/{old['id']}")

    assert second.status_code == 201
    assert set(second.json()) == {"id", "client_secret", "created_at"}
    assert new["id"] == second.json()["id"]
    assert kind(third) == (409, "too-many-secrets")
    assert ended.status_code == 204
    assert kind(again) == (404, "not-found")
    rows = await service.pool.fetch("select sealed::text from client_secrets")
    assert len(rows) == 1
    assert second.json()["client_secret"] not in rows[0]["sealed"]


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"kind": "spa"}, "#/kind"),
        ({"name": " "}, "#/name"),
        ({"redirect_uris": ["http://acme.test/"]}, "#/redirect_uris/0"),
        ({"redirect_uris": "https://acme.test/"}, "#/redirect_uris"),
        ({"kind": "machine"}, "#/redirect_uris"),
        ({"scopes": ["root"]}, "#/scopes/0"),
        ({"require_pkce": "no"}, "#/require_pkce"),
        ({"auth_method": "private_key_jwt"}, "#/jwks"),
        ({"jwks": {"keys": []}}, "#/jwks"),
        ({"first_factor": "id_token_hint"}, "#/entra_tenant_id"),
        ({"account_id": None}, "#/account_id"),
        ({"entra_issuer": "http://sts.test/"}, "#/entra_issuer"),
    ],
)
async def test_unfit_fields_are_named(
    service: Service, fields: dict[str, object], pointer: str
) -> None:
    admin = await _admin(service)

    refused = await admin.with_session("POST", _CLIENTS, json={**_NEW, **fields})

    assert _pointers(refused) == [pointer]
    assert await _events(service) == []


async def test_kind_first_factor_and_account_are_fixed(service: Service) -> None:
    admin, client = await _admin(service), await client_of(service)

    for name, value in {
        "kind": "native",
        "first_factor": "client",
        "account_id": None,
    }.items():
        refused = await admin.with_session(
            "PATCH", f"{_CLIENTS}/{client.id}", json={name: value}
        )

        assert _pointers(refused) == [f"#/{name}"]


async def test_native_client_has_no_secret(service: Service) -> None:
    admin = await _admin(service)

    added = await admin.with_session("POST", _CLIENTS, json={**_NEW, "kind": "native"})
    secret = await admin.with_session(
        "POST", f"{_CLIENTS}/{added.json()['id']}/secrets", json={}
    )

    assert added.json()["auth_method"] == "none"
    assert added.json()["secrets"] == []
    assert "client_secret" not in added.json()
    assert _pointers(secret) == ["#/auth_method"]


async def test_P6_secrets_end_with_the_method_that_used_them(service: Service) -> None:
    admin, client = await _admin(service), await client_of(service)
    change = {
        "auth_method": "private_key_jwt",
        "jwks_uri": "https://billing.acme.test/keys",
    }

    changed = await admin.with_session("PATCH", f"{_CLIENTS}/{client.id}", json=change)

    assert changed.json()["secrets"] == []


async def test_O2_clients_of_others_are_not_found(service: Service) -> None:
    """Those of another account, of the installation, and ids that nothing has."""
    admin, ring = await _admin(service), KeyRing.parse(service.settings.keys)
    other = await create_account(
        service.pool,
        name="Other",
        admin_email="root@other.test",
        password=PASSWORD,
        admin_name="Root",
        at=service.clock(),
    )
    at, pool = service.clock(), service.pool
    foreign = [
        (await insert_client(pool, ring, account, at)).id for account in (other, None)
    ]

    for client_id in (*foreign, "app_" + "A" * 22, "12"):
        path = f"{_CLIENTS}/{client_id}"
        answers = [
            await admin.with_session("GET", path),
            await admin.with_session("PATCH", path, json={"name": "Mine"}),
            await admin.with_session("DELETE", path),
            await admin.with_session("POST", f"{path}/secrets", json={}),
            await admin.with_session("DELETE", f"{path}/secrets/{other}"),
        ]
        assert [kind(each) for each in answers] == [(404, "not-found")] * 5
    assert (await admin.with_session("GET", _CLIENTS)).json()["items"] == []
    member = Journey(service)
    await member.start()
    assert kind(await member.with_session("GET", _CLIENTS)) == (
        *(403,),
        "not-an-administrator",
    )


async def test_list_goes_on_where_the_page_before_ended(service: Service) -> None:
    admin = await _admin(service)
    ids = [(await client_of(service, name=f"App {n}")).id for n in range(3)]

    first = (await admin.with_session("GET", f"{_CLIENTS}?limit=2")).json()
    rest = await admin.with_session(
        "GET", f"{_CLIENTS}?limit=2&cursor={first['next_cursor']}"
    )
    unclear = await admin.with_session("GET", f"{_CLIENTS}?cursor=12")

    assert [each["id"] for each in first["items"]] == ids[:2]
    assert [each["id"] for each in rest.json()["items"]] == ids[2:]
    assert rest.json()["next_cursor"] is None
    assert _pointers(unclear) == ["#/query/cursor"]


async def test_login_is_for_an_application_that_the_account_uses(
    service: Service,
) -> None:
    """Told after a right password only; a wrong one is answered as ever."""
    ours = (await client_of(service)).id
    unfit = [
        (await client_of(service, disabled=True)).id,
        (await client_of(service, first_factor="client")).id,
        (await client_of(service, kind="machine")).id,
        "app_" + "A" * 22,
    ]

    signed_in = Journey(service, application=ours)
    answer = await signed_in.start()
    refused = [await Journey(service, application=each).start() for each in unfit]
    wrong = await Journey(service, application=unfit[0]).start("not the password")

    assert (answer.status_code, answer.json()["application"]) == (201, ours)
    assert [kind(each) for each in refused] == [(403, "not-an-application")] * 4
    assert kind(wrong) == (401, "invalid-credentials")
    (shown,) = (await signed_in.with_session("GET", "/v1/me/sessions")).json()["items"]
    assert (shown["application"], shown["client_name"]) == (ours, "Billing")


async def test_administrators_are_mailed_of_each_change(service: Service) -> None:
    admin = await _admin(service)

    added = (await admin.with_session("POST", _CLIENTS, json=_NEW)).json()
    path = f"{_CLIENTS}/{added['id']}"
    await admin.with_session("POST", f"{path}/secrets", json={})
    await admin.with_session("DELETE", path)

    await service.mail.wait_for(3)
    assert sorted(service.mail.subjects()) == [
        "A secret of an application was created",
        "An application was added",
        "An application was removed",
    ]
    assert {message["To"] for message in service.mail.messages} == {ADMIN}
