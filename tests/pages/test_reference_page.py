"""`/docs`: the reference of the HTTP API."""

from playwright.async_api import Browser

from accessibility import accessibility_violations
from api.pages.reference import shown
from browser import with_long_timeout
from page_states import State, styled
from service import EmptyService, Service


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
    assert "Successful Response" not in page


async def test_X1_the_reference_is_accessible_and_fits_a_phone(
    shared_service: EmptyService, browser: Browser
) -> None:
    state = State("reference.html", shown(shared_service.document()))
    page = with_long_timeout(await browser.new_page())
    await page.set_viewport_size({"width": 320, "height": 640})
    await page.set_content(styled(state))
    wide = await page.evaluate("document.documentElement.scrollWidth")
    violations = await accessibility_violations(page)
    await page.close()

    assert wide == 320
    assert violations == []
