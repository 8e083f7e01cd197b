"""Requests that the pages refuse, and the attributes of their cookies."""

import pkgutil
from datetime import UTC, datetime
from importlib import import_module

import httpx
import pytest
from fastapi import APIRouter, Response
from fastapi.routing import APIRoute

from api import pages
from api.edge.problems import FieldError, Problem
from api.pages.frame.cookies import Cookie, CookieJar
from api.pages.frame.flash import Flash
from api.pages.frame.forms import typed_code
from api.pages.frame.origins import plain_loopback
from api.texts.problems import ProblemKind
from markup import Markup
from page_texts import heading_of
from service import ADMIN, Service
from visitor import Visitor


async def _switch(service: Service) -> tuple[Visitor, dict[str, str]]:
    """An administrator on the page of the switch, and the fields of its form."""
    visitor = Visitor(service.http)
    page = await visitor.sign_in(ADMIN, application="admin_center")
    fields = page.form("/admin-center/two-step").hidden
    return visitor, {**fields, "two_step_required": "on"}


async def _refused(service: Service, answer: httpx.Response) -> bool:
    required = await service.pool.fetchval("select two_step_required from accounts")
    page = Markup(answer.text)
    return (
        answer.status_code == 403
        and page.heading == heading_of("foreign form")
        and not required
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.test"},
        {"origin": "null", "sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
async def test_A3_form_from_another_site_changes_nothing(
    service: Service, headers: dict[str, str]
) -> None:
    visitor, fields = await _switch(service)

    answer = await visitor.post("/admin-center/two-step", fields, **headers)

    assert await _refused(service, answer)


@pytest.mark.parametrize("token", ["", "0" * 64])
async def test_A3_form_without_its_token_changes_nothing(
    service: Service, token: str
) -> None:
    visitor, fields = await _switch(service)

    answer = await visitor.post(
        "/admin-center/two-step", {**fields, "form_token": token}
    )

    assert await _refused(service, answer)


def _acts() -> list[str]:
    """The address of every form action of the pages."""
    found = pkgutil.walk_packages(pages.__path__, "api.pages.")
    modules = [import_module(module.name) for module in found]
    routers = [getattr(module, "router", APIRouter()) for module in modules]
    routes = [route for router in routers for route in router.routes]
    return [
        route.path
        for route in routes
        if isinstance(route, APIRoute) and "POST" in (route.methods or ())
    ]


async def test_A3_every_form_action_requires_our_form(service: Service) -> None:
    acts = _acts()

    answers = {act: await service.http.post(act, data={"page": "/"}) for act in acts}

    assert {"/sign-out", "/verify/cancel", "/language"} <= set(acts)
    refused = {act: answer.status_code for act, answer in answers.items()}
    assert refused == dict.fromkeys(acts, 403)


async def test_A3_form_token_is_refused_without_its_cookie(
    service: Service,
) -> None:
    visitor, fields = await _switch(service)
    visitor.http.cookies.delete("doorstep-form")

    answer = await visitor.post("/admin-center/two-step", fields)

    assert await _refused(service, answer)


async def test_A4_redirects_are_relative_whatever_the_host_header(
    service: Service,
) -> None:
    answer = await service.http.get(
        "/admin-center",
        headers={"host": "evil.test", "x-forwarded-host": "evil.test"},
    )

    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?application=admin_center"
    assert "evil.test" not in answer.text


async def test_A4_line_breaks_in_an_address_reach_no_header(service: Service) -> None:
    visitor, fields = await _switch(service)
    act = "/admin-center/members/x%0d%0aSet-Cookie:%20a=b/access"

    answer = await service.http.post(act, data=fields)

    assert answer.status_code == 303
    assert "\r" not in answer.headers["location"]
    assert "a" not in visitor.http.cookies


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{}", "application/json", 415),
        ("a=%FF", "application/x-www-form-urlencoded", 400),
        ("code=1&code=2", "application/x-www-form-urlencoded", 400),
        ("&".join(f"a{n}=1" for n in range(50)), "", 415),
        ("a=" + "1" * 20_000, "application/x-www-form-urlencoded", 413),
    ],
)
async def test_A1_malformed_forms_are_refused(
    service: Service, body: str, kind: str, status: int
) -> None:
    answer = await service.http.post(
        "/sign-in", content=body, headers={"content-type": kind}
    )

    assert answer.status_code == status
    assert Markup(answer.text).heading == heading_of("refused form")


async def test_dead_link_is_a_page_for_browsers_and_a_problem_for_programs(
    service: Service,
) -> None:
    people = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}

    page = await service.http.get("//evil.test/nowhere", headers=people)
    problem = await service.http.get("/nowhere")

    assert page.status_code == problem.status_code == 404
    markup = Markup(page.text)
    assert markup.heading == heading_of("no such page")
    assert [link.attributes["href"] for link in markup.all("a")] == ["#content", "/"]
    assert problem.json()["type"] == "urn:doorstep:problem:not-found"


async def test_S1_cookies_of_the_pages_are_for_this_host_only(
    service: Service,
) -> None:
    answer = await service.http.get("/sign-in")

    (cookie,) = answer.headers.get_list("set-cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_S1_cookies_carry_the_host_prefix_off_loopback() -> None:
    response = Response()

    CookieJar(secure=True).put(response, Cookie.flow, "value")

    cookie = response.headers["set-cookie"]
    assert cookie.startswith("__Host-doorstep-flow=value;")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost", True),
        ("http://[::1]:8000", True),
        ("https://127.0.0.1:8000", False),
        ("http://login.acme.test", False),
        ("http://localhost.evil.test", False),
    ],
)
def test_only_plain_loopback_has_no_secure_cookies(url: str, plain: bool) -> None:
    assert plain_loopback(url) is plain


_ISOLATED, _DIRECTED = "\u2068123456\u2069", "\u200f\u202b123456\u202c\u061c"


@pytest.mark.parametrize(
    "typed",
    [
        *("123456", " 123 456 ", "123-456", "12\u201134 56", "\t123\u00a0456\r\n"),
        *(_ISOLATED, _DIRECTED, "\ufeff12\u2060345\u200b6\u00ad"),
        *("123.456.", "1·2·3·4·5·6", "123 456。", "*123456*", "«123456»", "“123456”,"),
        *("１２３４５６", "١٢٣٤٥٦", "۱۲۳۴۵۶", "\u2067١٢٣ ٤٥٦\u2069"),
    ],
)
def test_X1_what_is_pasted_around_a_code_is_removed(typed: str) -> None:
    assert typed_code({"code": typed}) == "123456"


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "12345a", "12345\x006", "12345²", "12345٠٦"]
)
def test_X1_malformed_code_counts_no_try(typed: str) -> None:
    with pytest.raises(Problem, match="invalid-request"):
        typed_code({"code": typed})


def test_flash_survives_its_cookie_and_contains_no_code() -> None:
    at = datetime(2026, 3, 5, 14, 3, tzinfo=UTC)
    problem = Problem(
        ProblemKind.wrong_code, attempts_left=3, next_code_at=at, retry_after=7
    )

    flash = Flash.of(problem, "code", at)

    assert Flash.decoded(flash.encoded()) == flash
    assert flash.encoded() == "code.wrong-code.3.1772719387.1772719380"


def test_flash_names_a_wrong_field_and_never_its_value() -> None:
    wrong = FieldError("direction", ("name",), {"input": "typed"})
    problem = Problem(ProblemKind.invalid_request, errors=[wrong])

    flash = Flash.of(problem, "change", datetime(2026, 3, 5, tzinfo=UTC))

    assert Flash.decoded(flash.encoded()) == flash
    assert flash.encoded() == "change.invalid-request....name.direction"
    forged = Flash.decoded("change.invalid-request....name.string_too_long")
    assert forged == Flash("change", "invalid-request")


@pytest.mark.parametrize("text", ["", "a.b", "<b>.wrong-code...", "code.x.99999.."])
def test_forged_flash_cookie_is_ignored(text: str) -> None:
    assert Flash.decoded(text) is None
