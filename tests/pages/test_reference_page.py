"""`/docs`: the reference of the HTTP API."""

from functools import partial
from pathlib import Path

from playwright.async_api import Browser, Route, ViewportSize

from accessibility import accessibility_violations
from api.pages.reference import shown
from browser import with_long_timeout
from markup import Markup
from page_states import State, rendered, styled
from service import EmptyService, Service

_SCRIPT = Path(__file__).parents[2] / "api" / "static" / "doorstep.js"
_PHONE = ViewportSize(width=320, height=640)
_MOST_PIXELS = 8_000
_OPEN = """ids => ids.forEach(id => {
    for (let each = document.getElementById(id); each; each = each.parentElement)
        if (each.matches("details")) each.open = true;
})"""
_OPEN_ALL = """() => {
    for (const each of document.querySelectorAll("details")) each.open = true;
}"""
_IDS = "all => all.map(each => each.id).filter(Boolean)"


async def test_every_operation_and_object_of_the_document_is_shown(
    shared_service: EmptyService, service: Service
) -> None:
    document = shared_service.document()

    answer = await service.http.get("/docs")

    page = answer.text
    assert answer.status_code == 200
    for path, item in document["paths"].items():
        for method, operation in item.items():
            assert f'id="{operation["operationId"]}"' in page
            assert f"{method.upper()} {path}" in page
    for name in document["components"]["schemas"]:
        assert f'id="schema-{name}"' in page
    assert "<h2>Order of steps</h2>" in page
    links = {each.attributes.get("href", "") for each in Markup(page).all("a")}
    ids = {each.attributes.get("id") for each in Markup(page).elements}
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    assert "Successful Response" not in page


async def test_every_operation_and_parameter_is_described(
    shared_service: EmptyService,
) -> None:
    operations = [
        operation
        for item in shared_service.document()["paths"].values()
        for operation in item.values()
    ]

    for operation in operations:
        assert operation["description"], operation["operationId"]
        for parameter in operation.get("parameters", []):
            assert parameter["description"], (operation["operationId"], parameter)


async def test_X1_the_reference_is_accessible_and_fits_a_phone(
    shared_service: EmptyService, browser: Browser
) -> None:
    """Folded, it is short; what is unfolded is checked on one of each kind."""
    state = State("reference.html", shown(shared_service.document()))
    page = with_long_timeout(await browser.new_page(viewport=_PHONE))
    await page.set_content(styled(state))
    folded: int = await page.evaluate("document.documentElement.scrollHeight")
    await page.evaluate(_OPEN, ["submit_code", "list_members", "schema-Login"])
    violations = await accessibility_violations(page)
    await page.evaluate(_OPEN_ALL)
    wide = await page.evaluate("document.documentElement.scrollWidth")
    await page.close()

    assert folded < _MOST_PIXELS
    assert wide == 320
    assert violations == []


async def test_link_into_the_reference_opens_what_it_leads_to(
    shared_service: EmptyService, browser: Browser
) -> None:
    html = rendered(State("reference.html", shown(shared_service.document())))
    page = with_long_timeout(await browser.new_page())
    await page.route("**/*", partial(_answer, html))

    await page.goto("https://doorstep.test/docs#submit_code")
    named = await page.locator("details[open]").evaluate_all(_IDS)
    await page.locator("#submit_code a[href='#schema-Login']").first.click()
    await page.locator("#schema-Login[open]").wait_for()  # once the page was told
    followed = await page.locator("details[open]").evaluate_all(_IDS)
    await page.get_by_role("button", name="Open all").click()
    closed = await page.locator("details:not([open])").count()
    await page.close()

    assert named == ["submit_code"]
    assert followed == ["submit_code", "schema-Login"]
    assert closed == 0


async def _answer(html: str, route: Route) -> None:
    if "doorstep.js" in route.request.url:
        await route.fulfill(path=_SCRIPT)
    else:
        await route.fulfill(body=html, content_type="text/html")
