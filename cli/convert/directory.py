"""Directories (LDAP): an LDIF file, of which entries with `mail` are people.

Sources: RFC 2849, RFC 2798 (inetOrgPerson), RFC 3112 and OpenLDAP's schemes of
`userPassword`.
"""

import io
import re
from collections.abc import Mapping

from ldif import LDIFParser

from cli.convert.people import ExportedPerson, People, not_an_export

_AROUND = re.compile(r"\{(?:CRYPT|ARGON2|BCRYPT)\}(?=\$)", re.IGNORECASE)
_PBKDF2 = re.compile(r"\{PBKDF2(?:-(SHA1|SHA256|SHA512))?\}", re.IGNORECASE)
_NAMES = ("displayName", "cn", "uid")


def people(*files: bytes) -> People:
    """Raises InvalidInputError for what is no LDIF."""
    for content in files:
        try:
            parser = LDIFParser(io.BytesIO(content), strict=False)
            entries = list(parser.parse())
        except (ValueError, IndexError):
            raise not_an_export("a directory (LDIF)") from None
        for dn, entry in entries:
            attributes = {str(name).lower(): values for name, values in entry.items()}
            if attributes.get("mail"):
                yield _person(str(dn), attributes)


def _person(dn: str, attributes: Mapping[str, list[str | bytes]]) -> ExportedPerson:
    def first(name: str) -> str:
        values = attributes.get(name.lower()) or [""]
        value = values[0]
        return value.decode(errors="replace") if isinstance(value, bytes) else value

    person = ExportedPerson(dn, email=first("mail"))
    person.name = next((text for name in _NAMES if (text := first(name))), "")
    person.take_language(first("preferredLanguage"))
    if password := first("userPassword"):
        person.take_hash(_plain_form(password))
    return person


def _plain_form(password: str) -> str:
    """The hash without the scheme that a directory puts before it."""
    if found := _PBKDF2.match(password):
        digest = (found[1] or "SHA1").lower()
        return f"$pbkdf2-{digest}${password[found.end() :]}"
    return _AROUND.sub("", password, count=1)
