"""Pages in an account's colour are legible, as a real Chromium draws them."""

from dataclasses import replace

import pytest
from playwright.async_api import Browser

from accessibility import CONTRAST, accessibility_violations
from api.pages.frame.theme import sheet
from browser import with_long_timeout
from page_gallery import GALLERY
from page_states import State, account, styled

_PAGES = ("web console", "members", "setup required", "setup code")


@pytest.mark.parametrize("colour", ["#ffd400", "#000000"])
async def test_X1_pages_are_legible_in_the_hardest_colours(
    colour: str, browser: Browser
) -> None:
    page = with_long_timeout(await browser.new_page())
    found = {}
    for name in _PAGES:
        await page.set_content(_page(GALLERY[name], colour))
        found[name] = await accessibility_violations(page, CONTRAST)
    await page.close()

    assert found == {name: [] for name in _PAGES}


async def test_button_is_filled_with_the_colour_itself(browser: Browser) -> None:
    page = with_long_timeout(await browser.new_page(reduced_motion="reduce"))
    await page.set_content(_page(GALLERY["setup required"], "#ffd400"))

    filled = await page.locator("button.primary").evaluate(
        "button => getComputedStyle(button).backgroundColor"
    )

    await page.close()
    assert filled == "rgb(255, 212, 0)"


def _page(state: State, colour: str) -> str:
    shown = {**state.shown, "account": account(colour=colour)}
    return styled(replace(state, shown=shown), more=sheet(colour))
