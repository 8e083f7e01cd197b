"""RP-initiated logout: a client sends a browser to sign out.

The comments name the modules of the OpenID Foundation's suite that ask the same.
"""

import asyncio
from urllib.parse import urlencode

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

from client_application import ClientApplication, add_client, signing_of
from doorstep.rules.clients import SigningAlgorithm
from doorstep.rules.jose import TokenType
from example_counts import examples
from rp_server import rp_server
from seeding import member_id_of
from service import MEMBER, PASSWORD, Service
from visitor import Visitor
from waiting import until_true

_PATH = "/oauth2/end_session"
_BACK = "https://shop.test/signed-out"
_ELSEWHERE = "https://evil.test/"


async def _client(service: Service, **fields: object) -> ClientApplication:
    return await add_client(service, post_logout_redirect_uris=(_BACK,), **fields)


async def _signed_in(service: Service, client: ClientApplication) -> Visitor:
    """At Doorstep and at the client."""
    visitor = Visitor(service.http)
    await client.open(visitor)
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)
    return visitor


async def _session_id(service: Service) -> str:
    return str(await service.pool.fetchval("select max(id::text) from sessions"))


async def _alive(service: Service) -> int:
    return int(
        await service.pool.fetchval(
            "select count(*) from sessions where ended_at is null"
        )
    )


async def _hint(
    service: Service,
    client: ClientApplication,
    typ: TokenType = TokenType.id_token,
    **changed: object,
) -> str:
    """An ID token that expired long ago, signed as the service in the test does."""
    claims = {
        "iss": service.settings.public_url,
        "aud": client.id,
        "sub": str(await member_id_of(service.pool, MEMBER)),
        "sid": await _session_id(service),
        "iat": 1_700_000_000,
        "exp": 1_700_000_300,
        **changed,
    }
    return await signing_of(service).sign(claims, SigningAlgorithm.rs256, typ)


def _to(**given: str) -> str:
    return f"{_PATH}?{urlencode(given)}"


async def _get(service: Service, **given: str) -> httpx.Response:
    return await service.http.get(_to(**given))


# oidcc-rp-initiated-logout
async def test_P7_an_expired_id_token_of_the_browsers_session_ends_it_at_once(
    service: Service,
) -> None:
    async with rp_server().running() as server:
        client = await _client(service, backchannel_logout_uri=server.uri)
        await _signed_in(service, client)
        hint = await _hint(service, client)

        answer = await _get(
            service,
            id_token_hint=hint,
            post_logout_redirect_uri=_BACK,
            state="a state & more",
        )

        assert answer.status_code == 303
        assert answer.headers["location"] == f"{_BACK}?state=a+state+%26+more"
        assert await _alive(service) == 0
        await until_true(lambda: bool(server.tokens))


# oidcc-rp-initiated-logout-no-state, -no-post-logout-redirect-uri
async def test_without_an_address_the_person_reads_that_it_is_done(
    service: Service,
) -> None:
    client = await _client(service)
    await _signed_in(service, client)
    hint = await _hint(service, client)

    answer = await _get(service, id_token_hint=hint)
    again = await _get(service, id_token_hint=hint, post_logout_redirect_uri=_BACK)

    assert answer.status_code == 200
    assert "You are signed out" in answer.text
    assert await _alive(service) == 0
    assert again.headers["location"] == _BACK


# oidcc-rp-initiated-logout-no-id-token-hint, -no-params, -only-state
async def test_without_an_id_token_the_person_is_asked(service: Service) -> None:
    client = await _client(service)
    visitor = await _signed_in(service, client)

    nothing = await visitor.open(f"{_PATH}?state=x")
    named = await visitor.open(_to(client_id=client.id, post_logout_redirect_uri=_BACK))
    alive = await _alive(service)
    done = await visitor.send(f"{_PATH}/confirm")

    assert nothing.heading == named.heading == "Do you want to sign out?"
    assert alive == 1
    assert await _alive(service) == 0
    (refresh,) = done.all("meta", **{"http-equiv": "refresh"})
    assert refresh.attributes["content"] == f"0; url={_BACK}"
    assert visitor.answer is not None
    assert visitor.answer.status_code == 200


# oidcc-rp-initiated-logout-bad-post-logout-redirect-uri, -query-added-to-…
async def test_P1_nothing_is_returned_to_an_address_that_is_not_registered(
    service: Service,
) -> None:
    client = await _client(service)
    visitor = await _signed_in(service, client)
    hint = await _hint(service, client)

    for address in (_ELSEWHERE, f"{_BACK}?more=1", f"{_BACK}/"):
        answer = await _get(
            service, id_token_hint=hint, post_logout_redirect_uri=address
        )
        assert answer.status_code == 400
        assert "location" not in answer.headers
        assert address not in answer.text
    alive = await _alive(service)
    await visitor.open(_to(id_token_hint=hint, post_logout_redirect_uri=_ELSEWHERE))
    done = await visitor.send(f"{_PATH}/confirm")

    assert alive == 1
    assert done.heading == "You are signed out"
    assert await _alive(service) == 0


# oidcc-rp-initiated-logout-modified-id-token-hint, -bad-id-token-hint
async def test_P7_what_is_no_id_token_of_this_session_ends_nothing(
    service: Service,
) -> None:
    client, other = await _client(service), await _client(service)
    await _signed_in(service, client)
    hint = await _hint(service, client)
    logout = await _hint(service, client, TokenType.logout_token, events={"x": {}})
    foreign = await _hint(service, client, iss="https://evil.test")
    for asked in (
        {"id_token_hint": hint[:-6] + "AAAAAA"},
        {"id_token_hint": logout},
        {"id_token_hint": foreign},
        {"id_token_hint": "x"},
        {"id_token_hint": hint, "client_id": other.id},
        {"id_token_hint": await _hint(service, client, sid=str(client.id))},
    ):
        answer = await _get(service, **asked)
        assert (answer.status_code, "location" in answer.headers) == (200, False)
        assert "Do you want to sign out?" in answer.text

    assert await _alive(service) == 1


async def test_P7_an_id_token_without_the_browsers_cookie_ends_nothing(
    service: Service,
) -> None:
    client = await _client(service)
    await _signed_in(service, client)
    hint = await _hint(service, client)
    service.http.cookies.clear()

    answer = await _get(service, id_token_hint=hint, post_logout_redirect_uri=_BACK)

    assert answer.headers["location"] == _BACK
    assert await _alive(service) == 1


async def test_form_of_another_site_finds_the_cookie_after_a_redirect(
    service: Service,
) -> None:
    """A browser sends no Lax cookie with it, but with the redirect."""
    client = await _client(service)
    await _signed_in(service, client)
    hint = await _hint(service, client)
    cookies = httpx.Cookies(service.http.cookies)
    service.http.cookies.clear()

    first = await service.http.post(
        _PATH, data={"id_token_hint": hint, "post_logout_redirect_uri": _BACK}
    )
    service.http.cookies = cookies
    then = await service.http.get(first.headers["location"])

    assert first.status_code == 303
    assert hint not in first.headers["location"]
    assert then.headers["location"] == _BACK
    assert await _alive(service) == 0


_NAMES = st.sampled_from(
    [
        *("id_token_hint", "client_id", "post_logout_redirect_uri", "state"),
        *("ui_locales", "logout_hint", "request", "x"),
    ]
)
_VALUES = st.one_of(
    st.sampled_from([_BACK, _ELSEWHERE, "eyJhbGciOiJub25lIn0.e30.", "fr xx", "//x"]),
    st.text(max_size=40),
)
_QUERIES = st.lists(st.tuples(_NAMES, _VALUES), max_size=6).map(
    lambda pairs: urlencode(pairs, errors="surrogatepass")
)
_HOW = st.sampled_from([("GET", ""), ("POST", ""), ("GET", "/continue")])


async def test_P1_whatever_is_sent_nothing_leads_elsewhere(service: Service) -> None:
    client = await _client(service)
    await _signed_in(service, client)
    loop = asyncio.get_running_loop()
    answers: list[httpx.Response] = []

    @settings(max_examples=examples(40))
    @given(how=_HOW, query=_QUERIES, named=st.booleans())
    def one(how: tuple[str, str], query: str, named: bool) -> None:
        method, path = how
        sent = f"{query}&client_id={client.id}" if named else query
        address = f"{_PATH}{path}" if method == "POST" else f"{_PATH}{path}?{sent}"
        body = sent.encode() if method == "POST" else None
        asking = service.http.request(method, address, content=body)
        answers.append(asyncio.run_coroutine_threadsafe(asking, loop).result(60))

    await asyncio.to_thread(one)

    assert max(answer.status_code for answer in answers) < 500
    for answer in answers:
        location = answer.headers.get("location", "/")
        assert location.startswith(("/", _BACK)), location
        assert not location.startswith("//")
    assert await _alive(service) == 1
