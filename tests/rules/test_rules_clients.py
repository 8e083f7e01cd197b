"""Clients: which URIs may be registered, when one matches, and what goes together."""

import re
from dataclasses import replace
from uuid import UUID

import pytest
from pydantic import TypeAdapter, ValidationError

from client_shapes import client
from doorstep.rules.client_fields import ClientFields, conflicts
from doorstep.rules.client_secrets import is_secret, sealed_digest
from doorstep.rules.client_uris import (
    ClientUri,
    is_registered,
    may_be_reached,
    origins_of,
    reached_from,
)
from doorstep.rules.clients import (
    CLIENT_ID,
    AuthMethod,
    ClientKind,
    FirstFactor,
    Scope,
    new_client_id,
)
from doorstep.rules.seal import KeyRing, new_entry
from doorstep.rules.tokens import new_token, token_hash

ACCOUNT = UUID(int=1)
PUBLIC = "https://login.acme.example"
_URI: TypeAdapter[str] = TypeAdapter(ClientUri)


@pytest.mark.parametrize(
    "uri",
    [
        "https://app.example/back",
        "https://app.example:8443/back?tenant=1",
        "https://xn--bcher-kva.example/",
        "http://127.0.0.1:5000/back",
        "http://[::1]/back",
        "http://localhost/back",
    ],
)
def test_P1_uri_of_https_or_loopback_may_be_registered(uri: str) -> None:
    assert _URI.validate_python(uri) == uri


@pytest.mark.parametrize(
    ("uri", "kind"),
    [
        ("http://app.example/back", "uri_plain"),
        ("http://127.0.0.2/back", "uri_plain"),
        ("https://app.example/back#top", "uri_fragment"),
        ("https://user@app.example/back", "uri"),
        ("https://app.example\\@evil.example/", "uri"),
        ("https://app.example:0/", "uri"),
        ("https://app.example:99999/", "uri"),
        ("https:///back", "uri"),
        ("https://*.app.example/", "uri"),
        ("https://bücher.example/", "uri"),
        ("https://app.example/a b", "uri"),
        ("https://app.example/a\n", "uri"),
        ("https://[::1/", "uri"),
        ("HTTPS://app.example/", "uri"),
        ("javascript:alert(1)", "uri"),
        ("com.example.app:/back", "uri"),
        ("//app.example/back", "uri"),
        ("/back", "uri"),
        ("", "uri"),
        ("https://app.example/" + "a" * 2000, "string_too_long"),
    ],
)
def test_P1_other_uris_are_refused(uri: str, kind: str) -> None:
    with pytest.raises(ValidationError) as refused:
        _URI.validate_python(uri)

    assert [error["type"] for error in refused.value.errors()] == [kind]


_REGISTERED = ("https://app.example/back", "http://127.0.0.1:5000/back")


@pytest.mark.parametrize(
    "uri",
    [
        "https://app.example/back/",
        "https://app.example/Back",
        "https://app.example/back?x=1",
        "https://app.example:443/back",
        "https://app.example/./back",
        "https://app.example/%62ack",
        "https://APP.example/back",
        "https://app.example.evil.example/back",
        "http://127.0.0.1:5001/back",
        "http://localhost:5000/back",
    ],
)
def test_P1_redirect_uri_is_compared_exactly(uri: str) -> None:
    assert not is_registered(uri, _REGISTERED, ClientKind.web)
    assert all(is_registered(each, _REGISTERED, ClientKind.web) for each in _REGISTERED)


@pytest.mark.parametrize(
    ("uri", "matches"),
    [
        ("http://127.0.0.1:61234/back", True),
        ("http://127.0.0.1/back", True),
        ("http://127.0.0.1:0/back", False),
        ("http://127.0.0.1:99999/back", False),
        ("http://127.0.0.1:1234@evil.example/back", False),
        ("http://127.0.0.1:1234/other", False),
        ("http://localhost:5000/back", False),
        ("https://127.0.0.1:5000/back", False),
        ("https://app.example:8443/back", False),
    ],
)
def test_P1_port_of_a_native_clients_loopback_uri_is_free(
    uri: str, matches: bool
) -> None:
    assert is_registered(uri, _REGISTERED, ClientKind.native) is matches


def test_origins_are_those_that_browsers_send() -> None:
    uris = ("https://app.example:443/a", "https://app.example/b", "http://[::1]:80/")

    assert origins_of(uris) == {"https://app.example", "http://[::1]"}


@pytest.mark.parametrize(
    "host",
    [
        *("10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "198.18.0.1"),
        *("127.0.0.1", "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "224.0.0.1"),
        *("64:ff9b::a00:1", "64:ff9b:1::a00:1", "::10.0.0.1", "fec0::1", "192.0.0.8"),
        "app.localhost",
    ],
)
def test_doorstep_sends_nothing_into_private_networks(host: str) -> None:
    shown = f"[{host}]" if ":" in host else host

    assert not may_be_reached(host)
    assert not reached_from(f"https://{shown}/out", PUBLIC)
    assert reached_from(f"https://{shown}/out", "http://localhost:8000")
    assert reached_from("https://app.example/out", PUBLIC)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, []),
        ({"kind": ClientKind.native, "auth_method": AuthMethod.none}, []),
        ({"auth_method": AuthMethod.none}, ["auth_method"]),
        ({"kind": ClientKind.native}, ["auth_method"]),
        (
            {
                "kind": ClientKind.native,
                "auth_method": AuthMethod.none,
                "require_pkce": False,
            },
            ["require_pkce"],
        ),
        ({"require_pkce": False}, []),
        ({"kind": ClientKind.machine}, ["redirect_uris"]),
        ({"kind": ClientKind.machine, "redirect_uris": ()}, []),
        ({"first_factor": FirstFactor.client}, []),
        ({"first_factor": FirstFactor.client, "account_id": None}, ["first_factor"]),
        (
            {
                "first_factor": FirstFactor.client,
                "scopes": (Scope.openid, Scope.offline_access),
            },
            ["scopes"],
        ),
        (
            {"first_factor": FirstFactor.id_token_hint},
            ["entra_tenant_id", "entra_client_id", "entra_issuer"],
        ),
        ({"entra_tenant_id": "t"}, ["entra_tenant_id"]),
        ({"auth_method": AuthMethod.private_key_jwt}, ["jwks"]),
        (
            {
                "auth_method": AuthMethod.private_key_jwt,
                "jwks_uri": "https://app.example/keys",
            },
            [],
        ),
        ({"jwks": {"keys": []}, "jwks_uri": "https://app.example/k"}, ["jwks_uri"]),
        ({"account_id": None, "scopes": (Scope.members_read,)}, ["scopes"]),
        ({"account_id": None}, []),
        (
            {
                "kind": ClientKind.native,
                "auth_method": AuthMethod.none,
                "scopes": (Scope.client_address,),
            },
            ["scopes"],
        ),
        ({"backchannel_logout_uri": "http://localhost/"}, ["backchannel_logout_uri"]),
        ({"jwks_uri": "https://10.0.0.1/keys"}, ["jwks_uri"]),
    ],
)
def test_fields_that_do_not_go_together_are_named(
    fields: dict[str, object], wrong: list[str]
) -> None:
    changed = replace(client(ACCOUNT), **fields)  # type: ignore[arg-type]

    assert [each.field for each in conflicts(changed, PUBLIC)] == wrong


@pytest.mark.parametrize(
    ("jwks", "kind"),
    [
        ({}, "jwks"),
        ({"keys": []}, "jwks"),
        ({"keys": ["a"]}, "jwks"),
        ({"keys": [{"kty": "oct", "k": "AA"}]}, "jwks"),
        ({"keys": [{"kty": "RSA", "n": "AQ", "e": "AQAB", "d": "AQ"}]}, "jwks_private"),
    ],
)
def test_P6_keys_of_a_client_are_public_ones(
    jwks: dict[str, object], kind: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        ClientFields.model_validate({"name": "A", "kind": "web", "jwks": jwks})

    assert [error["type"] for error in refused.value.errors()] == [kind]


def test_ids_of_clients_have_the_form_of_the_contract() -> None:
    ids = {new_client_id() for _ in range(50)}

    assert len(ids) == 50
    assert all(re.fullmatch(CLIENT_ID, each) for each in ids)


def test_P6_digest_of_a_secret_is_keyed_and_bound_to_its_row() -> None:
    ring, other = KeyRing.parse(new_entry("a")), KeyRing.parse(new_entry("a"))
    secret, place = new_token(), UUID(int=7)

    sealed = sealed_digest(ring, place, secret)

    assert is_secret(ring, place, sealed, secret)
    assert not is_secret(ring, place, sealed, f"{secret}=")
    assert not is_secret(ring, UUID(int=8), sealed, secret)
    assert not is_secret(other, place, sealed, secret)
    assert secret not in sealed
    assert token_hash(secret).hex() not in sealed
