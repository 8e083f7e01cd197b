"""LDIF of OpenLDAP, 389 Directory Server and others."""

import hashlib
from base64 import b64encode

import pytest

from cli.convert.directory import people
from exports import Short, in_short, notes


def _salted(scheme: str, digest: str) -> str:
    plain = hashlib.new(digest, b"xsalt").digest() + b"salt"
    return f"{{{scheme}}}{b64encode(plain).decode()}"


SSHA, SSHA256 = _salted("SSHA", "sha1"), _salted("SSHA256", "sha256")
BCRYPT = "$2b$12$X038UmBzzHH/kiRrNgJfZeEkahTYW35V9tP/Lkio6QG/88nHE/7xS"
ARGON2 = "$argon2id$v=19$m=7168,t=5,p=1$c2FsdHNhbHQ$" + "A" * 43
JO = ("jo@acme.test", "Jo Bennett")


def _entry(password: str = "", *more: str, encoded: bool = False) -> bytes:
    value = f": {b64encode(password.encode()).decode()}" if encoded else f" {password}"
    lines = [
        "version: 1",
        "",
        "# people, acme.test",
        "dn: ou=people,dc=acme,dc=test",
        "objectClass: organizationalUnit",
        "ou: people",
        "",
        "dn: uid=jo,ou=people,dc=acme,dc=test",
        "objectClass: inetOrgPerson",
        "uid: jo",
        "cn: Jo Bennett",
        "sn: Bennett",
        "mail: jo@acme.test",
        *([f"userPassword:{value}"] if password else []),
        *more,
        "",
    ]
    return ("\n".join(lines) + "\n").encode()


CASES: dict[str, tuple[bytes, Short]] = {
    "salted SHA-1, encoded": (_entry(SSHA, encoded=True), (*JO, SSHA[:9], "")),
    "salted SHA-256": (_entry(SSHA256), (*JO, "{SSHA256}", "")),
    "bcrypt within crypt": (_entry("{CRYPT}" + BCRYPT), (*JO, "$2b$12$X0", "")),
    "argon2": (_entry("{ARGON2}" + ARGON2, encoded=True), (*JO, "$argon2id", "")),
    "PBKDF2 with SHA-256": (
        _entry("{PBKDF2-SHA256}10000$c2FsdHNhbHQ$" + "A" * 43),
        (*JO, "$pbkdf2-s", ""),
    ),
    "PBKDF2": (
        _entry("{PBKDF2}10000$c2FsdHNhbHQ$" + "A" * 27),
        (*JO, "$pbkdf2-s", ""),
    ),
    "Windows line ends": (
        _entry(SSHA).replace(b"\n", b"\r\n"),
        (*JO, SSHA[:9], ""),
    ),
    "a line that goes on, a language, two addresses": (
        _entry(
            SSHA,
            "preferredLanguage: de-CH",
            "mail: old@acme.test",
            "description: a",
            " long text",
        ),
        (*JO, SSHA[:9], ""),
    ),
    "a name in another script": (
        _entry("", f"displayName:: {b64encode('Jörg Ðorđe'.encode()).decode()}"),
        ("jo@acme.test", "Jörg Ðorđe", "", ""),
    ),
}


@pytest.mark.parametrize(("export", "short"), CASES.values(), ids=CASES)
def test_entries_with_an_address_are_people(export: bytes, short: Short) -> None:
    assert in_short(people(export)) == [short]


@pytest.mark.parametrize("password", ["{MD5}rL0Y20zC+Fzt72VPzMSk2A==", "{CRYPT}$6$a$b"])
def test_hash_that_cannot_be_imported_is_left_out_with_a_note(password: str) -> None:
    export = _entry(password)

    assert in_short(people(export)) == [(*JO, "", "")]
    assert len(notes(people(export))) == 1


def test_file_that_ends_in_the_middle_of_an_entry_has_what_came_before() -> None:
    assert in_short(people(_entry(SSHA)[:-2])) == [(*JO, SSHA[:9], "")]
