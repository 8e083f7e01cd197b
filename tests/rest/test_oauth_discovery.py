"""Discovery and keys: what clients read before anything else."""

from base64 import b64decode
from datetime import timedelta

import pytest
from cryptography import x509
from joserfc import jwt
from joserfc.jwk import KeySet

from doorstep.process.token_signing import TokenSigning
from doorstep.rules.clients import SigningAlgorithm
from doorstep.transactions.signing_keys import (
    replace_stolen_signing_keys,
    rotate_signing_keys,
)
from provider import Provider
from provider_rows import ORIGIN

_ADDRESSES = (
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
)


async def _kids(provider: Provider) -> set[str]:
    return {
        key["kid"] for key in (await provider.http.get("/oauth2/jwks")).json()["keys"]
    }


@pytest.mark.parametrize("address", _ADDRESSES)
async def test_discovery_names_every_endpoint_under_the_issuer(
    provider: Provider, address: str
) -> None:
    answer = await provider.http.get(address)

    document = answer.json()
    assert document["issuer"] == provider.issuer
    assert answer.headers["cache-control"] == "public, max-age=300"
    endpoints = [name for name in document if name.endswith(("_endpoint", "_uri"))]
    assert len(endpoints) == 8
    for name in endpoints:
        assert document[name].startswith(f"{provider.issuer}/oauth2/")


async def test_keys_are_published_without_their_private_half(
    provider: Provider,
) -> None:
    answer = await provider.http.get("/oauth2/jwks")

    keys = {key["alg"]: key for key in answer.json()["keys"]}
    assert keys.keys() == {"RS256", "ES256"}
    assert not {"d", "p", "q", "dp", "dq", "qi"} & {*keys["RS256"], *keys["ES256"]}
    assert answer.headers["cache-control"] == "public, max-age=300"


async def test_the_certificate_of_the_rsa_key_is_of_that_key(
    provider: Provider,
) -> None:
    keys = (await provider.http.get("/oauth2/jwks")).json()["keys"]

    (key,) = (key for key in keys if key["alg"] == "RS256")
    (text,) = key["x5c"]
    public = x509.load_der_x509_certificate(b64decode(text)).public_key()
    modulus = KeySet.import_key_set({"keys": [key]}).keys[0].public_key
    assert public == modulus


async def test_P4_a_new_key_is_published_two_days_before_it_signs(
    provider: Provider,
) -> None:
    before = await _kids(provider)
    signing = TokenSigning(provider.pool, provider.ring, provider.clock)
    await rotate_signing_keys(provider.pool, provider.ring, provider.clock())
    provider.clock.skip(timedelta(minutes=1))

    during = await _kids(provider)
    first = (await signing.signer(SigningAlgorithm.rs256)).kid
    provider.clock.skip(timedelta(hours=48))
    then = (await signing.signer(SigningAlgorithm.rs256)).kid
    still = await _kids(provider)
    provider.clock.skip(timedelta(minutes=10))
    after = await _kids(provider)

    assert during > before
    assert len(during) == 4
    assert first in before
    assert then in during - before
    assert still == during
    assert after == during - before


async def test_P4_a_stolen_key_is_published_no_more(provider: Provider) -> None:
    before = await _kids(provider)
    signing = TokenSigning(provider.pool, provider.ring, provider.clock)
    signer = await signing.signer(SigningAlgorithm.es256)
    token = signer.sign({"sub": "somebody"})
    assert await signing.verified(token, signer.kid) == {"sub": "somebody"}

    await replace_stolen_signing_keys(provider.pool, provider.ring, provider.clock())
    provider.clock.skip(timedelta(minutes=1))

    assert not before & await _kids(provider)
    assert await signing.verified(token, signer.kid) is None


async def test_P4_a_second_rotation_adds_no_key_while_one_waits(
    provider: Provider,
) -> None:
    await _kids(provider)
    at = provider.clock()
    first = await rotate_signing_keys(provider.pool, provider.ring, at)

    second = await rotate_signing_keys(provider.pool, provider.ring, at)

    assert not first.waiting
    assert not second.added
    assert {key.id for key in second.waiting} == {key.id for key in first.added}


async def test_a_token_is_verified_by_the_published_key(provider: Provider) -> None:
    signing = TokenSigning(provider.pool, provider.ring, provider.clock)
    token = await signing.sign({"sub": "somebody"}, SigningAlgorithm.rs256)

    keys = KeySet.import_key_set((await provider.http.get("/oauth2/jwks")).json())
    read = jwt.decode(token, keys, ["RS256"])

    assert read.claims == {"sub": "somebody"}
    assert read.header.keys() == {"alg", "kid", "typ"}


@pytest.mark.parametrize("path", [*_ADDRESSES, "/oauth2/jwks"])
async def test_pages_of_clients_may_read_it_and_no_others(
    provider: Provider, path: str
) -> None:
    await provider.register()

    theirs = await provider.http.get(path, headers={"Origin": ORIGIN})
    others = await provider.http.get(path, headers={"Origin": "https://evil.test"})
    asked = await provider.http.options(path, headers={"Origin": ORIGIN})

    assert theirs.headers["access-control-allow-origin"] == ORIGIN
    assert "access-control-allow-origin" not in others.headers
    assert {theirs.headers["vary"], others.headers["vary"]} == {"Origin"}
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-methods"] == "GET"
    for answer in (theirs, asked):
        assert "access-control-allow-credentials" not in answer.headers


async def test_another_method_is_refused_as_oauth_says(provider: Provider) -> None:
    answer = await provider.http.post("/oauth2/jwks")

    assert answer.status_code == 405
    assert answer.json()["error"] == "invalid_request"
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
