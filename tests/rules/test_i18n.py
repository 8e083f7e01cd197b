"""Languages: how one is selected, and how moments and durations are formatted."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from doorstep import i18n

NOON = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Continue"
msgstr "Weiter"

msgid "Back"
msgstr ""

msgid "%(num)d code"
msgid_plural "%(num)d codes"
msgstr[0] "%(num)d Code"
msgstr[1] "%(num)d Codes"
"""


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small catalogue, in place of the real one."""
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "doorstep.po").write_text(CATALOGUE)
    monkeypatch.setattr(i18n, "_CATALOGUES", tmp_path)
    monkeypatch.setattr(i18n, "_catalogue", i18n._catalogue.__wrapped__)


def test_there_are_seven_languages() -> None:
    assert set(i18n.LANGUAGES) == {"en", "fr", "it", "de", "es", "pt", "nl"}


@pytest.mark.usefixtures("german")
def test_words_come_from_the_catalogue_of_their_language() -> None:
    words = i18n.translator("de")

    assert words.gettext("Continue") == "Weiter"
    assert words.ngettext("%(num)d code", "%(num)d codes", 2) == "%(num)d Codes"


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("language", "word"),
    [("de", "Back"), ("fr", "Continue"), ("en", "Continue"), ("../de", "Continue")],
)
def test_untranslated_texts_are_english(language: str, word: str) -> None:
    words = i18n.translator(language)

    assert words.gettext(word) == word
    assert words.ngettext("one", "many", 2) == "many"


@pytest.mark.parametrize(
    ("header", "picked"),
    [
        (None, "it"),
        ("", "it"),
        ("de", "de"),
        ("DE", "de"),
        ("de-AT,en;q=0.5", "de"),
        ("pt-BR, pt;q=0.9", "pt"),
        ("en;q=0.1, fr;q=0.3", "fr"),
        ("ja, nl;q=0.2", "nl"),
        ("de;q=0, es;q=0.1", "es"),
        ("de;q=nan, es;q=0.1", "es"),
        ("*", "it"),
        ("ja", "it"),
        (";;,=,\r\n,de de", "it"),
        ("x-" * 10_000, "it"),
        ("ja," * 10_000 + "de", "it"),
    ],
)
def test_the_header_selects_the_preferred_language(
    header: str | None, picked: str
) -> None:
    assert i18n.pick(header, "it") == picked


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "March 5, 2026, 12:00 UTC"),
        ("de", "5. März 2026, 12:00 UTC"),
        ("fr", "5 mars 2026, 12:00 UTC"),
    ],
)
def test_a_moment_is_shown_in_utc_whatever_its_zone(language: str, text: str) -> None:
    elsewhere = NOON.astimezone(timezone(timedelta(hours=13)))

    assert i18n.format_moment(elsewhere, language) == text
    assert text.startswith(i18n.date(elsewhere, language))


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (90, "90 seconds"),
        (600, "10 minutes"),
        (3000, "50 minutes"),
        (3600, "1 hour"),
        (5400, "90 minutes"),
        (86400, "24 hours"),
    ],
)
def test_a_duration_is_shown_in_whole_units(seconds: int, text: str) -> None:
    assert i18n.format_duration(timedelta(seconds=seconds), "en") == text


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_language_has_durations(language: str) -> None:
    texts = {
        i18n.format_duration(timedelta(hours=2), language),
        i18n.from_now(NOON + timedelta(hours=2), NOON, language),
        i18n.from_now(NOON - timedelta(hours=2), NOON, language),
    }

    assert len(texts) == 3
    assert all("2" in text and "duration" not in text for text in texts)
