"""Rendering the subject, text and HTML of a mail from its templates."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from doorstep import i18n
from doorstep.rules.characters import harmless, isolated
from doorstep.rules.colours import in_light_and_dark

if TYPE_CHECKING:  # it comes with the first mail
    from jinja2 import Environment

_FOLDER = Path(__file__).parent / "templates"
_NAMES = ("account", "member", "actor", "client")
_NOT_KNOWN = dict.fromkeys(
    ("application", "family", "system", "colour", "actor", "client", "act"), ""
)
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Words:
    subject: str
    text: str
    html: str


def render(kind: str, language: str, values: Mapping[str, str | int]) -> Words:
    """Render the templates of a kind; a missing value is an error."""
    environment = _environment(language)
    known = {**_NOT_KNOWN, **values}
    light, dark = in_light_and_dark(str(known.pop("colour")) or None)
    shown = {
        **{
            name: harmless(value) if isinstance(value, str) else value
            for name, value in known.items()
        },
        "light": light,
        "dark": dark,
    }

    names = {name: isolated(str(known[name])) for name in _NAMES}

    def part(name: str, **more: str) -> str:
        return environment.get_template(f"{kind}/{name}").render(shown, **more).strip()

    subject = " ".join(part("subject.txt").split())
    text = _BLANK_LINES.sub("\n\n", part("body.txt"))
    html = part("body.html", **names, subject=subject)
    return Words(subject, f"{text}\n", f"{html}\n")


@cache
def _environment(language: str) -> "Environment":
    from jinja2 import (
        Environment,
        FileSystemLoader,
        StrictUndefined,
        select_autoescape,
    )

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    words = i18n.translator(language)
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # of i18n
        words.gettext, words.ngettext, newstyle=True
    )
    environment.globals["language"] = language
    environment.filters["minutes"] = lambda count: i18n.format_duration(
        timedelta(minutes=count), language
    )
    return environment
