"""The templates of pages, in one language: their texts, filters and globals."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from api.edge.problems import FieldError
from api.pages.frame.theme import theme_address
from api.texts.events import browser_words, stage_words
from api.texts.field_errors import field_error
from doorstep import i18n
from doorstep.rules.characters import harmless, isolated
from doorstep.rules.people import Language
from doorstep.rules.user_agents import Browser

_FOLDER = Path(__file__).parent.parent.parent / "templates"
_E_MAIL = re.compile(r"\b(e)-(mail)", re.IGNORECASE)


def unbroken(text: str) -> str:
    """The text with a hyphen in “e-mail” at which no line ends (U+2011)."""
    return _E_MAIL.sub("\\1\u2011\\2", text)


def environment_of(language: Language, asset: Callable[[str], str]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    words = i18n.translator(language)
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # of i18n
        lambda text: unbroken(words.gettext(text)),
        lambda one, many, count: unbroken(words.ngettext(one, many, count)),
        newstyle=True,
    )
    environment.globals.update(
        asset=asset,
        look=theme_address,
        language=language.value,
        languages=i18n.OWN_NAMES,
        waiting={},  # hidden fields that the language menu sends to the page again
    )
    environment.filters.update(
        seconds=_seconds, ago=_ago, from_now=_from_now, date=_date, second=_second
    )
    environment.filters.update(
        bdi=isolated, harmless=harmless, plain=_without_tags, unbroken=unbroken
    )
    environment.filters["stage"] = partial(_stage, language=language)
    environment.filters["field_error"] = partial(_field_error, language=language)
    environment.filters["browser"] = partial(_browser, language=language)
    return environment


def _stage(stage: str, language: str) -> str:
    return unbroken(stage_words(stage, language))


def _field_error(error: FieldError, language: str) -> str:
    return field_error(error.kind, error.context, language)


def _browser(user_agent: str, language: str) -> str:
    """Its name in words; empty for one that is not known."""
    return browser_words(Browser.named_by(user_agent), language)


def _without_tags(html: Markup) -> Markup:
    """For a place that has text only, such as the title of a window."""
    return escape(html.striptags())


@pass_context
def _seconds(context: Context, moment: datetime) -> int:
    """Whole seconds from now; 0 where it is past."""
    return max(0, -int((_now(context) - moment).total_seconds() // 1))


@pass_context
def _ago(context: Context, moment: datetime) -> int:
    """Whole seconds since then."""
    return int((_now(context) - moment).total_seconds())


@pass_context
def _from_now(context: Context, moment: datetime) -> str:
    return i18n.from_now(moment, _now(context), context["language"])


@pass_context
def _date(context: Context, moment: datetime) -> str:
    return i18n.date(moment, context["language"])


@pass_context
def _second(context: Context, moment: datetime) -> str:
    return i18n.format_second(moment, context["language"])


def _now(context: Context) -> datetime:
    return cast("datetime", context["now"])
