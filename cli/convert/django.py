"""Django: `manage.py dumpdata` of the users, with the authenticators of django-otp or
django-allauth.
"""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from cli.convert.people import ExportedPerson, People, not_an_export
from doorstep.rules.totp import Parameters
from doorstep.rules.totp_secrets import (
    AppSecret,
    SecretRefused,
    app_secret,
    read_secret,
)

_Fields: TypeAlias = Mapping[str, Any]
_DEVICE, _ALLAUTH = "otp_totp.totpdevice", "mfa.authenticator"
_UNUSABLE = "!"


def people(*files: bytes) -> People:
    """Any model with `email` and `password` is one of users.

    Raises InvalidInputError.
    """
    rows = [row for content in files for row in _rows(content)]
    devices = {
        _key(fields.get("user")): (model, fields)
        for model, _, fields in rows
        if model in (_DEVICE, _ALLAUTH) and _confirmed(model, fields)
    }
    for model, key, fields in rows:
        if model not in (_DEVICE, _ALLAUTH) and {"email", "password"} <= set(fields):
            named = _key([fields.get("username")])
            yield _person(fields, devices.get(_key(key)) or devices.get(named))


def _rows(content: bytes) -> list[tuple[str, object, _Fields]]:
    try:
        dump = json.loads(content)
        if not isinstance(dump, list):
            raise not_an_export("Django's dumpdata as JSON")
        return [
            (str(row["model"]).lower(), row.get("pk"), dict(row["fields"]))
            for row in dump
        ]
    except (ValueError, TypeError, KeyError, AttributeError):
        raise not_an_export("Django's dumpdata as JSON") from None


def _key(reference: object) -> str:
    """A primary key or a natural one."""
    return json.dumps(reference, default=str)


def _confirmed(model: str, fields: _Fields) -> bool:
    if model == _DEVICE:
        return fields.get("confirmed") is not False
    return fields.get("type") == "totp"


def _person(fields: _Fields, device: tuple[str, _Fields] | None) -> ExportedPerson:
    label = str(fields.get("username") or fields["email"])
    parts = (str(fields.get(each) or "") for each in ("first_name", "last_name"))
    person = ExportedPerson(label, str(fields["email"] or ""))
    person.name = " ".join(part for part in parts if part) or label
    person.take_language(str(fields.get("language") or ""))
    password = str(fields["password"] or "")
    if password and not password.startswith(_UNUSABLE):
        person.take_hash(password)
    if fields.get("is_active") is False:
        person.notes.append("not active there: disable the member after the import")
    if device:
        try:
            person.app = _app(*device)
        except (ValueError, TypeError, KeyError) as error:
            why = str(error) if isinstance(error, SecretRefused) else "is malformed"
            person.notes.append(f"the authenticator is left out: it {why}")
    return person


def _app(model: str, fields: _Fields) -> AppSecret:
    if model == _ALLAUTH:
        return read_secret(str(fields["data"]["secret"]))
    if fields.get("t0"):
        raise SecretRefused("must count from 1970")
    digits, period = int(fields.get("digits") or 6), int(fields.get("step") or 30)
    return app_secret(
        bytes.fromhex(fields["key"]), Parameters(digits=digits, period=period)
    )
