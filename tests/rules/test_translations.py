"""The catalogues: complete, up to date, every placeholder and tag in its place."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from api.texts.problems import ProblemKind
from catalogues import CATALOGUES, OTHERS, ROOT, catalogue, messages, pairs, translated
from doorstep import i18n
from doorstep.mail.message import MailKind
from doorstep.mail.rendering import render

VERIFICATION = "Email Verification"
NEW_DEVICE = "Set up a new mobile device"

_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?.|%")
_TAG = re.compile(r"<[^>]*>|[<>&]")
_CONTEXT: dict[str, str | int] = {
    "account": "Acme",
    "member": "Max",
    "application": "Web Console",
    "code": "012345",
    "link": "",
    "until": "",
    "minutes": 10,
    "moment": "",
}
_STRAY_SPACE = re.compile(r"  |^\s|\s$|\n")
_BREAKS = re.compile(r"[^\w.>)\u00a0…%]([:;!?»])|«(?!\u00a0)")
"""In French: a sign that may begin a line."""


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(language: str) -> None:
    missing = [source for source, text in pairs(language) if not text.strip()]

    assert missing == []
    assert len(list(messages(language))) > 200


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_fuzzy(language: str) -> None:
    assert [message.id for message in messages(language) if message.fuzzy] == []
    assert not catalogue(language).fuzzy


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_unused(language: str) -> None:
    assert [message.id for message in catalogue(language).obsolete.values()] == []


def test_catalogues_match_the_extracted_messages(tmp_path: Path) -> None:
    """Otherwise `make translations` has not been run."""
    fresh = tmp_path / "locale"
    shutil.copytree(CATALOGUES, fresh, ignore=shutil.ignore_patterns("*.pot"))

    subprocess.run(
        ["make", "--old-file=install", "translations", f"LOCALE={fresh}"],  # noqa: S607
        cwd=ROOT,
        check=True,
        capture_output=True,
    )

    for language in OTHERS:
        name = f"{language}/LC_MESSAGES/doorstep.po"
        assert (fresh / name).read_text() == (CATALOGUES / name).read_text()


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_and_tags_are_those_of_the_source(language: str) -> None:
    wrong = [
        text
        for source, text in pairs(language)
        for pattern in (_PLACEHOLDER, _TAG)
        if sorted(pattern.findall(source)) != sorted(pattern.findall(text))
    ]

    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_translations_fit_where_their_source_is_used(language: str) -> None:
    """Templates use them as markup, in attributes too, and some within a sentence."""
    unfit = [
        text
        for source, text in pairs(language)
        if '"' in text or "'" in text or _STRAY_SPACE.search(text)
        if not _STRAY_SPACE.search(source)
    ]

    assert unfit == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_sentence_ends_as_its_source_does(language: str) -> None:
    """A colon announces what follows; Spanish greets with one."""
    wrong = [
        text
        for source, text in pairs(language)
        if _mark(text) not in {_mark(source), *(":" if _mark(source) == "," else "")}
    ]

    assert wrong == []


def _mark(text: str) -> str:
    return text[-1] if text[-1] in ".:?," else ""


def test_what_german_leaves_out_keeps_its_distance() -> None:
    """Three dots for words that follow elsewhere have a space before them."""
    close = [text for _, text in pairs("de") if re.search(r"[^\u00a0]…$", text)]

    assert close == []


def test_no_line_of_french_begins_with_a_sign_of_its_own() -> None:
    broken = [text for _, text in pairs("fr") if _BREAKS.search(text)]

    assert broken == []


@pytest.mark.parametrize("language", OTHERS)
def test_plural_forms_are_as_many_as_the_language_has(language: str) -> None:
    words = catalogue(language)

    plurals = [
        one.string or () for one in messages(language) if isinstance(one.id, tuple)
    ]

    assert plurals
    assert {len(forms) for forms in plurals} == {words.num_plurals}


@pytest.mark.parametrize("language", OTHERS)
def test_pages_name_mails_and_buttons_by_their_titles(language: str) -> None:
    quoted = {
        VERIFICATION: "Open the email “Email Verification” sent to "
        "<strong>%(address)s</strong> and copy the 6-digit code.",
        NEW_DEVICE: "Phone lost or replaced? At your next sign-in, choose “Set up a "
        "new mobile device”.",
        "Continue": "You are signed in. Select Continue to open the application.",
    }

    for name, sentence in quoted.items():
        assert translated(name, language) in translated(sentence, language)


def test_no_notice_is_taken_for_an_emailed_code_in_any_language() -> None:
    verification = {translated(VERIFICATION, each).lower() for each in i18n.LANGUAGES}
    notices = [
        render(kind, language, _CONTEXT).subject.lower()
        for kind in MailKind
        if kind is not MailKind.email_verification
        for language in i18n.LANGUAGES
    ]

    assert len(verification) == len(i18n.LANGUAGES)
    assert [one for one in notices if any(each in one for each in verification)] == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("kind", ProblemKind)
def test_a_problem_is_shown_in_the_language(kind: ProblemKind, language: str) -> None:
    texts, in_english = kind.texts(language), kind.texts("en")

    assert all(texts)
    assert not {*texts} & {*in_english}
