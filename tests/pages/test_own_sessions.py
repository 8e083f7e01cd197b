"""`/sessions`: a member sees where they are signed in, and ends it."""

import httpx
from playwright.async_api import Browser

from api.pages.frame.assets import FOLDER
from browser import with_long_timeout
from markup import Markup
from page_gallery import GALLERY
from page_states import rendered
from service import MEMBER, Service
from visitor import Visitor

_END = "/sessions/end"


def _ids(page: Markup) -> list[str]:
    fields = page.all("input", name="session_id")
    return [field.attributes["value"] for field in fields]


async def test_S2_a_member_ends_another_session_of_their_own(service: Service) -> None:
    visitor = Visitor(service.http)
    await visitor.sign_in(MEMBER)
    elsewhere = httpx.Cookies(service.http.cookies)
    service.http.cookies.clear()
    await visitor.sign_in(MEMBER)

    before = await visitor.open("/sessions")
    after = await visitor.send(_END, session_id=_ids(before)[0])
    service.http.cookies = elsewhere
    await visitor.open("/sessions")

    assert len(_ids(before)) == 1  # none of this browser's own
    assert after.all("p", role="status")
    assert _ids(after) == []
    assert visitor.path == "/sign-in"


async def test_S2_a_member_ends_all_other_sessions_of_their_own(
    service: Service,
) -> None:
    await service.add_member("other@acme.test")
    visitor = Visitor(service.http)
    await visitor.sign_in("other@acme.test")
    for _ in range(3):
        service.http.cookies.clear()
        await visitor.sign_in(MEMBER)

    before = await visitor.open("/sessions")
    after = await visitor.send("/sessions/end-others")

    assert (len(_ids(before)), len(_ids(after))) == (2, 0)
    assert visitor.path == "/sessions"  # still signed in here
    alive = "select count(*) from sessions where ended_at is null"
    assert await service.pool.fetchval(alive) == 2
    events = "select count(*) from events where kind = 'session_ended'"
    assert await service.pool.fetchval(events) == 2


async def test_O2_a_session_of_another_member_is_not_ended(service: Service) -> None:
    await service.add_member("other@acme.test")
    visitor = Visitor(service.http)
    await visitor.sign_in("other@acme.test")
    other = await service.pool.fetchval("select id from sessions")
    for _ in range(2):
        service.http.cookies.clear()
        await visitor.sign_in(MEMBER)

    await visitor.open("/sessions")
    await visitor.send(_END, session_id=str(other))

    ended = "select ended_at is not null from sessions where id = $1"
    assert await service.pool.fetchval(ended, other) is False


async def test_times_are_shown_in_the_zone_of_the_reader_beside_utc(
    browser: Browser,
) -> None:
    async with await browser.new_context(timezone_id="Asia/Kolkata") as context:
        page = with_long_timeout(await context.new_page())
        await page.set_content(rendered(GALLERY["own sessions"]))
        await page.add_script_tag(path=FOLDER / "doorstep.js")
        shown = await page.get_by_text("14:03:00 UTC").first.inner_text()

    assert "7:33:00" in shown
