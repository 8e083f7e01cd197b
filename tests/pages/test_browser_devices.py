"""What a page puts first, by pointer and width."""

from typing import Any

import pytest
from playwright.async_api import Browser

from browser import with_long_timeout
from page_gallery import GALLERY
from page_states import styled

_COMPUTER = {"viewport": {"width": 1280, "height": 900}}
_NARROW = {"viewport": {"width": 320, "height": 900}}
_PHONE = {
    "viewport": {"width": 390, "height": 800},
    "has_touch": True,
    "is_mobile": True,
}
_ORDER = """() => [...document.querySelectorAll(".qr, .connect a, .connect button")]
    .filter(element => element.checkVisibility())
    .map(element => element.className.includes("qr") ? "QR code" : element.innerText)"""


@pytest.mark.parametrize(
    ("device", "first", "then"),
    [
        (_COMPUTER, "QR code", "Open in an app on this device"),
        (_NARROW, "QR code", "Open in an app on this device"),
        (_PHONE, "Open in an app on this device", "QR code"),
    ],
)
async def test_phone_is_offered_the_app_first_and_a_computer_the_qr_code(
    device: dict[str, Any], first: str, then: str, browser: Browser
) -> None:
    context = await browser.new_context(**device)
    page = with_long_timeout(await context.new_page())

    await page.set_content(styled(GALLERY["connect another device"], "en"))
    order = await page.evaluate(_ORDER)
    warnings = page.get_by_text("the app may overwrite it").filter(visible=True)

    assert [order[0], order[-1]] == [first, then]
    assert await warnings.count() == 1
    await context.close()
