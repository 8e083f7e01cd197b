"""What a page puts first, and how large, by pointer and width."""

import io
import re
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.async_api import Browser

from api.edge import bodies
from browser import with_long_timeout
from doorstep import i18n
from page_gallery import GALLERY
from page_states import styled

_COMPUTER = {"viewport": {"width": 1280, "height": 900}}
_NARROW = {"viewport": {"width": 320, "height": 900}}
_PHONE = {
    "viewport": {"width": 390, "height": 800},
    "has_touch": True,
    "is_mobile": True,
}
_QR_CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_BOTTOMS = """() => [...document.querySelectorAll(".filter > *")]
    .map(field => field.getBoundingClientRect().bottom)"""
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


@pytest.mark.parametrize("state", ["connect", "connect another device"])
@pytest.mark.parametrize("width", [320, 390, 1280])
async def test_N2_qr_code_has_four_pixels_a_module_and_fits_the_window(
    width: int, state: str, browser: Browser
) -> None:
    """The second is that of the longest names that are not shortened any more."""
    page = with_long_timeout(
        await browser.new_page(viewport={"width": width, "height": 900})
    )
    await page.set_content(styled(GALLERY[state], "en"))
    offered = GALLERY[state].shown["authenticator"]
    assert isinstance(offered, bodies.Authenticator)
    (modules,) = map(int, re.findall(r'viewBox="0 0 (\d+) ', offered.qr_svg))

    box = await page.locator(".qr").bounding_box()
    assert box
    picture = Image.open(io.BytesIO(await page.screenshot(full_page=True)))
    (code,) = zxingcpp.read_barcodes(picture, formats=_QR_CODES)

    assert box["width"] / modules >= 4
    assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    assert code.text == offered.otpauth_uri
    await page.close()


async def test_filter_of_the_audit_trail_is_one_line_of_a_wide_window(
    browser: Browser,
) -> None:
    page = with_long_timeout(
        await browser.new_page(viewport={"width": 1280, "height": 900})
    )

    for language in i18n.LANGUAGES:
        await page.set_content(styled(GALLERY["audit trail"], language))
        bottoms = await page.evaluate(_BOTTOMS)

        assert len(bottoms) == 5
        assert max(bottoms) - min(bottoms) < 1
    await page.close()
