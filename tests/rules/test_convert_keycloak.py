"""Realms that Keycloak exported, of several releases."""

import json
from base64 import b64encode

import pytest

from cli.convert.keycloak import people
from doorstep.errors import InvalidInputError
from exports import Short, as_json, in_short, notes

KEY32, KEY64 = b64encode(bytes(32)).decode(), b64encode(bytes(64)).decode()
SALT = b64encode(b"sixteen bytes ok").decode()


def _password(algorithm: str, rounds: int, key: str, **more: list[str]) -> object:
    return {
        "id": "6a6b7e0c",
        "type": "password",
        "createdDate": 1695110400000,
        "secretData": json.dumps(
            {"value": key, "salt": SALT, "additionalParameters": {}}
        ),
        "credentialData": json.dumps(
            {
                "hashIterations": rounds,
                "algorithm": algorithm,
                "additionalParameters": more,
            }
        ),
    }


def _otp(**data: object) -> object:
    usual = {
        "subType": "totp",
        "digits": 6,
        "counter": 0,
        "period": 30,
        "algorithm": "HmacSHA1",
    }
    return {
        "id": "otp",
        "type": "otp",
        "userLabel": "Pixel",
        "secretData": json.dumps({"value": data.pop("value", "mySecretOfTwenty1234")}),
        "credentialData": json.dumps({**usual, **data}),
    }


def _realm(*credentials: object, **fields: object) -> bytes:
    user = {
        "id": "1f3c",
        "username": "jo",
        "enabled": True,
        "email": "jo@acme.test",
        "firstName": "Jo",
        "lastName": "Bennett",
        "credentials": list(credentials),
        **fields,
    }
    return as_json({"realm": "acme", "enabled": True, "users": [user]})


_ARGON2 = _password(
    "argon2",
    5,
    KEY32,
    hashLength=["32"],
    memory=["7168"],
    type=["id"],
    version=["1.3"],
    parallelism=["1"],
)
CASES: dict[str, tuple[bytes, Short]] = {
    "26, argon2 and an app": (
        _realm(_ARGON2, _otp(secretEncoding="BASE32", value="JBSWY3DPEHPK3PXP")),
        ("jo@acme.test", "Jo Bennett", "$argon2id", "SHA1 6 30"),
    ),
    "23, PBKDF2 with SHA-256 of 64 bytes": (
        _realm(_password("pbkdf2-sha256", 27500, KEY64)),
        ("jo@acme.test", "Jo Bennett", "$pbkdf2-s", ""),
    ),
    "24, PBKDF2 with SHA-512": (
        _realm(_password("pbkdf2-sha512", 210000, KEY64), _otp()),
        ("jo@acme.test", "Jo Bennett", "$pbkdf2-s", "SHA1 6 30"),
    ),
    "PBKDF2 with SHA-1": (
        _realm(_password("pbkdf2", 20000, KEY64)),
        ("jo@acme.test", "Jo Bennett", "$pbkdf2-s", ""),
    ),
    "8 digits of SHA-512 a minute": (
        _realm(_otp(algorithm="HmacSHA512", digits=8, period=60)),
        ("jo@acme.test", "Jo Bennett", "", "SHA512 8 60"),
    ),
    "3, fields beside each other": (
        _realm(
            {
                "type": "password",
                "hashedSaltedValue": KEY64,
                "salt": SALT,
                "hashIterations": 27500,
                "algorithm": "pbkdf2-sha256",
            },
            {
                "type": "totp",
                "value": "mySecretOfTwenty1234",
                "digits": 6,
                "period": 30,
            },
        ),
        ("jo@acme.test", "Jo Bennett", "$pbkdf2-s", "SHA1 6 30"),
    ),
    "without a name": (
        _realm(firstName=None, lastName="", attributes={"locale": ["de-CH"]}),
        ("jo@acme.test", "jo", "", ""),
    ),
    "names of any script": (
        _realm(_ARGON2, firstName="Søren", lastName="Ķirsis 山田"),
        ("jo@acme.test", "Søren Ķirsis 山田", "$argon2id", ""),
    ),
}


@pytest.mark.parametrize(("export", "short"), CASES.values(), ids=CASES)
def test_people_of_a_realm_keep_password_and_app(export: bytes, short: Short) -> None:
    assert in_short(people(export)) == [short]


def test_what_cannot_be_imported_is_left_out_with_a_note() -> None:
    export = _realm(
        _password("pbkdf2-sha256", 2_000_000_000, KEY32),
        _otp(subType="hotp"),
        {"type": "password", "secretData": "{}", "credentialData": "{}"},
        {"type": "webauthn", "secretData": "{}"},
        enabled=False,
    )

    assert in_short(people(export)) == [("jo@acme.test", "Jo Bennett", "", "")]
    assert len(notes(people(export))) == 4


def test_accounts_of_services_are_no_people() -> None:
    assert list(people(_realm(serviceAccountClientId="billing"))) == []


@pytest.mark.parametrize("export", [b"", b"[]", b'{"realm": "acme"}', b"\xff\xfe"])
def test_anything_else_is_refused(export: bytes) -> None:
    with pytest.raises(InvalidInputError):
        list(people(export))
