"""The texts of pages and flashes, looked up where the product has them."""

import re
from dataclasses import replace
from html import unescape

from api.pages.frame.flash import Flash
from markup import Markup
from page_gallery import GALLERY
from page_states import NOW, rendered

_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
_IN_A_LINE = re.compile(r"</?(?:time|strong|bdi|span|b|em|code)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_TIME = re.compile(r"<time\b.*", re.DOTALL)


def lines_of(name: str, language: str = "en") -> list[str]:
    """What a page of the gallery has to read, without its frame."""
    (main,) = _MAIN.findall(rendered(GALLERY[name], language))
    parts = _TAG.split(_IN_A_LINE.sub("", main))
    lines = (" ".join(unescape(part).split()) for part in parts)
    return [line for line in lines if line]


def heading_of(name: str, language: str = "en") -> str:
    return Markup(rendered(GALLERY[name], language)).heading


def flash_text(
    slug: str, act: str = "act", left: int | None = None, language: str = "en"
) -> str:
    """The text of a flash, or its beginning where a time follows."""
    flash = Flash(act, slug, left, NOW)
    state = GALLERY["too many codes"]
    shown = replace(state, shown={**state.shown, "flash": flash})
    page = _TIME.sub("</p>", rendered(shown, language))
    (text,) = re.findall(r'role="(?:alert|status)">(.*?)</p>', page, re.DOTALL)
    return " ".join(unescape(text).split())
