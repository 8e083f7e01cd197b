"""Texts, dates and durations in the languages of pages and mail.

English is the source language and has no catalogue. Catalogues are read from the `.po`
files, when a language is first needed, so that there is no compiled copy to go stale.
A text that a catalogue lacks stays English.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from math import inf
from pathlib import Path
from typing import Final, Literal, TypeAlias

from babel import negotiate_locale
from babel.dates import format_date, format_time, format_timedelta

from doorstep.rules.people import Language

LANGUAGES = tuple(language.value for language in Language)
OWN_NAMES: Final = {
    "en": "English",
    "fr": "Français",
    "it": "Italiano",
    "de": "Deutsch",
    "es": "Español",
    "pt": "Português",
    "nl": "Nederlands",
}
"""The name of each language in that language, which Unicode's CLDR would have to be
loaded in each of them for.
"""

_SOURCE = "en"
_CATALOGUES = Path(__file__).parent / "locale"
_MOST_PREFERENCES = 20
_PREFERENCE = re.compile(
    r"\s*(?P<tag>[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*"
    r"(?:;\s*[qQ]\s*=\s*(?P<weight>0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?"
)
_Unit: TypeAlias = Literal["hour", "minute", "second"]
_UNITS: tuple[tuple[int, _Unit], ...] = ((3600, "hour"), (60, "minute"), (1, "second"))


def translator(language: str) -> NullTranslations:
    """An object with `gettext` and `ngettext`; English if there is no catalogue."""
    return _catalogue(language) if language in LANGUAGES else NullTranslations()


def pick(accept_language: str | None, fallback: str) -> str:
    """The supported language that an Accept-Language header (RFC 9110) prefers."""
    found = negotiate_locale(_preferred(accept_language or ""), LANGUAGES, sep="-")
    return found.lower() if found else fallback


def date(moment: datetime, language: str) -> str:
    """The day in UTC: `5 mars 2026`."""
    return format_date(moment.astimezone(UTC), format="long", locale=language)


def format_moment(moment: datetime, language: str) -> str:
    """Day and time to the minute: `5 mars 2026, 14:03 UTC`."""
    time = format_time(moment, "HH:mm", tzinfo=UTC, locale=language)
    return f"{date(moment, language)}, {time} UTC"


def format_second(moment: datetime, language: str) -> str:
    """Day and time to the second: `5 mars 2026, 14:03:07 UTC`."""
    time = format_time(moment, "HH:mm:ss", tzinfo=UTC, locale=language)
    return f"{date(moment, language)}, {time} UTC"


def format_duration(duration: timedelta, language: str) -> str:
    """A duration in the largest unit that needs no fraction: `90 minutes`."""
    seconds = int(duration.total_seconds())
    unit = next(
        name for size, name in _UNITS if size <= max(seconds, 1) and seconds % size == 0
    )
    return format_timedelta(
        timedelta(seconds=seconds),
        granularity=unit,
        threshold=inf,  # or 50 minutes are rounded to an hour
        locale=language,
    )


def from_now(moment: datetime, now: datetime, language: str) -> str:
    """The distance in time, rounded: `in 30 seconds`, `2 days ago`."""
    return format_timedelta(moment - now, add_direction=True, locale=language)


def seconds_from_now(seconds: int, language: str) -> str:
    """`in 30 seconds`."""
    return format_timedelta(seconds, add_direction=True, locale=language)


@cache
def _catalogue(language: str) -> NullTranslations:
    file = _CATALOGUES / language / "LC_MESSAGES" / "doorstep.po"
    if language == _SOURCE or not file.exists():
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from babel.support import Translations

    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language, domain="doorstep"))
    compiled.seek(0)
    return Translations(compiled, domain="doorstep")


def _preferred(accept_language: str) -> list[str]:
    """The language tags, most preferred first; invalid ones are skipped."""
    parts = accept_language.split(",", _MOST_PREFERENCES)[:_MOST_PREFERENCES]
    found = [match for part in parts if (match := _PREFERENCE.fullmatch(part))]
    weighed = [(float(match["weight"] or 1), match["tag"]) for match in found]
    wanted = [one for one in weighed if one[0] > 0]
    return [tag for _, tag in sorted(wanted, key=lambda one: one[0], reverse=True)]
