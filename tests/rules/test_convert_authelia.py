"""Users files of Authelia, and the lists of URIs that it exports."""

import pytest

from cli.convert.authelia import people
from doorstep.errors import InvalidInputError
from exports import Short, in_short, notes

ARGON2 = "$argon2id$v=19$m=65536,t=3,p=4$c2l4dGVlbiBieXRlcyBvaw$" + "A" * 43
SHA512CRYPT = "$6$rounds=50000$aFr56HjK3DrB8t3S$zhPQiS85cgBlNhUKKE6n"
PBKDF2 = "$pbkdf2-sha512$310000$c2l4dGVlbiBieXRlcyBvaw$" + "A" * 86
SCRYPT = "$scrypt$ln=16,r=8,p=1$c2l4dGVlbiBieXRlcyBvaw$" + "A" * 43
BCRYPT = "$2b$12$X038UmBzzHH/kiRrNgJfZeEkahTYW35V9tP/Lkio6QG/88nHE/7xS"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def _users(password: str, *, name: str = "John Doe", more: str = "") -> bytes:
    return f"""---
# Users of the company
users:
  john:
    disabled: false
    displayname: "{name}"
    password: "{password}"
    email: john@acme.test
    groups: ['admins', 'dev']
{more}...
""".encode()


def _uri(query: str = "") -> bytes:
    return (
        f"otpauth://totp/auth.acme.test:john?issuer=auth.acme.test&secret={SECRET}"
        f"{query}\n"
    ).encode()


CASES: dict[str, tuple[list[bytes], Short]] = {
    "argon2id": ([_users(ARGON2)], ("john@acme.test", "John Doe", "$argon2id", "")),
    "PBKDF2": ([_users(PBKDF2)], ("john@acme.test", "John Doe", "$pbkdf2-s", "")),
    "scrypt": ([_users(SCRYPT)], ("john@acme.test", "John Doe", "$scrypt$l", "")),
    "bcrypt": ([_users(BCRYPT)], ("john@acme.test", "John Doe", "$2b$12$X0", "")),
    "sha512crypt": ([_users(SHA512CRYPT)], ("john@acme.test", "John Doe", "", "")),
    "with an app": (
        [_users(ARGON2), _uri("&algorithm=SHA1&digits=6&period=30")],
        ("john@acme.test", "John Doe", "$argon2id", "SHA1 6 30"),
    ),
    "with an unusual app, the list first": (
        [_uri("&algorithm=SHA512&digits=8&period=60"), _users(ARGON2)],
        ("john@acme.test", "John Doe", "$argon2id", "SHA512 8 60"),
    ),
    "Windows line ends and any script": (
        [_users(ARGON2, name="Żółć Øst").replace(b"\n", b"\r\n")],
        ("john@acme.test", "Żółć Øst", "$argon2id", ""),
    ),
}


@pytest.mark.parametrize(("files", "short"), CASES.values(), ids=CASES)
def test_users_keep_password_and_app(files: list[bytes], short: Short) -> None:
    assert in_short(people(*files)) == [short]


def test_what_is_missing_or_disabled_is_noted() -> None:
    more = "  kim:\n    disabled: true\n    password: ''\n"

    found = list(people(_users(SHA512CRYPT, more=more), _uri("&digits=9")))

    assert [each.label for each in found] == ["john", "kim"]
    assert found[1].email == ""
    assert len(notes(found)) == 3


@pytest.mark.parametrize(
    "content", [b"", b"users: [", b"users: 7", b"- a", _uri(), b"&a [*a]", b"\xff"]
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInputError):
        list(people(content))
