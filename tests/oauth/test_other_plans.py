"""What the OpenID Foundation's plans Config, Back-channel logout and Form post ask.

Each test has the name of a module; `tests/README.md` lists all modules, and those of
the other plans.
"""

from urllib.parse import urlencode

from joserfc.jwk import KeySet
from temporalio.testing import WorkflowEnvironment

from client_application import (
    CALLBACK,
    ClientApplication,
    add_client,
    answer_of,
    id_token_of,
    verified,
)
from mail_server import MailServer
from provider import running_provider
from rp_server import rp_server
from service import MEMBER, PASSWORD, Service, running_service
from visitor import Visitor
from waiting import until_true

_BACK = "https://shop.test/signed-out"
_LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
_ISSUER = "https://login.acme.test"


async def _signed_in(client: ClientApplication, **changed: str) -> Visitor:
    visitor = Visitor(client.service.http)
    await client.open(visitor, **changed)
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)
    return visitor


async def test_oidcc_discovery_endpoint_verification(database_url: str) -> None:
    """And those of the two logout plans, which read the same document."""
    async with running_provider(database_url, public_url=_ISSUER) as provider:
        answer = await provider.http.get("/.well-known/openid-configuration")
        keys = (await provider.http.get("/oauth2/jwks")).json()

    told = answer.json()
    assert answer.headers["content-type"] == "application/json"
    assert told["issuer"] == _ISSUER
    endpoints = [name for name in told if name.endswith(("_endpoint", "jwks_uri"))]
    assert all(told[name].startswith("https://") for name in endpoints)
    assert "end_session_endpoint" in endpoints
    assert "code" in told["response_types_supported"]
    assert {"query", "form_post"} <= set(told["response_modes_supported"])
    assert "openid" in told["scopes_supported"]
    assert "public" in told["subject_types_supported"]
    assert "RS256" in told["id_token_signing_alg_values_supported"]
    assert "client_secret_basic" in told["token_endpoint_auth_methods_supported"]
    assert {"sub", "email", "name"} <= set(told["claims_supported"])
    assert told["request_parameter_supported"] is False
    assert told["backchannel_logout_supported"] is True
    assert told["backchannel_logout_session_supported"] is True
    assert {key.kid for key in KeySet.import_key_set(keys).keys} != {None}


async def test_oidcc_backchannel_rp_initiated_logout(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> None:
    """With a service of its own: a shared one knows the signing keys of other tests."""
    async with (
        rp_server().running() as server,
        running_service(database_url, temporal, mail_server) as service,
    ):
        client = await add_client(
            service,
            post_logout_redirect_uris=(_BACK,),
            backchannel_logout_uri=server.uri,
        )
        visitor = await _signed_in(client)
        assert visitor.answer is not None
        tokens = await client.exchange(answer_of(visitor.answer)["code"])
        id_token = tokens.json()["id_token"]
        claims = await verified(service, id_token)
        given = {
            "id_token_hint": id_token,
            "post_logout_redirect_uri": _BACK,
            "state": "a state",
        }

        left = await service.http.get(f"/oauth2/end_session?{urlencode(given)}")
        await until_true(lambda: bool(server.tokens))
        again = await client.ask(prompt="none")
        logout = await verified(service, server.tokens[0])

    assert left.headers["location"] == f"{_BACK}?state=a+state"
    assert logout["events"] == {_LOGOUT: {}}
    assert "nonce" not in logout
    for same in ("iss", "aud", "sub", "sid"):
        assert logout[same] == claims[same]
    assert answer_of(again)["error"] == "login_required"


async def test_oidcc_server_by_form_post(service: Service) -> None:
    """The plan Form post asks what Basic asks, and wants each answer as a form."""
    client = await add_client(service)

    visitor = await _signed_in(client, response_mode="form_post")
    answer = visitor.page.form(CALLBACK).hidden
    refused = await client.ask(prompt="none", max_age="0", response_mode="form_post")

    assert answer["state"] == client.state
    assert (await id_token_of(client, answer["code"]))["nonce"] == "a nonce"
    visitor.answer = refused
    error = visitor.page.form(CALLBACK).hidden
    assert error["error"] == "login_required"
    assert error["state"] == client.state
