"""Addresses that browsers and people try: icons, a slash too many, every link."""

import pytest

from seeding import member_id_of
from service import ADMIN, MEMBER, Service
from visitor import Visitor

_PAGE = {"Accept": "text/html"}


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/favicon.ico", "image/"),
        ("/apple-touch-icon.png", "image/png"),
        ("/apple-touch-icon-precomposed.png", "image/png"),
    ],
)
async def test_icons_are_where_browsers_look_for_them(
    service: Service, address: str, kind: str
) -> None:
    icon = await service.http.get(address)

    assert icon.status_code == 200
    assert icon.headers["content-type"].startswith(kind)
    assert "public" in icon.headers["cache-control"]


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/sign-in/?application=admin_center", "/sign-in?application=admin_center"),
        ("/admin-center/members/", "/admin-center/members"),
        ("/admin-center/account/", "/admin-center/account"),
        ("/docs//", "/docs"),
    ],
)
async def test_a_slash_too_many_leads_to_the_page(
    service: Service, address: str, page: str
) -> None:
    answer = await service.http.get(address, headers=_PAGE)

    assert (answer.status_code, answer.headers["location"]) == (308, page)


@pytest.mark.parametrize(
    ("action", "page"),
    [
        ("/sign-out", "/"),
        ("/verify/code", "/verify"),
        ("/admin-center/account/preview", "/admin-center/account"),
    ],
)
async def test_address_of_a_form_action_leads_to_its_page(
    service: Service, action: str, page: str
) -> None:
    answer = await service.http.get(action, headers=_PAGE)

    assert (answer.status_code, answer.headers["location"]) == (303, page)


@pytest.mark.parametrize(
    "address", ["//elsewhere.test/", "/elsewhere.test/", "/static/", "/v1/me/"]
)
async def test_A4_a_slash_leads_to_pages_of_ours_alone(
    service: Service, address: str
) -> None:
    url = f"{service.http.base_url}".rstrip("/") + address

    answer = await service.http.get(url, headers=_PAGE)

    assert answer.status_code == 404
    assert "location" not in answer.headers


async def test_no_link_of_a_page_is_dead(service: Service) -> None:
    visitor = Visitor(service.http)
    await visitor.sign_in(MEMBER)
    await visitor.sign_in(ADMIN, application="admin_center")
    member = await member_id_of(service.pool, MEMBER)
    waiting = ["/", "/admin-center", "/docs", "/sign-in"]
    waiting.append(f"/admin-center/members/{member}")
    seen: dict[str, int] = {}

    while waiting:
        address = waiting.pop()
        page = await visitor.open(address)
        assert visitor.answer is not None
        seen[address] = visitor.answer.status_code
        if visitor.answer.headers["content-type"].startswith("text/html"):
            links = {
                link.attributes["href"].partition("#")[0] for link in page.all("a")
            }
            own = {link for link in links if link.startswith("/")}
            waiting += own - set(seen) - set(waiting)

    assert set(seen.values()) == {200}
    assert "/admin-center/members/new" in seen
