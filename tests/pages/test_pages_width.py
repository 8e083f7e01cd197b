"""The longest texts on the narrowest phone: nothing overflows."""

from html import escape

import markupsafe
import pytest
from playwright.async_api import Browser

from browser import with_long_timeout
from page_gallery import GALLERY
from page_states import NAME, State, styled

_WIDTHS = """() => Object.fromEntries(
    [...document.querySelectorAll("iframe")].map(
        frame => [frame.title, frame.contentDocument.scrollingElement.scrollWidth]
    )
)"""
_BEYOND_THEIR_CARDS = """() =>
    [...document.querySelectorAll("iframe")].flatMap(frame => {
        const cards = frame.contentDocument.querySelectorAll(".roster tbody tr");
        return [...cards].flatMap(card => {
            const inside = parseFloat(getComputedStyle(card).paddingRight);
            const edge = card.getBoundingClientRect().right - inside;
            return [...card.querySelectorAll("*")]
                .filter(each => each.getBoundingClientRect().right > edge + 1)
                .map(each => `${frame.title}: ${each.innerText}`);
        });
    })
"""
_LONG_DATES = {"5. März 2026": "28. September 2026", "5 mars": "28 septembre"}
_LONG = {NAME: "W" * 100, "Acme & Sons": "M" * 100, "jo@acme": f"{'w' * 60}@{'m' * 60}"}


@pytest.mark.parametrize(
    ("language", "names"), [("fr", {}), ("de", _LONG)], ids=["", "long names"]
)
async def test_every_page_fits_a_window_of_320_pixels(
    language: str, names: dict[str, str], browser: Browser
) -> None:
    page = with_long_timeout(await browser.new_page())
    windows = [_window(name, state, language, names) for name, state in GALLERY.items()]

    await page.set_content("".join(windows))
    widths = await page.evaluate(_WIDTHS)
    beyond = await page.evaluate(_BEYOND_THEIR_CARDS)

    await page.close()
    assert widths == dict.fromkeys(GALLERY, 320)
    assert beyond == []


def _window(name: str, state: State, language: str, names: dict[str, str]) -> str:
    """As tall as any page: a scroll bar would reduce the width."""
    html = styled(state, language)
    for usual, long in {**_LONG_DATES, **names}.items():
        html = html.replace(str(markupsafe.escape(usual)), long)
    return f"""
        <iframe title="{name}" width="320" height="9000" style="border: 0"
            srcdoc="{escape(html)}"></iframe>
    """
