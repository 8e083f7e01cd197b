"""Mails in a real Chromium: they fit, they are legible, and docs have a picture of
each.
"""

import re

import pytest
from playwright.async_api import Browser

from accessibility import WCAG, accessibility_violations
from browser import with_long_timeout
from doorstep import i18n
from doorstep.mail.message import MailKind
from mail_pictures import FOLDER, SCHEMES, WIDTHS, file_of, html, pictured

_MAX_BYTES = 40_000
_LONG = "Donaudampfschifffahrtsgesellschaftskapitän & Söhne"
_UNBROKEN = "W" * 100


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_every_mail_fits_a_phone_of_320_pixels(
    language: str, browser: Browser
) -> None:
    page = with_long_timeout(
        await browser.new_page(viewport={"width": 320, "height": 600})
    )
    widths = {}
    for kind in MailKind:
        for name in (_LONG, _UNBROKEN):
            await page.set_content(html(kind, language, account=name, member=name))
            widths[kind, name] = await page.evaluate("document.body.scrollWidth")
    await page.close()

    assert set(widths.values()) == {320}


@pytest.mark.parametrize(
    ("kind", "colour"),
    [
        *((kind, "") for kind in MailKind),
        (MailKind.email_verification, "#ffd400"),
        (MailKind.email_verification, "#000000"),
    ],
)
async def test_X1_every_mail_is_legible_in_light_and_dark(
    kind: MailKind, colour: str, browser: Browser
) -> None:
    page = with_long_timeout(await browser.new_page())
    await page.set_content(html(kind, colour=colour))
    found = await accessibility_violations(page, WCAG)
    await page.close()

    assert found == []


async def test_M1_code_is_the_largest_thing_in_its_mail(browser: Browser) -> None:
    page = with_long_timeout(
        await browser.new_page(viewport={"width": 320, "height": 600})
    )
    await page.set_content(html(MailKind.email_verification))

    sizes = await page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("p, h1, td")].map(
            each => [each.innerText.trim(), parseFloat(getComputedStyle(each).fontSize)]
        ))"""
    )

    await page.close()
    largest = max(sizes, key=lambda text: float(sizes[text]))
    assert largest == "012345"


def test_docs_have_a_picture_of_each_mail() -> None:
    page = (FOLDER.parent.parent / "mail.md").read_text()

    taken = {
        file_of(name, scheme, width)
        for name in pictured()
        for scheme in SCHEMES
        for width in WIDTHS
    }

    shown = {FOLDER / name for name in re.findall(r"\(pictures/mail/(.*?)\)", page)}
    assert shown == taken == {*FOLDER.iterdir()}
    assert [file for file in taken if file.stat().st_size > _MAX_BYTES] == []
