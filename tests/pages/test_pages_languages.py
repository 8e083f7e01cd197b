"""Pages and mails in each language have its texts, and no English ones."""

import re
from datetime import timedelta
from functools import cache
from itertools import cycle
from textwrap import wrap

import pytest

from catalogues import OTHERS, pairs
from doorstep import i18n
from doorstep.mail.message import MailKind
from doorstep.mail.rendering import Words, render
from markup import Markup
from page_gallery import GALLERY
from page_states import NAME, SECRET, rendered

_SPOKEN = ("alt", "aria-label", "data-copied", "data-label", "placeholder", "title")
_FILLED_IN = {
    *(NAME, *wrap(SECRET, 4), "jo@acme.test", "j•••@acme.test", "Acme", "Acme & Sons"),
    *(f"The {NAME} Shop", "Billing", "Kiosk", "Shop", "a" * 43, "RS256"),
    *("email", "profile", "offline_access", "events:read", "members:read", "openid"),
    *("subjects", "verifications", "client_address", "ES256"),
    "https://billing.acme.test/callback",
    *("app_kP3vX9sQ2mT7wZ4yB8nL1A", "https://login.acme.test"),
    *("Doorstep", "Google Authenticator", "Microsoft Authenticator"),
    *("LastPass Authenticator", "1Password", "2FAS", "Aegis", "FreeOTP"),
    *("Sales", "Research & Development"),
    *("English", "Français", "Italiano", "Deutsch", "Español", "Português"),
    *("Nederlands", "smtp 451 4.7.1", "Ticket 4711"),
    *("Robin Keller", "Sam Okoro", "Kim Laurent", "Kim", "Jo <jo@acme>"),
    *(
        "jo.baker@acme.test",
        "kim.baker@acme.test",
        "robin@acme.test",
        "sam@acme.test",
        "kim@acme.test",
        "2001:db8::7",
    ),
    *(f"{'j' * 79}…", f"{'長' * 8}…"),
}
_CONTEXT: dict[str, str | int] = {
    "account": "Acme",
    "member": "Max",
    "application": "Web Console",
    "code": "012345",
    "minutes": 10,
    "link": "https://doorstep.example/invitation/x",
    "until": "12 March 2026",
}
_MOMENT = {"en": "March 5, 2026"}
_SPOKEN_IN = dict(zip(GALLERY, cycle(OTHERS), strict=False))
"""Each page in one of the languages: what it reads from the catalogues is the same in
all, and those have every message in each (`rules/test_translations.py`).
"""


@cache
def page_of(name: str, language: str) -> Markup:
    return Markup(rendered(GALLERY[name], language))


@cache
def spoken_on(name: str, language: str) -> set[str]:
    return spoken(page_of(name, language))


def spoken(page: Markup) -> set[str]:
    """Every text between tags, or in an attribute that screen readers read."""
    texts = [text for tag in ("title", "body") for text in page.all(tag)[0].texts]
    for element in page.elements:
        texts += [element.attributes.get(name, "") for name in _SPOKEN]
    pieces = {part.strip("():. \n") for text in texts for part in text.split("·")}
    return {" ".join(one.split()) for one in pieces if re.search(r"[^\W\d_]", one)}


@cache
def the_same(language: str) -> set[str]:
    """Words that the language shares with English: `Web Console`, `Code`."""
    return {source for source, text in pairs(language) if source == text}


def mail(kind: MailKind, language: str) -> Words:
    moment = _MOMENT.get(language, "")
    return render(kind, language, {**_CONTEXT, "moment": moment})


def test_page_has_no_english_text() -> None:
    english = {
        name: spoken_on(name, language)
        & spoken_on(name, "en") - the_same(language) - _FILLED_IN
        for name, language in _SPOKEN_IN.items()
    }

    assert {name: texts for name, texts in english.items() if texts} == {}


def test_page_has_its_heading_in_the_language() -> None:
    for name, language in _SPOKEN_IN.items():
        english = page_of(name, "en").heading

        heading = page_of(name, language).heading

        assert (NAME in heading) is (NAME in english), name
        same = english in the_same(language) | _FILLED_IN
        assert same or heading != english, (name, language)


def test_no_line_of_a_page_ends_at_the_hyphen_of_e_mail() -> None:
    breaks = re.compile(r"\be-mail", re.IGNORECASE)

    broken = [
        text
        for each in _SPOKEN_IN.items()
        for text, tags in page_of(*each).texts
        if breaks.search(text) and not tags & {"option", "title"}
    ]

    assert broken == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("kind", MailKind)
def test_mail_has_no_english_text(kind: MailKind, language: str) -> None:
    words, english = mail(kind, language), mail(kind, "en")

    assert words.subject != english.subject
    lines = {*words.text.splitlines()} & {*english.text.splitlines()}
    assert {line for line in lines if "://" not in line} <= {"", "012345"}
    both = spoken(Markup(words.html)) & spoken(Markup(english.html))
    assert {text for text in both if "://" not in text} == {"Acme", "Max"}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_M1_code_stands_alone_after_its_name_in_every_language(language: str) -> None:
    lines = mail(MailKind.email_verification, language).text.splitlines()

    where = lines.index("012345")
    assert re.search(r"c[oó]d", lines[where - 2])
    assert lines[where - 1] == lines[where + 1] == ""


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("part", ["text", "html"])
def test_M1_each_part_is_complete_in_every_language(part: str, language: str) -> None:
    words = mail(MailKind.email_verification, language)

    text = " ".join({"text": words.text, "html": words.html}[part].split())

    lifetime = i18n.format_duration(timedelta(minutes=10), language)
    assert lifetime in text
    assert "Web Console" in text
    assert "Acme" in text
