"""The account's name, colour and language on its pages, and the page that sets them."""

import re

import pytest

from doorstep.rules.colours import DARK, LIGHT, shades
from journey import enrolled
from markup import Markup
from page_texts import flash_text, heading_of
from service import ADMIN, Service
from visitor import Visitor

_ACCOUNT = "/admin-center/account"
_PURPLE = "#7b1fa2"
_CHANGED = "select detail, actor_id from events where kind = 'account_changed'"


async def _give(service: Service, **columns: str) -> None:
    for column, value in columns.items():
        await service.pool.execute(f"update accounts set {column} = $1", value)


async def _administrator(service: Service) -> Visitor:
    visitor = Visitor(service.http)
    await visitor.sign_in(ADMIN, application="admin_center")
    await visitor.open(_ACCOUNT)
    return visitor


def _sheets(page: Markup) -> list[str]:
    return [link.attributes["href"] for link in page.all("link", rel="stylesheet")]


def _lang(page: Markup) -> str:
    return page.all("html")[0].attributes["lang"]


async def test_every_page_after_the_password_shows_the_account(
    service: Service,
) -> None:
    await _give(service, colour=_PURPLE)
    await service.require_two_step()
    visitor = Visitor(service.http)

    before = await visitor.open("/sign-in")
    step = await visitor.sign_in()
    mailed = await visitor.send("/verify/setup")

    assert len(_sheets(before)) == 1
    assert "Acme" not in before.words
    for page in (step, mailed):
        assert _sheets(page)[1].startswith("/look/7b1fa2.css?v=")
        assert "Acme" in page.all("header")[0].text
        assert " · Acme · Doorstep" in page.all("title")[0].text


async def test_web_console_and_its_error_pages_have_the_colour_of_the_account(
    service: Service,
) -> None:
    await _give(service, colour=_PURPLE, language="de")
    visitor = Visitor(service.http)
    console = await visitor.sign_in()
    admin = await _administrator(service)

    missing = await admin.open(f"/admin-center/members/{service.account_id}")

    assert "Acme" in console.words
    assert len(_sheets(console)) == 2
    assert missing.heading == heading_of("no such page")
    assert _sheets(missing) == _sheets(console)
    assert "Acme" in missing.all("header")[0].text


async def test_error_page_is_in_the_members_language(service: Service) -> None:
    visitor = await _administrator(service)
    await service.pool.execute("update members set language = 'it'")

    missing = await visitor.open(f"/admin-center/members/{service.account_id}")

    assert _lang(missing) == "it"


async def test_account_without_a_colour_has_the_colour_of_doorstep(
    service: Service,
) -> None:
    assert len(_sheets(await Visitor(service.http).sign_in())) == 1


async def test_theme_is_a_stylesheet_that_browsers_may_cache(
    service: Service,
) -> None:
    await _give(service, colour=_PURPLE)
    address = _sheets(await Visitor(service.http).sign_in())[1]

    kept = await service.http.get(address)
    other = await service.http.get("/look/7b1fa2.css?v=0")

    assert kept.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in kept.headers["cache-control"]
    assert other.headers["cache-control"] == "no-cache"
    assert "set-cookie" not in kept.headers
    light, dark = kept.text.split("@media (prefers-color-scheme: dark)")
    assert f"--accent: {shades(_PURPLE, LIGHT).accent};" in light
    assert f"--accent: {shades(_PURPLE, DARK).accent};" in dark
    assert "--fill: #7b1fa2;" in light


@pytest.mark.parametrize(
    "name", ["7B1FA2", "7b1fa", "7b1fa2ff", "red", "7b1fa2;}", "%0a7b1fa2", "..%2f"]
)
async def test_A3_theme_accepts_a_colour_and_nothing_else(
    name: str, service: Service
) -> None:
    answer = await service.http.get(f"/look/{name}.css")

    assert answer.status_code == 404
    assert not answer.headers["content-type"].startswith("text/css")


async def test_A3_pages_have_no_inline_style(service: Service) -> None:
    await _give(service, colour=_PURPLE)

    visitor = await _administrator(service)

    assert visitor.answer is not None
    policy = visitor.answer.headers["content-security-policy"]
    assert "style-src 'self';" in policy
    assert not re.search(r"<style|\sstyle=", visitor.answer.text)


async def test_L1_administrator_changes_name_language_and_colour(
    service: Service,
) -> None:
    visitor = await _administrator(service)

    page = await visitor.send(
        f"{_ACCOUNT}/change", name="Äcme 株", language="fr", colour=_PURPLE.upper()
    )

    assert visitor.path == _ACCOUNT
    assert flash_text("saved") in page.words
    assert _sheets(page)[1].startswith("/look/7b1fa2.css")
    row = await service.pool.fetchrow("select name, language, colour from accounts")
    assert dict(row or {}) == {"name": "Äcme 株", "language": "fr", "colour": _PURPLE}
    (event,) = await service.pool.fetch(_CHANGED)
    detail = event["detail"]
    assert (detail["name"], detail["language_to"]) == (True, "fr")
    assert (detail["colour_from"], detail["colour_to"]) == ("none", _PURPLE)
    admin_id = await service.pool.fetchval(
        "select id from members where email = $1", ADMIN
    )
    assert event["actor_id"] == admin_id


async def test_preview_shows_the_colour_and_saves_nothing(service: Service) -> None:
    visitor = await _administrator(service)
    fields = visitor.page.form(f"{_ACCOUNT}/change").hidden
    typed = {"name": "Globex", "language": "nl", "colour": "#ffd400"}

    answer = await visitor.post(f"{_ACCOUNT}/preview", {**fields, **typed})

    page = Markup(answer.text)
    assert "Nothing has been saved yet." in page.words
    assert _sheets(page)[1].startswith("/look/ffd400.css")
    assert page.all("input", id="name", value="Globex")
    drawings = page.all("svg", role="img")
    labels = [drawing.attributes["aria-label"] for drawing in drawings]
    assert labels == ["Light mode", "Dark mode"]
    assert await service.pool.fetch(_CHANGED) == []
    assert (await visitor.open(_ACCOUNT)).all("input", id="name", value="Acme")


async def test_colour_can_be_reset_to_that_of_doorstep(service: Service) -> None:
    await _give(service, colour=_PURPLE)
    visitor = await _administrator(service)
    typed = {"name": "Acme", "language": "en", "colour": _PURPLE}

    page = await visitor.send(f"{_ACCOUNT}/change", **typed, own_colour="yes")

    assert len(_sheets(page)) == 1
    assert await service.pool.fetchval("select colour from accounts") is None


async def test_saving_without_a_change_writes_no_event(service: Service) -> None:
    visitor = await _administrator(service)

    await visitor.send(
        f"{_ACCOUNT}/change", name="Acme", language="en", colour="#0b6b63"
    )

    assert await service.pool.fetch(_CHANGED) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"colour": "red"},
        {"colour": "#fff;}*{display:none"},
        {"language": "xx"},
        {"name": ""},
        {"name": "x" * 101},
    ],
)
async def test_A1_invalid_values_change_nothing(
    wrong: dict[str, str], service: Service
) -> None:
    visitor = await _administrator(service)
    typed = {"name": "Globex", "language": "fr", "colour": _PURPLE}

    page = await visitor.send(f"{_ACCOUNT}/change", **{**typed, **wrong})

    assert visitor.path == _ACCOUNT
    assert flash_text("invalid-request") in page.words
    assert await service.pool.fetch(_CHANGED) == []


async def test_O2_page_is_for_administrators_and_leaves_the_switch_alone(
    service: Service,
) -> None:
    visitor = await _administrator(service)
    typed = {"name": "Acme", "language": "fr", "colour": _PURPLE}
    await visitor.send(f"{_ACCOUNT}/change", **typed, two_step_required="true")

    await service.pool.execute("update members set role = 'member'")
    page = await visitor.open(_ACCOUNT)

    assert page.heading == heading_of("for administrators")
    switch = "select two_step_required from accounts"
    assert await service.pool.fetchval(switch) is False


async def test_language_of_the_account_is_preselected_for_a_new_member(
    service: Service,
) -> None:
    await _give(service, language="es")
    visitor = await _administrator(service)

    page = await visitor.open("/admin-center/members/new")

    (chosen,) = [
        option.attributes["value"]
        for option in page.all("option")
        if "selected" in option.attributes and option.attributes["value"] != "member"
    ]
    assert chosen == "es"


async def test_problem_is_in_the_language_of_the_account_by_default(
    service: Service,
) -> None:
    await _give(service, language="de")
    person = await enrolled(service)
    await person.sign_in_after_setup()

    async def language_of(asked: str) -> str:
        answer = await service.http.get(
            "/v1/account",
            headers={
                "Authorization": f"Bearer {person.session_token}",
                "Accept-Language": asked,
            },
        )
        return str(answer.headers["content-language"])

    assert [await language_of(asked) for asked in ("", "ja", "it, de")] == [
        "de",
        "de",
        "it",
    ]
