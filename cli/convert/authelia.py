"""Authelia: its users file, and the authenticators as URIs
(`authelia storage user totp export uri`).
"""

from urllib.parse import unquote, urlsplit

import yaml

from cli.convert.people import ExportedPerson, People, not_an_export
from doorstep.rules.totp_secrets import SecretRefused, read_secret

_URI = "otpauth://"


def people(*files: bytes) -> People:
    """The users file, and any number of lists of URIs. Raises InvalidInputError."""
    users: list[dict[object, object]] = []
    uris: dict[str, str] = {}
    for content in files:
        if content.lstrip().startswith(_URI.encode()):
            uris |= _uris(content.decode(errors="replace"))
        else:
            users.append(_users(content))
    if not users:
        raise not_an_export("Authelia: name its users file, too")
    for username, user in (each for file in users for each in file.items()):
        yield _person(str(username), user, uris.get(str(username)))


def _users(content: bytes) -> dict[object, object]:
    try:
        document = yaml.safe_load(content)
    except yaml.YAMLError:
        raise not_an_export("Authelia: it is not YAML") from None
    users = document.get("users") if isinstance(document, dict) else None
    if not isinstance(users, dict):
        raise not_an_export("Authelia: it has no users")
    return users


def _uris(text: str) -> dict[str, str]:
    """By the user's name, which ends the label."""
    lines = [line.strip() for line in text.splitlines() if line.startswith(_URI)]
    return {
        unquote(urlsplit(uri).path).rpartition(":")[2].strip("/ "): uri for uri in lines
    }


def _person(username: str, user: object, uri: str | None) -> ExportedPerson:
    given = user if isinstance(user, dict) else {}
    name = str(given.get("displayname") or username)
    person = ExportedPerson(username, str(given.get("email") or ""), name)
    if given.get("password"):
        person.take_hash(str(given["password"]))
    if given.get("disabled") is True:
        person.notes.append("disabled there: disable the member after the import")
    if uri:
        try:
            person.app = read_secret(uri)
        except SecretRefused as refused:
            person.notes.append(f"the authenticator is left out: it {refused}")
    return person
