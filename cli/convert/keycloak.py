"""Keycloak: a realm that was exported with its users, in one file or in several.

Sources: Keycloak's `CredentialRepresentation`, `PasswordCredentialModel` and
`OTPCredentialModel`.
"""

import json
from base64 import b32decode, b64decode, b64encode
from collections.abc import Mapping
from typing import Any, TypeAlias

from cli.convert.people import ExportedPerson, People, not_an_export
from doorstep.rules.totp import Parameters
from doorstep.rules.totp_secrets import (
    AppSecret,
    SecretRefused,
    algorithm_named,
    app_secret,
)

_Document: TypeAlias = Mapping[str, Any]
_VERSIONS = {"1.3": 19, "1.0": 16}


def people(*files: bytes) -> People:
    """Raises InvalidInputError for what is no realm."""
    for content in files:
        yield from _of_file(content)


def _of_file(content: bytes) -> People:
    try:
        realm = json.loads(content)
        users = [user for user in realm["users"] if isinstance(user, dict)]
    except (ValueError, TypeError, KeyError):
        raise not_an_export("a Keycloak realm with its users") from None
    for user in users:
        if not user.get("serviceAccountClientId"):
            yield _person(user)


def _person(user: _Document) -> ExportedPerson:
    label = str(user.get("username", ""))
    parts = (str(user.get(each) or "") for each in ("firstName", "lastName"))
    person = ExportedPerson(label, email=str(user.get("email") or ""))
    person.name = " ".join(part for part in parts if part) or label
    locale = (user.get("attributes") or {}).get("locale") or [""]
    person.take_language(str(locale[0]))
    if user.get("enabled") is False:
        person.notes.append("disabled there: disable the member after the import")
    for credential in user.get("credentials") or ():
        _take(person, credential)
    return person


def _take(person: ExportedPerson, credential: _Document) -> None:
    try:
        match credential.get("type"):
            case "password":
                person.take_hash(_hash(_flat(credential)))
            case "otp" | "totp" if person.app is None:
                person.app = _app(_flat(credential))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        why = str(error) if isinstance(error, SecretRefused) else "it is malformed"
        person.notes.append(f"a credential is left out: {why}")


def _flat(credential: _Document) -> dict[str, Any]:
    """The fields of present releases, which are JSON in JSON, beside earlier ones."""
    flat = dict(credential)
    for part in ("secretData", "credentialData"):
        flat |= json.loads(credential.get(part) or "{}")
    return flat


def _hash(password: _Document) -> str:
    key = b64decode(password.get("hashedSaltedValue") or password["value"])
    salt, rounds = b64decode(password["salt"]), int(password["hashIterations"])
    algorithm = str(password.get("algorithm") or "pbkdf2")
    if algorithm != "argon2":
        digest = algorithm.removeprefix("pbkdf2").removeprefix("-") or "sha1"
        return f"$pbkdf2-{digest}$i={rounds},l={len(key)}${_b64(salt)}${_b64(key)}"
    more = {
        name: values[0] for name, values in password["additionalParameters"].items()
    }
    version, lanes = _VERSIONS[more["version"]], more["parallelism"]
    return (
        f"$argon2{more['type']}$v={version}$m={more['memory']},t={rounds},p={lanes}"
        f"${_b64(salt)}${_b64(key)}"
    )


def _app(otp: _Document) -> AppSecret:
    if otp.get("subType", "totp") != "totp":
        raise SecretRefused("it is of the kind HOTP, which counts instead of time")
    text = str(otp["value"])
    plain = b32decode(text) if otp.get("secretEncoding") == "BASE32" else text.encode()
    algorithm = algorithm_named(str(otp.get("algorithm") or "SHA1"))
    digits, period = int(otp.get("digits") or 6), int(otp.get("period") or 30)
    return app_secret(plain, Parameters(algorithm, digits, period))


def _b64(plain: bytes) -> str:
    return b64encode(plain).decode().rstrip("=")
