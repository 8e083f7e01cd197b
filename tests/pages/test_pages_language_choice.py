"""The language of pages: chosen on one, else the member's, else the browser's."""

import pytest

from page_texts import lines_of
from service import ADMIN, Service
from visitor import Visitor

_TOO_LONG = f"{'j' * 1100}@acme.test"


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


async def test_what_a_refused_form_showed_is_there_in_the_chosen_language(
    service: Service,
) -> None:
    """Each of the pages that answer a form without a redirect."""
    admin, forgetful = Visitor(service.http), Visitor(service.http)
    await admin.sign_in(ADMIN, application="admin_center")
    new = "/admin-center/applications/new"
    account = "/admin-center/account"

    await admin.open(new)
    await admin.send(new, name="Billing", redirect_uris="http://a.test")
    application = await admin.send("/language", language="de")
    await admin.open(account)
    fields = {**admin.page.form(f"{account}/change").hidden, "name": "Acme Two"}
    admin.answer = await admin.post(
        f"{account}/preview", {**fields, "language": "fr", "colour": "#ffd400"}
    )
    preview = await admin.send("/language", language="de")
    await forgetful.open("/reset-password")
    await forgetful.send("/reset-password", email=_TOO_LONG)
    reset = await forgetful.send("/language", language="fr")

    for page, name, language in (
        (application, "Billing", "de"),
        (preview, "Acme Two", "de"),
    ):
        assert page.all("html", lang=language)
        assert page.all("input", id="name")[0].attributes["value"] == name
    assert application.alerts
    assert preview.all("input", id="colour")[0].attributes["value"] == "#ffd400"
    unsaved = {*lines_of("account in preview", "de")} - {*lines_of("account", "de")}
    assert all(line in preview.words for line in unsaved)
    assert reset.all("html", lang="fr")
    assert reset.all("input", id="email")[0].attributes["value"] == _TOO_LONG
    assert reset.alerts
    assert await service.pool.fetchval("select name from accounts") == "Acme"


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
