"""The longest texts on the narrowest phone: nothing overflows."""

from html import escape

import pytest
from playwright.async_api import Browser

from browser import with_long_timeout
from page_gallery import GALLERY
from page_states import State, styled

_WIDTHS = """() => Object.fromEntries(
    [...document.querySelectorAll("iframe")].map(
        frame => [frame.title, frame.contentDocument.scrollingElement.scrollWidth]
    )
)"""


@pytest.mark.parametrize("language", ["de", "fr"])
async def test_every_page_fits_a_window_of_320_pixels(
    language: str, browser: Browser
) -> None:
    page = with_long_timeout(await browser.new_page())
    windows = [_window(name, state, language) for name, state in GALLERY.items()]

    await page.set_content("".join(windows))
    widths = await page.evaluate(_WIDTHS)

    await page.close()
    assert widths == dict.fromkeys(GALLERY, 320)


def _window(name: str, state: State, language: str) -> str:
    """As tall as any page: a scroll bar would reduce the width."""
    html = styled(state, language)
    return f"""
        <iframe title="{name}" width="320" height="4000" style="border: 0"
            srcdoc="{escape(html)}"></iframe>
    """
