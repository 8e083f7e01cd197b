"""The cost of a page with a cold cache, from the browser's performance entries."""

from dataclasses import dataclass

from playwright.async_api import Page

from waiting import until

_PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"
_COST = """() => {
    const loaded = [
        ...performance.getEntriesByType("navigation"),
        ...performance.getEntriesByType("resource"),
    ];
    const scripts = [...document.scripts].filter(
        script => !(script.defer || script.async || script.type === "module")
    );
    const waited_for = loaded.filter(
        each => each.initiatorType === "script"
            && each.renderBlockingStatus === "blocking"
    );
    return {
        bytes: loaded.reduce((sum, each) => sum + each.transferSize, 0),
        blocking: scripts.length + waited_for.length,
        paint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    };
}"""


@dataclass(frozen=True)
class PageCost:
    """`bytes` transferred, `blocking` scripts, first `paint` in milliseconds."""

    bytes: int
    blocking: int
    paint: float


async def disable_cache(page: Page) -> None:
    """Every later page is loaded in full."""
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    await session.send("Network.setCacheDisabled", {"cacheDisabled": True})


async def cost_of(page: Page) -> PageCost:
    await page.wait_for_load_state("load")
    await until(lambda: page.evaluate(_PAINTED), bool)
    cost = await page.evaluate(_COST)
    return PageCost(int(cost["bytes"]), int(cost["blocking"]), float(cost["paint"]))
