"""The language of pages: chosen on one, else the member's, else the browser's."""

import pytest

from service import Service
from visitor import Visitor


async def test_chosen_language_stays_on_the_page_and_on_every_other(
    service: Service,
) -> None:
    visitor = Visitor(service.http)
    await visitor.open("/sign-in?application=admin_center")

    await visitor.send("/language", language="fr")
    address = str(visitor.answer.url) if visitor.answer else ""
    signing_in = visitor.page
    inside = await visitor.sign_in()

    assert address.endswith("/sign-in?application=admin_center")
    assert signing_in.all("html")[0].attributes["lang"] == "fr"
    assert inside.all("html")[0].attributes["lang"] == "fr"  # Max's own is English


async def test_without_a_choice_browser_then_member_decide(service: Service) -> None:
    visitor = Visitor(service.http)
    service.http.headers["Accept-Language"] = "it-CH, de;q=0.5"

    before = await visitor.open("/sign-in")
    inside = await visitor.sign_in()

    assert before.all("html")[0].attributes["lang"] == "it"
    assert inside.all("html")[0].attributes["lang"] == "en"


@pytest.mark.parametrize(
    "page",
    ["https://evil.test/", "//evil.test/", "/\\evil.test", "", "/\r\nSet-Cookie: a=b"],
)
async def test_A4_choosing_a_language_redirects_to_our_pages_only(
    page: str, service: Service
) -> None:
    visitor = Visitor(service.http)
    await visitor.open("/sign-in")
    fields = {**visitor.page.form("/language").hidden, "page": page, "language": "es"}

    answer = await visitor.post("/language", fields)

    assert answer.url.host == service.http.base_url.host
    assert "evil" not in str(answer.url)
    assert answer.history[0].headers["location"] == "/"


async def test_unknown_language_is_refused(service: Service) -> None:
    visitor = Visitor(service.http)
    await visitor.open("/sign-in")

    await visitor.send("/language", language="xx")

    assert visitor.answer is not None
    assert visitor.answer.status_code == 422
