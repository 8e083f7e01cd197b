"""Pictures of each kind of mail: light and dark, wide and narrow."""

import asyncio
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.async_api import Browser

from browser import chromium, with_long_timeout
from doorstep import i18n
from doorstep.mail.message import MailKind
from doorstep.mail.rendering import Words, render

FOLDER = Path(__file__).parent.parent.parent / "docs" / "pictures" / "mail"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (600, 320)
_COLOURS = 64
_MOMENT = datetime(2026, 3, 5, 14, 3, tzinfo=UTC)
_SHOWN: dict[str, str | int] = {
    "account": "Acme",
    "member": "Max",
    "application": "Web Console",
    "family": "Firefox",
    "system": "Windows",
    "code": "012345",
    "minutes": 10,
    "link": "https://doorstep.example/invitation/"
    "Wm9sYSBzYXlzIHRoYXQgdGhpcyBpcyBubyB0b2tlbi4",
}
_IN_THE_ADMIN_CENTER = {"application": "Admin Center", "actor": "Ada"}
_ACTED = {
    MailKind.requirement_off: _IN_THE_ADMIN_CENTER,
    MailKind.client_changed: {
        **_IN_THE_ADMIN_CENTER,
        "client": "Billing",
        "act": "client_secret_added",
    },
}
_OF_ITS_OWN = {"account": "Globex Versicherungen", "colour": "#7b1fa2"}
"""An account with a colour, whose language is German."""


def words(kind: MailKind, language: str = "en", **different: str) -> Words:
    moment = i18n.format_moment(_MOMENT, language)
    until = i18n.format_moment(_MOMENT + timedelta(days=7), language)
    acted = _ACTED.get(kind, {})
    return render(
        kind,
        language,
        {**_SHOWN, "moment": moment, "until": until, **acted, **different},
    )


def html(kind: MailKind, language: str = "en", **different: str) -> str:
    return words(kind, language, **different).html


def pictured() -> dict[str, str]:
    """The mails by the names of their pictures."""
    mails = {kind.value: html(kind) for kind in MailKind}
    own = html(MailKind.email_verification, "de", **_OF_ITS_OWN)
    return {**mails, "email_verification_own_look": own}


def file_of(name: str, scheme: str, width: int) -> Path:
    return FOLDER / f"{name}-{scheme}-{width}.png"


async def take_mail_pictures(browser: Browser) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    page = with_long_timeout(await browser.new_page(device_scale_factor=1))
    for name, mail in pictured().items():
        await page.set_content(mail)
        for scheme in SCHEMES:
            await page.emulate_media(color_scheme=scheme)
            for width in WIDTHS:
                await page.set_viewport_size({"width": width, "height": 200})
                taken = await page.screenshot(full_page=True)
                _keep(taken, file_of(name, scheme, width))
    await page.close()


def _keep(taken: bytes, file: Path) -> None:
    """A small palette is enough, and gives a third of the size."""
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


async def main() -> None:
    async with chromium() as browser:
        await take_mail_pictures(browser)


if __name__ == "__main__":
    asyncio.run(main())
