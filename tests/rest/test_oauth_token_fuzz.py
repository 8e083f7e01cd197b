"""Whatever is sent to the endpoints of tokens, the answer is one of the RFCs'."""

import asyncio
from urllib.parse import urlencode

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstep.rules.clients import ClientKind
from example_counts import examples
from provider import Provider

_NAMES = st.sampled_from(
    [
        *("grant_type", "code", "redirect_uri", "code_verifier", "refresh_token"),
        *("scope", "client_id", "client_secret", "client_assertion", "token"),
        *("client_assertion_type", "access_token", "x"),
    ]
)
_VALUES = st.one_of(
    st.sampled_from(
        [
            *("authorization_code", "refresh_token", "client_credentials", "openid"),
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhcHBfeCJ9.",
        ]
    ),
    st.text(max_size=40),
)
_BODIES = st.one_of(
    st.lists(st.tuples(_NAMES, _VALUES), max_size=8).map(
        lambda pairs: urlencode(pairs, errors="surrogatepass").encode()
    ),
    st.binary(max_size=60),
    st.fixed_dictionaries({"token": _VALUES, "grant_type": _VALUES}).map(
        lambda form: urlencode(form, errors="surrogatepass").encode()
    ),
)
_HEADERS = st.fixed_dictionaries(
    {"Content-Type": st.just("application/x-www-form-urlencoded")},
    optional={
        "Authorization": st.sampled_from(["Basic eDp5", "Basic !", "Bearer x", "x"]),
        "Origin": st.sampled_from(["null", "https://evil.test", "x"]),
        "Idempotency-Key": st.sampled_from(["one", " ", "\x7f"]),
    },
)
_PATHS = st.sampled_from(["token", "introspect", "revoke", "userinfo"])


_RUN = settings(max_examples=examples(150))


async def test_no_form_is_answered_by_a_fault(provider: Provider) -> None:
    """Half of them come from a client that has proven who it is."""
    client = await provider.register(kind=ClientKind.machine)
    answers: list[httpx.Response] = []
    loop = asyncio.get_running_loop()

    @_RUN
    @given(path=_PATHS, body=_BODIES, headers=_HEADERS, known=st.booleans())
    def ask(path: str, body: bytes, headers: dict[str, str], *, known: bool) -> None:
        asking = provider.http.post(
            f"/oauth2/{path}",
            content=body,
            headers=headers,
            auth=client.basic if known else httpx.USE_CLIENT_DEFAULT,
        )
        answer = asyncio.run_coroutine_threadsafe(asking, loop).result()
        assert answer.status_code in (200, 400, 401, 403)
        answers.append(answer)
        if answer.is_error:
            assert answer.json()["error"]
            assert "location" not in answer.headers

    await asyncio.to_thread(ask)

    assert {answer.status_code for answer in answers} >= {200, 400, 401}
