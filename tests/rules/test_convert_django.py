"""Dumps of Django's users, with the authenticators of django-otp and django-allauth."""

import pytest

from cli.convert.django import people
from doorstep.errors import InvalidInputError
from exports import Short, as_json, in_short, notes

PBKDF2 = "pbkdf2_sha256$600000$sAltSaLt$" + "A" * 43 + "="
SCRYPT = "scrypt$16384$sAltSaLt$8$5$" + "A" * 86 + "=="
ARGON2 = "argon2$argon2id$v=19$m=102400,t=2,p=8$c2FsdHNhbHQ$" + "A" * 43
BCRYPT = "$2b$12$X038UmBzzHH/kiRrNgJfZeEkahTYW35V9tP/Lkio6QG/88nHE/7xS"


def _user(password: str, model: str = "auth.user", **fields: object) -> object:
    return {
        "model": model,
        "pk": 7,
        "fields": {
            "password": password,
            "last_login": "2026-01-05T09:00:00Z",
            "is_superuser": False,
            "username": "jo",
            "first_name": "Jo",
            "last_name": "Bennett",
            "email": "jo@acme.test",
            "is_active": True,
            "groups": [],
            **fields,
        },
    }


def _device(user: object = 7, **fields: object) -> object:
    usual = {"user": user, "name": "default", "confirmed": True, "t0": 0}
    more = {"key": "3132333435363738393031323334353637383930", "step": 30, "digits": 6}
    return {
        "model": "otp_totp.totpdevice",
        "pk": 1,
        "fields": {**usual, **more, **fields},
    }


def _natural(entry: object) -> object:
    assert isinstance(entry, dict)
    return {name: value for name, value in entry.items() if name != "pk"}


_ALLAUTH = {
    "model": "mfa.authenticator",
    "pk": 3,
    "fields": {"user": 7, "type": "totp", "data": {"secret": "JBSWY3DPEHPK3PXP"}},
}
_CODES = {
    "model": "mfa.authenticator",
    "pk": 4,
    "fields": {"user": 7, "type": "recovery_codes", "data": {"seed": "x"}},
}
JO = ("jo@acme.test", "Jo Bennett")
CASES: dict[str, tuple[list[object], Short]] = {
    "PBKDF2": ([_user(PBKDF2)], (*JO, "pbkdf2_sh", "")),
    "scrypt": ([_user(SCRYPT)], (*JO, "scrypt$16", "")),
    "argon2": ([_user(ARGON2)], (*JO, "argon2$ar", "")),
    "bcrypt of SHA-256": ([_user(f"bcrypt_sha256${BCRYPT}")], (*JO, "bcrypt_sh", "")),
    "django-otp": ([_user(PBKDF2), _device()], (*JO, "pbkdf2_sh", "SHA1 6 30")),
    "django-otp by natural keys, 8 digits": (
        [_device(["jo"], digits=8, step=60), _natural(_user(PBKDF2))],
        (*JO, "pbkdf2_sh", "SHA1 8 60"),
    ),
    "django-allauth": (
        [_user(PBKDF2), _CODES, _ALLAUTH],
        (*JO, "pbkdf2_sh", "SHA1 6 30"),
    ),
    "a user model of its own, no password": (
        [{"model": "sites.site", "pk": 1, "fields": {}}, _user("!x", "people.person")],
        (*JO, "", ""),
    ),
    "without a name": (
        [_user(PBKDF2, first_name="", last_name="")],
        ("jo@acme.test", "jo", "pbkdf2_sh", ""),
    ),
}


@pytest.mark.parametrize(("dump", "short"), CASES.values(), ids=CASES)
def test_users_keep_password_and_app(dump: list[object], short: Short) -> None:
    assert in_short(people(as_json(dump))) == [short]


def test_authenticators_may_be_in_a_file_of_their_own() -> None:
    files = as_json([_device()]), as_json([_user(PBKDF2)])

    assert in_short(people(*files)) == [(*JO, "pbkdf2_sh", "SHA1 6 30")]


def test_what_cannot_be_imported_is_left_out_with_a_note() -> None:
    dump = [
        _user("md5$salt$5f4dcc3b5aa765d61d8327deb882cf99", is_active=False),
        _device(key="not hex"),
    ]

    assert in_short(people(as_json(dump))) == [(*JO, "", "")]
    assert len(notes(people(as_json(dump)))) == 3


def test_device_that_was_never_confirmed_is_none() -> None:
    dump = [_user(PBKDF2), _device(confirmed=False)]

    assert in_short(people(as_json(dump))) == [(*JO, "pbkdf2_sh", "")]


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'[{"model": 1}]', b"\xff"])
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInputError):
        list(people(content))
