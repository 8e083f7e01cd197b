"""Whatever a browser or client sends: no fault, and no way to an unknown address."""

from urllib.parse import urlencode, urlsplit

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from client_application import CALLBACK, ClientApplication, add_client
from example_counts import examples
from service import Service

_WORDS = (
    *("code", "none", "login", "form_post", "query", "S256", "plain", CALLBACK),
    *("openid", "urn:doorstep:acr:mfa", "{}", '{"id_token": {"acr": null}}', "0"),
    *("urn:ietf:params:oauth:request_uri:x", "https://evil.test/", "\x00", "\r\n", "é"),
)
_NAMES = (
    *("response_type", "client_id", "redirect_uri", "scope", "state", "nonce"),
    *("code_challenge", "code_challenge_method", "prompt", "max_age", "claims"),
    *("acr_values", "response_mode", "ui_locales", "login_hint", "request"),
    *("request_uri", "id_token_hint", "purpose", "other"),
)
_CHANGES = st.dictionaries(
    st.sampled_from(_NAMES),
    st.none() | st.sampled_from(_WORDS) | st.text(max_size=40),
    max_size=5,
)


def _fields(client: ClientApplication, changed: dict[str, str | None]) -> bytes:
    usual = urlsplit(client.address()).query
    kept = [pair for pair in usual.split("&") if pair.split("=")[0] not in changed]
    more = {name: value for name, value in changed.items() if value is not None}
    return "&".join([*kept, urlencode(more, errors="surrogatepass")]).encode()


def _stays(answer: httpx.Response) -> None:
    assert answer.status_code < 500, answer.text
    address = answer.headers.get("location", CALLBACK)
    own = address.startswith(("/sign-in?", "/verify", "/oauth2/authorize/continue?"))
    assert own or address.partition("?")[0] == CALLBACK, address
    assert "evil.test" not in answer.text.partition("<main")[0]


async def test_A1_P1_whatever_is_asked_leads_nowhere_else(service: Service) -> None:
    client = await add_client(service)
    form = {"content-type": "application/x-www-form-urlencoded"}
    asked: list[dict[str, str | None]] = []

    @settings(
        max_examples=examples(40),
        database=None,
        suppress_health_check=[HealthCheck.differing_executors],
    )
    @given(_CHANGES)
    def collect(changed: dict[str, str | None]) -> None:
        asked.append(changed)

    collect()
    for changed in asked:
        fields = _fields(client, changed)
        _stays(await service.http.get(f"/oauth2/authorize?{fields.decode()}"))
        by_form = await service.http.post(
            "/oauth2/authorize", content=fields, headers=form
        )
        _stays(by_form)
        pair = (client.id, client.secret)
        pushed = await service.http.post(
            "/oauth2/par", content=fields, headers=form, auth=pair
        )
        _stays(pushed)
