"""The longest words on the narrowest phone: nothing runs out of the window."""

import pytest
from playwright.async_api import Browser

from api.pages.assets import Assets
from page_gallery import GALLERY
from page_states import rendered

_WIDTH = "document.scrollingElement.scrollWidth"


@pytest.mark.parametrize("language", ["de", "fr"])
async def test_every_page_fits_a_window_of_320_pixels(
    language: str, browser: Browser
) -> None:
    page = await browser.new_page(viewport={"width": 320, "height": 640})
    widths = {}

    for name, state in GALLERY.items():
        await page.set_content(rendered(state, language), wait_until="commit")
        await page.add_style_tag(path=f"{Assets().directory}/doorstep.css")
        widths[name] = await page.evaluate(_WIDTH)

    await page.close()
    assert {name: width for name, width in widths.items() if width > 320} == {}
