"""Pages in an account's colour are legible, as a real Chromium draws them."""

from dataclasses import replace

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser

from api.pages.frame.theme import sheet
from browser import with_long_timeout
from page_gallery import GALLERY
from page_states import State, account, styled

_CONTRAST = {"runOnly": ["color-contrast"]}
_PAGES = ("web console", "members", "set-up required", "setup code")


@pytest.mark.parametrize("colour", ["#ffd400", "#000000"])
async def test_X1_pages_are_legible_in_the_hardest_colours(
    colour: str, browser: Browser
) -> None:
    page = with_long_timeout(await browser.new_page(reduced_motion="reduce"))
    for name in _PAGES:
        await page.set_content(_page(GALLERY[name], colour))
        for scheme in ("light", "dark"):
            await page.emulate_media(color_scheme=scheme)
            found = await Axe().run(page, options=_CONTRAST)
            assert found.violations_count == 0, found.generate_report()
    await page.close()


async def test_button_is_filled_with_the_colour_itself(browser: Browser) -> None:
    page = with_long_timeout(await browser.new_page(reduced_motion="reduce"))
    await page.set_content(_page(GALLERY["set-up required"], "#ffd400"))

    filled = await page.locator("button.primary").evaluate(
        "button => getComputedStyle(button).backgroundColor"
    )

    await page.close()
    assert filled == "rgb(255, 212, 0)"


def _page(state: State, colour: str) -> str:
    shown = {**state.shown, "account": account(colour=colour)}
    return styled(replace(state, shown=shown), more=sheet(colour))
