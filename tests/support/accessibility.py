"""What axe finds on a page, in light and in dark."""

from typing import Literal

from axe_playwright_python.async_playwright import Axe
from axe_playwright_python.base import AxeResults
from playwright.async_api import Page

CONTRAST = ("color-contrast",)
"""The one rule that depends on colours: what dark pages are checked against."""
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
BEST_PRACTICE = (*WCAG, "best-practice")
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


async def accessibility_violations(
    page: Page, rules: tuple[str, ...] = BEST_PRACTICE
) -> list[str]:
    """A report for each colour scheme that violates a rule, or one of a tag."""
    reports = []
    for scheme in _SCHEMES:
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = await _run_axe(page, CONTRAST if scheme == "dark" else rules)
        if found.violations_count:
            reports.append(f"{scheme}: {found.generate_report()}")
    return reports


async def _run_axe(page: Page, rules: tuple[str, ...]) -> AxeResults:
    """The script is evaluated once a window: it is half a megabyte. Pages have no media
    and no foreign styles that axe would have to fetch before.
    """
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(Axe().axe_script)
    options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
    return AxeResults(await page.evaluate("options => axe.run(options)", options))
