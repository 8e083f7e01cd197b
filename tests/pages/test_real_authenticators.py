"""QR codes, URIs and codes, read by independent programs."""

import re
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
import zxingcpp
from PIL import Image, ImageFilter
from playwright.async_api import Browser, Page

from api.actions.authenticators import described
from api.edge import bodies
from authenticator import code_at
from authenticator_apps import KeePassXC, oathtool_shows, zbar_reads
from browser import with_long_timeout
from doorstep.rules import totp

_AT = datetime(2026, 3, 5, 14, 3, 7, tzinfo=UTC)
_NAMES = {
    "plain": ("Acme", "jo@acme.test"),
    "spaces and plus": ("Acme  and Sons", "jo+phone two@acme.test"),
    "signs of a URI": ("Acme & Co #1 / 100%?", "a&b=c#d%20@acme.test"),
    "colons and quotes": ("Acme: \"North\" 'n' South", "o'hara:2@acme.test"),
    "accents": ("Café Œuvre Übermäßig", "zoë.žižek@acme.test"),
    "emoji": ("🚪 Doors & 👩‍🔧 Locks", "🔐@acme.test"),
    "right to left": ("شركة الأبواب", "יעל@acme.test"),
    "east": ("株式会社ドア", "門@acme.test"),
    "very long": ("長" * 100, f"{'long.' * 48}@acme.test"),
}
_AS_A_URL = """uri => {
    const url = new URL(uri);
    const label = decodeURIComponent(url.pathname.replace(/^.*\\//, ""));
    return [label, url.searchParams.get("issuer"), url.searchParams.get("secret")];
}"""


def _offered(
    name: str, secret: bytes = b"12345678901234567890"
) -> bodies.Authenticator:
    account, address = _NAMES[name]
    return described(secret, totp.label_part(account), totp.label_part(address))


@pytest.fixture(scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A window of a low-density screen."""
    context = with_long_timeout(await browser.new_context(device_scale_factor=1))
    yield await context.new_page()
    await context.close()


@pytest.mark.parametrize("name", _NAMES)
async def test_N2_readers_see_through_a_blur_what_chromium_draws(
    name: str, page: Page, tmp_path: Path
) -> None:
    """In the size of the page; blurred as by a camera slightly out of focus."""
    offered, picture = _offered(name), tmp_path / "qr.png"

    await page.set_content(f"<p>{offered.qr_svg}</p>")
    await page.locator("p").screenshot(path=picture)

    for pixels in (0, 0.8, 1.2):
        blurred = Image.open(picture).filter(ImageFilter.GaussianBlur(pixels))
        blurred.save(tmp_path / "blurred.png")
        assert zbar_reads(tmp_path / "blurred.png") == [offered.otpauth_uri]
        (code,) = zxingcpp.read_barcodes(blurred)
        assert code.text == offered.otpauth_uri


@pytest.mark.parametrize("name", _NAMES)
def test_module_of_a_qr_code_has_five_whole_pixels_at_least(name: str) -> None:
    svg = _offered(name).qr_svg

    (modules,) = map(int, re.findall(r'viewBox="0 0 (\d+) \1"', svg))
    (pixels,) = map(int, re.findall(r'width="(\d+)" height="\1"', svg))

    assert pixels % modules == 0
    assert pixels >= max(208, 5 * modules)
    assert pixels <= 365


@pytest.mark.parametrize("name", _NAMES)
async def test_N2_every_name_is_readable(name: str, page: Page) -> None:
    """Parsed by the browser's URL parser, and by pyotp."""
    offered = _offered(name)

    label, issuer, secret = await page.evaluate(_AS_A_URL, offered.otpauth_uri)

    assert label == f"{offered.issuer}:{offered.account_name}"
    assert issuer == offered.issuer
    assert secret == offered.secret
    compared = pyotp.parse_uri(offered.otpauth_uri)
    assert (compared.issuer, compared.name) == (offered.issuer, offered.account_name)
    for shown, meant in zip((issuer, offered.account_name), _NAMES[name], strict=True):
        readable = " ".join(meant.replace(":", " ").split())
        assert shown == readable or readable.startswith(shown.removesuffix("…"))


@pytest.mark.parametrize("name", [name for name in _NAMES if name != "very long"])
def test_N2_only_a_very_long_name_is_shortened(name: str) -> None:
    offered = _offered(name)

    assert "…" not in offered.issuer + offered.account_name


def test_V1_oathtool_shows_the_codes_that_the_service_accepts() -> None:
    secret = totp.new_secret()
    offered = _offered("plain", secret)

    shown = oathtool_shows(offered.secret, _AT, codes=50)

    moments = [_AT + number * totp.STEP for number in range(50)]
    steps = [
        totp.matching_step(secret, code, at)
        for code, at in zip(shown, moments, strict=True)
    ]
    assert [step is not None for step in steps] == [True] * 50
    assert shown == [pyotp.TOTP(offered.secret).at(at) for at in moments]


@pytest.mark.skipif(
    shutil.which("keepassxc-cli") is None, reason="KeePassXC is not installed"
)
def test_N2_keepassxc_shows_the_codes_that_the_service_accepts(tmp_path: Path) -> None:
    """For the whole URI, whatever the names in it."""
    names = ("signs of a URI", "emoji", "right to left")
    offers = [_offered(name, totp.new_secret()) for name in names]
    vault = KeePassXC(tmp_path, [offer.otpauth_uri for offer in offers])

    before = datetime.now(UTC)
    shown = [vault.shows(number) for number in range(len(offers))]
    after = datetime.now(UTC)

    for offer, code in zip(offers, shown, strict=True):
        moments = [before, before + (after - before) / 2, after, after - totp.STEP]
        assert code in {code_at(offer.secret, at) for at in moments}
    assert after - before < timedelta(minutes=1)
