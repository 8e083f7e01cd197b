"""`make pictures`: every state of every page, at three widths, in light and in dark."""

import asyncio
import io
import re
from html import escape
from pathlib import Path
from typing import Literal

import markupsafe
from PIL import Image
from playwright.async_api import Browser, Page

from browser import chromium, with_long_timeout
from page_gallery import GALLERY
from page_states import NAME, State, styled

WIDTHS = (320, 768, 1280)
_GALLERY = Path(__file__).parent.parent.parent / "docs" / "pictures" / "pages"
_AS_TALL_AS_THEY_ARE = """() => {
    for (const frame of document.querySelectorAll("iframe")) {
        const page = frame.contentDocument.documentElement;
        while (page.scrollHeight > frame.clientHeight) frame.height = page.scrollHeight;
    }
}"""
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


async def main() -> None:
    _GALLERY.mkdir(exist_ok=True)
    for old in _GALLERY.glob("*.png"):
        old.unlink()
    async with chromium() as browser:
        for scheme in _SCHEMES:
            await _take_all(browser, scheme)


async def _take_all(browser: Browser, scheme: Literal["light", "dark"]) -> None:
    page = with_long_timeout(
        await browser.new_page(
            viewport={"width": sum(WIDTHS) + 16 * (len(WIDTHS) + 1), "height": 800},
            color_scheme=scheme,
        )
    )
    for name, state in GALLERY.items():
        slug = re.sub(r"\W+", "-", name)
        await _take(page, state, _GALLERY / f"{slug}-{scheme}.png")
    await page.close()


async def _take(page: Page, state: State, path: Path) -> None:
    """With few colours, which these pages have: the pictures stay small."""
    await page.set_content(_sheet(state))
    await page.evaluate(_AS_TALL_AS_THEY_ARE)
    picture = Image.open(io.BytesIO(await page.screenshot(full_page=True)))
    picture.convert("RGB").quantize(256).save(path, optimize=True)


def _sheet(state: State) -> str:
    html = styled(state).replace(str(markupsafe.escape(NAME)), "Jo Bennett")
    frames = "".join(
        f'<iframe sandbox="allow-same-origin" width="{width}" height="640" '
        f'srcdoc="{escape(html)}"></iframe>'
        for width in WIDTHS
    )
    return f"""
        <style>
            body {{ margin: 16px; display: flex; gap: 16px; align-items: start;
                background: #8a8a8a; }}
            iframe {{ border: 0; }}
        </style>{frames}"""


if __name__ == "__main__":
    asyncio.run(main())
