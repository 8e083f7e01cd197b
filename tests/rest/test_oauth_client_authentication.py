"""How clients say who they are: by a secret, by a key of their own, or not at all."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from doorstep.process.judged_network import may_be_asked
from doorstep.rules.client_assertions import ASSERTION_TYPE
from doorstep.rules.clients import AuthMethod
from http_server import http_server
from provider import Provider
from provider_rows import Registered

_KEY = ECKey.generate_key("P-256", auto_kid=True)
_SET = {"keys": [_KEY.as_dict(private=False)]}


def _assertion(provider: Provider, client: Registered, **changed: Any) -> str:
    at = int(provider.clock().timestamp())
    claims = {
        "iss": client.id,
        "sub": client.id,
        "aud": provider.issuer,
        "jti": str(uuid4()),
        "iat": at,
        "exp": at + 60,
        **changed,
    }
    key = changed.pop("key", _KEY)
    claims.pop("key", None)
    return jwt.encode({"alg": "ES256", "kid": _KEY.kid}, claims, key)


def _asserted(assertion: str, **form: str) -> dict[str, str]:
    return {
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": assertion,
        "token": "x",
        **form,
    }


async def _ask(
    provider: Provider, form: dict[str, str], path: str = "introspect"
) -> Any:
    return await provider.http.post(f"/oauth2/{path}", data=form)


@pytest.mark.parametrize(
    "registered", [AuthMethod.client_secret_basic, AuthMethod.client_secret_post]
)
async def test_a_secret_comes_by_header_or_in_the_body(
    provider: Provider, registered: AuthMethod
) -> None:
    client = await provider.register(auth_method=registered)
    body = {"client_id": client.id, "client_secret": client.secret, "token": "x"}

    by_header = await provider.ask("introspect", {"token": "x"}, client)
    in_body = await _ask(provider, body)

    assert by_header.status_code == in_body.status_code == 200


async def test_P6_a_wrong_secret_is_refused_and_audited(provider: Provider) -> None:
    client = await provider.register()
    wrong = httpx.BasicAuth(client.id, "x" * 43)

    answers = [
        await provider.http.post("/oauth2/introspect", data={"token": "x"}, auth=wrong)
        for _ in range(12)
    ]

    assert {answer.status_code for answer in answers} == {401}
    assert answers[0].json()["error"] == "invalid_client"
    assert answers[0].headers["www-authenticate"].startswith("Basic ")
    events = await provider.events("authn_client_fail")
    assert len(events) == 10
    assert events[0] == {"client": client.id, "reason": "wrong_secret"}
    left = await provider.pool.fetchval("select count - 10 from repeated_events")
    assert left == 2


async def test_a_client_that_is_disabled_is_refused(provider: Provider) -> None:
    client = await provider.register(disabled_at=provider.clock())

    answer = await provider.ask("introspect", {"token": "x"}, client)

    assert answer.json()["error"] == "invalid_client"
    (event,) = await provider.events("authn_client_fail")
    assert event["reason"] == "disabled"


async def test_two_ways_at_once_are_refused(provider: Provider) -> None:
    client = await provider.register()

    form = {"client_secret": client.secret, "token": "x"}
    answer = await provider.ask("introspect", form, client)

    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_request"


@pytest.mark.parametrize("client_id", ["", "app_nobody", "app_" + "x" * 22, "\x00"])
async def test_a_client_that_nobody_knows_is_refused(
    provider: Provider, client_id: str
) -> None:
    unknown = httpx.BasicAuth(client_id, "secret")

    answer = await provider.http.post(
        "/oauth2/introspect", data={"token": "x"}, auth=unknown
    )

    assert answer.status_code == 401
    assert answer.json()["error"] == "invalid_client"


@pytest.mark.parametrize(
    "path", ["", "/oauth2/introspect", "/oauth2/token"], ids=["issuer", "here", "token"]
)
async def test_a_client_proves_itself_by_its_key(provider: Provider, path: str) -> None:
    client = await provider.register(auth_method=AuthMethod.private_key_jwt, jwks=_SET)
    assertion = _assertion(provider, client, aud=f"{provider.issuer}{path}")

    assert (await _ask(provider, _asserted(assertion))).status_code == 200


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"key": ECKey.generate_key("P-256")}, "assertion_signature"),
        ({"aud": "https://elsewhere.test"}, "assertion_audience"),
        ({"iss": "app_" + "x" * 22}, "assertion_subject"),
        ({"exp": 1}, "assertion_expired"),
        ({"exp": None}, "assertion_expired"),
        ({"jti": None}, "assertion_without_jti"),
    ],
)
async def test_a_wrong_assertion_proves_nothing(
    provider: Provider, changed: dict[str, Any], reason: str
) -> None:
    client = await provider.register(auth_method=AuthMethod.private_key_jwt, jwks=_SET)

    answer = await _ask(provider, _asserted(_assertion(provider, client, **changed)))

    assert answer.status_code == 401
    assert answer.json()["error"] == "invalid_client"
    (event,) = await provider.events("authn_client_fail")
    assert event["reason"] == reason


async def test_an_assertion_is_used_once(provider: Provider) -> None:
    client = await provider.register(auth_method=AuthMethod.private_key_jwt, jwks=_SET)
    form = _asserted(_assertion(provider, client))

    first, again = await _ask(provider, form), await _ask(provider, form)
    elsewhere = await _ask(provider, form, "revoke")

    assert first.status_code == 200
    assert again.json()["error"] == elsewhere.json()["error"] == "invalid_client"


async def test_P2_a_repeat_with_the_same_assertion_gets_the_first_answer(
    provider: Provider,
) -> None:
    client = await provider.register(auth_method=AuthMethod.private_key_jwt, jwks=_SET)
    code, other = await provider.code(client), await provider.code(client)
    proof = _asserted(_assertion(provider, client))

    first, second = [await _ask(provider, code.form(**proof), "token") for _ in "12"]
    elsewhere = await _ask(provider, other.form(**proof), "token")

    assert first.status_code == 200
    assert first.json() == second.json()
    assert elsewhere.json()["error"] == "invalid_client"


async def test_a_secret_is_no_way_in_for_a_client_with_a_key(
    provider: Provider,
) -> None:
    client = await provider.register(auth_method=AuthMethod.private_key_jwt, jwks=_SET)
    forms = [{}, {"client_secret": "x"}, {"client_secret": ""}]

    answers = [
        await _ask(provider, {"client_id": client.id, "token": "x", **form})
        for form in forms
    ]

    assert {answer.status_code for answer in answers} == {401}


async def test_the_keys_of_a_client_are_read_at_their_address(
    provider: Provider,
) -> None:
    """Those that are not among them are looked for again a minute later."""
    keys: list[object] = []

    async def shown(_: Request) -> JSONResponse:
        return JSONResponse({"keys": keys})

    app = Starlette(routes=[Route("/jwks", shown)])
    async with http_server(app=app) as server:
        client = await provider.register(
            auth_method=AuthMethod.private_key_jwt,
            jwks_uri=f"http://127.0.0.1:{server.port}/jwks",
        )
        statuses = []
        for skipped in (0, 0, 61):
            provider.clock.skip(timedelta(seconds=skipped))
            form = _asserted(_assertion(provider, client))
            statuses.append((await _ask(provider, form)).status_code)
            keys[:] = _SET["keys"]

    assert statuses == [401, 401, 200]


async def test_keys_that_cannot_be_read_prove_nothing(provider: Provider) -> None:
    client = await provider.register(
        auth_method=AuthMethod.private_key_jwt, jwks_uri="http://127.0.0.1:1/jwks"
    )

    answer = await _ask(provider, _asserted(_assertion(provider, client)))

    assert answer.json()["error"] == "invalid_client"
    (event,) = await provider.events("authn_client_fail")
    assert event["reason"] == "keys_unreachable"


@pytest.mark.parametrize(
    ("address", "loopback", "allowed"),
    [
        ("93.184.216.34", False, True),
        ("2606:2800:220:1::1", False, True),
        ("127.0.0.1", True, True),
        ("127.0.0.1", False, False),
        ("::1", False, False),
        ("::ffff:10.0.0.1", True, False),
        ("10.0.0.1", True, False),
        ("169.254.169.254", True, False),
        ("fe80::1%eth0", True, False),
        ("100.64.0.1", False, False),
        ("224.0.0.1", False, False),
        ("0.0.0.0", False, False),  # noqa: S104  an address to refuse
        ("64:ff9b::a00:1", False, False),
        ("64:ff9b:1::a00:1", False, False),
        ("::10.0.0.1", False, False),
        ("fec0::1", False, False),
    ],
)
def test_clients_addresses_reach_nothing_that_is_not_public(
    address: str, *, loopback: bool, allowed: bool
) -> None:
    assert may_be_asked(address, loopback=loopback) is allowed


async def test_an_old_assertion_does_not_come_back(provider: Provider) -> None:
    client = await provider.register(auth_method=AuthMethod.private_key_jwt, jwks=_SET)
    form = _asserted(_assertion(provider, client))
    provider.clock.skip(timedelta(minutes=2))

    assert (await _ask(provider, form)).json()["error"] == "invalid_client"
