"""The translation catalogues, for the tests that read them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from doorstep import i18n

ROOT = Path(__file__).parent.parent.parent
CATALOGUES = ROOT / "doorstep" / "locale"
OTHERS = [language for language in i18n.LANGUAGES if language != "en"]


@cache
def catalogue(language: str) -> Catalog:
    with (CATALOGUES / language / "LC_MESSAGES" / "doorstep.po").open("rb") as file:
        return read_po(file, locale=language, domain="doorstep")


def messages(language: str) -> Iterator[Message]:
    """All but the header."""
    return (message for message in catalogue(language) if message.id)


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """Each translation with its source; of a plural, each form with its own."""
    for message in messages(language):
        if isinstance(message.id, str):
            yield message.id, str(message.string)
        else:
            forms = list(message.string or ())
            yield message.id[0], forms[0]
            yield from ((message.id[1], form) for form in forms[1:])


def translated(text: str, language: str) -> str:
    return i18n.translator(language).gettext(text)
