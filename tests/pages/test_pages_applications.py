"""The Admin Center's pages about applications."""

import re

from client_rows import client_of
from doorstep.db.pool import Record
from page_texts import flash_text, heading_of
from service import ADMIN, Service
from visitor import Visitor

_LIST = "/admin-center/applications"
_SECRET = re.compile(r'<code id="secret">([A-Za-z0-9_-]{43})</code>')


async def _admin(service: Service) -> Visitor:
    visitor = Visitor(service.http)
    await visitor.sign_in(ADMIN, application="admin_center")
    return visitor


async def _row(service: Service) -> Record:
    found = await service.pool.fetchrow("select * from clients")
    assert found is not None
    return found


def _secret(visitor: Visitor) -> str:
    assert visitor.answer is not None
    assert visitor.answer.headers["cache-control"] == "no-store"
    found = _SECRET.search(visitor.answer.text)
    assert found is not None
    return found[1]


async def test_P6_application_is_added_and_its_secret_shown_once(
    service: Service,
) -> None:
    visitor = await _admin(service)
    typed = {"name": "Billing", "kind": "web", "first_factor": "doorstep"}

    await visitor.open(f"{_LIST}/new")
    refused = await visitor.send(f"{_LIST}/new", **typed, redirect_uris="http://a.test")
    await visitor.send(
        f"{_LIST}/new", **typed, redirect_uris="https://a.test/\nhttps://b.test/"
    )
    secret = _secret(visitor)
    client = await _row(service)
    page = await visitor.open(f"{_LIST}/{client['id']}")

    (wrong,) = refused.alerts
    assert "https://" in wrong
    assert refused.all("input", id="name")[0].attributes["value"] == "Billing"
    assert client["redirect_uris"] == ["https://a.test/", "https://b.test/"]
    assert page.heading == "Billing"
    assert visitor.answer is not None
    assert secret not in visitor.answer.text


async def test_application_is_changed_and_what_was_typed_is_kept(
    service: Service,
) -> None:
    visitor, client = await _admin(service), await client_of(service)
    page = f"{_LIST}/{client.id}"
    typed = {
        "name": "Invoices",
        "redirect_uris": "https://a.test/",
        "always_code": "on",
        "require_pkce": "on",
        "scope_openid": "on",
        "scope_offline_access": "on",
        "auth_method": "client_secret_post",
        "id_token_alg": "ES256",
    }

    await visitor.open(page)
    refused = await visitor.send(page, **typed, jwks="{", client_uri="nowhere")
    saved = await visitor.send(page, **typed)

    assert len(refused.alerts) == 2
    assert refused.all("input", id="name")[0].attributes["value"] == "Invoices"
    assert flash_text("saved") in saved.words
    row = await _row(service)
    assert (row["name"], row["min_acr"]) == ("Invoices", "urn:doorstep:acr:mfa")
    assert row["scopes"] == ["openid", "offline_access"]
    assert (row["auth_method"], row["id_token_alg"]) == ("client_secret_post", "ES256")


async def test_application_is_turned_off_and_removed(service: Service) -> None:
    visitor, client = await _admin(service), await client_of(service)
    page = f"{_LIST}/{client.id}"

    await visitor.open(page)
    off = await visitor.send(f"{page}/access")
    on = await visitor.send(f"{page}/access")
    await visitor.open(f"{page}/remove")
    removed = await visitor.send(f"{page}/remove")
    gone = await visitor.open(page)

    assert flash_text("application-off") in off.words
    assert flash_text("application-on") in on.words
    assert flash_text("application-removed") in removed.words
    assert gone.heading == heading_of("no such page")


async def test_P6_secret_is_replaced_through_the_pages(service: Service) -> None:
    visitor, client = await _admin(service), await client_of(service)
    page = f"{_LIST}/{client.id}"

    await visitor.open(page)
    await visitor.send(f"{page}/new-secret")
    new = _secret(visitor)
    shown = await visitor.open(page)
    links = [each.attributes.get("href", "") for each in shown.all("a")]
    (old, _) = [link for link in links if "delete-secret" in link]
    await visitor.open(old)
    deleted = await visitor.send(f"{page}/delete-secret")

    assert new != client.secret
    assert flash_text("secret-deleted") in deleted.words
    assert await service.pool.fetchval("select count(*) from client_secrets") == 1
