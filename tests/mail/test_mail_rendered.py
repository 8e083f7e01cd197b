"""Mails in a real Chromium: they fit, they are legible, and docs have a picture of
each.
"""

import re
from html import escape

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
_WIDTHS = """() => Object.fromEntries(
    [...document.querySelectorAll("iframe")].map(
        frame => [frame.title, frame.contentDocument.body.scrollWidth]
    )
)"""
_HARDEST = ("#ffd400", "#000000")


@pytest.mark.parametrize("name", [_LONG, _UNBROKEN])
async def test_every_mail_fits_a_phone_of_320_pixels(
    name: str, browser: Browser
) -> None:
    page = with_long_timeout(await browser.new_page())
    mails = {
        f"{kind} {language}": html(kind, language, account=name, member=name)
        for kind in MailKind
        for language in i18n.LANGUAGES
    }

    await page.set_content("".join(map(_window, mails, mails.values())))
    widths = await page.evaluate(_WIDTHS)

    await page.close()
    assert widths == dict.fromkeys(mails, 320)


def _window(title: str, mail: str) -> str:
    """As tall as any mail: a scroll bar would reduce the width."""
    return f"""
        <iframe title="{title}" width="320" height="3000" style="border: 0"
            srcdoc="{escape(mail)}"></iframe>
    """


async def test_X1_every_mail_is_legible_in_light_and_dark(browser: Browser) -> None:
    page = with_long_timeout(await browser.new_page())
    mails = [(kind, "") for kind in MailKind]
    mails += [(MailKind.email_verification, colour) for colour in _HARDEST]
    found = {}
    for kind, colour in mails:
        await page.set_content(html(kind, colour=colour))
        found[kind, colour] = await accessibility_violations(page, WCAG)
    await page.close()

    assert [each for each in found.items() if each[1]] == []


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
