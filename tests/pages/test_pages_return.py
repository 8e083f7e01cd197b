"""Where a sign-in leads, and what another window is told."""

import pytest

from api.pages.frame.addresses import page_inside
from doorstep.rules.stages import Application
from markup import Markup
from page_texts import flash_text
from service import ADMIN, PASSWORD, Service
from visitor import Visitor


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("/admin-center/members?two_step=locked", None),
        ("/admin-center", None),
        ("", "/admin-center"),
        ("/", "/admin-center"),
        ("/admin-centre", "/admin-center"),
        ("//elsewhere.test/admin-center/", "/admin-center"),
        ("https://elsewhere.test/admin-center/", "/admin-center"),
        ("/\\elsewhere.test", "/admin-center"),
        ("/admin-center/\r\nX: y", "/admin-center"),
        ("/sign-in", "/admin-center"),
    ],
)
def test_A4_sign_in_leads_to_a_page_of_its_application_only(
    asked: str, page: str | None
) -> None:
    assert page_inside(Application.admin_center, asked) == (page or asked)
    assert page_inside(Application.web_console, asked) == "/"


async def test_end_of_a_session_is_said_and_the_page_asked_for_is_shown_after(
    service: Service,
) -> None:
    visitor = Visitor(service.http)
    await visitor.sign_in(ADMIN, application="admin_center")
    await service.pool.execute("update sessions set ended_at = now()")

    ended = await visitor.open("/admin-center/members/new")
    await visitor.send("/sign-in", email=ADMIN, password="not the password")
    await visitor.send("/sign-in", email=ADMIN, password=PASSWORD)

    assert ended.alerts == [flash_text("session-over")]
    assert visitor.path == "/admin-center/members/new"


async def test_sign_in_says_that_the_other_application_has_its_own(
    service: Service,
) -> None:
    visitor = Visitor(service.http)

    await visitor.sign_in(ADMIN)
    page = await visitor.open("/sign-in?application=admin_center")

    assert "The Admin Center has a sign-in of its own." in page.words


async def test_window_that_is_behind_is_told_that_the_step_is_done(
    service: Service,
) -> None:
    await service.require_two_step()
    visitor = Visitor(service.http)
    await visitor.sign_in()
    await visitor.send("/verify/setup")
    await service.mail.wait_for(1)
    behind = visitor.page.form("/verify/email-code").hidden
    code = service.mail.codes()[-1]
    await visitor.send("/verify/email-code", code=code)

    for typed in (code, "no code"):
        answer = await visitor.post("/verify/email-code", {**behind, "code": typed})

        assert flash_text("step-done") in Markup(answer.text).words
        assert Markup(answer.text).alerts == []


@pytest.mark.parametrize(
    ("form", "returned_to"),
    [
        ("https://doorstep.test/admin-center/account?x=1", "/admin-center/account?x=1"),
        ("https://elsewhere.test//evil.test/", "/admin-center/members"),
        ("https://[", "/admin-center/members"),
        ("", "/admin-center/members"),
    ],
)
async def test_A4_after_a_refused_form_sign_in_leads_back_to_the_page_of_the_form(
    service: Service, form: str, returned_to: str
) -> None:
    visitor = Visitor(service.http)
    await visitor.sign_in(ADMIN, application="admin_center")
    fields = (
        (await visitor.open("/admin-center/members/new"))
        .form("/admin-center/members/new")
        .hidden
    )
    await service.pool.execute("update sessions set ended_at = now()")

    visitor.answer = await visitor.post(
        "/admin-center/members/new", fields, referer=form
    )
    await visitor.send("/sign-in", email=ADMIN, password=PASSWORD)

    assert visitor.answer.url.raw_path.decode() == returned_to
