"""Setup, login and replacement in five languages, in Chromium on `doorstep up`.

Each in another way: by keyboard alone, without JavaScript, on a small phone, with a
mail server that delays mail. The English journey measures what pages load. What every
page says in every language is the subject of `test_pages_languages`.
"""

import sys
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, ViewportSize

from browser import BrowserUser, PageCheck, reporting_pages, with_long_timeout
from keyboard_user import KeyboardUser
from multilingual_stack import (
    MultilingualStack,
    member_speaking,
    running_multilingual_stack,
)
from page_cost import PageCost, cost_of, disable_cache
from page_texts import heading_of

_MOST_BYTES = 60 * 1024
_NARROW = ViewportSize(width=320, height=568)


@pytest.fixture(scope="module")
async def company(
    tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> AsyncIterator[MultilingualStack]:
    """A stack with required two-step verification."""
    async with running_multilingual_stack(
        tmp_path_factory.mktemp("company") / "data"
    ) as company:
        context = with_long_timeout(await browser.new_context())
        async with reporting_pages(context):
            admin = BrowserUser(await context.new_page(), company, 0)
            await admin.sign_in("admin_center")
            await admin.page.get_by_role("switch").check()
            await admin.press("Save")
            await admin.page.get_by_text("On", exact=True).wait_for()
        yield company


async def _journey(person: BrowserUser, look: PageCheck | None = None) -> None:
    """The first setup and a login, with the pages that the person must see."""
    welcome = person.say("Welcome, %(name)s") % {"name": "Kim"}
    await person.sign_in()
    await person.page.get_by_role(
        "heading", level=1, name=heading_of("setup required", person.language)
    ).wait_for()

    await person.set_up(look)
    earlier = person.secret
    await person.log_in(steps=1)
    assert await person.heading() == welcome
    assert earlier not in await person.page.content()
    if look:
        await look(person)


async def _replace(person: BrowserUser) -> None:
    """A new device for somebody who is signed in."""
    say, earlier = person.say, person.secret
    await person.page.goto(f"{person.up.url}/security")
    await person.press("Set up a new one")
    await person.fill("Password", person.password)
    await person.press("Sign in")
    assert await person.heading() == heading_of("code prompt", person.language)
    await person.press("Set up a new mobile device")
    await person.set_up()
    await person.log_in(steps=1)

    assert await person.heading() == say("Welcome, %(name)s") % {"name": "Kim"}
    assert person.secret != earlier


async def test_english_journey_loads_little_and_no_blocking_script(
    company: MultilingualStack, browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    """The paint time is only printed: it depends on the machine."""
    costs: dict[str, PageCost] = {}

    async def measure(person: BrowserUser) -> None:
        costs[await person.heading()] = await cost_of(person.page)

    context = with_long_timeout(await browser.new_context(locale="en"))
    async with reporting_pages(context):
        person = BrowserUser(await context.new_page(), company, member_speaking("en"))
        await disable_cache(person.page)
        await person.page.goto(f"{company.url}/sign-in")
        await measure(person)
        await _journey(person, measure)
        await _replace(person)

    with capsys.disabled():
        for heading, cost in costs.items():
            line = f"\n{cost.bytes / 1024:5.1f} KiB, paint {cost.paint:5.0f} ms: "
            sys.stdout.write(line + heading)
    assert len(costs) == 8
    assert {
        heading: cost.blocking for heading, cost in costs.items() if cost.blocking
    } == {}
    assert max(cost.bytes for cost in costs.values()) <= _MOST_BYTES


async def test_X1_french_journey_by_keyboard_alone(
    company: MultilingualStack, browser: Browser
) -> None:
    context = with_long_timeout(await browser.new_context(locale="fr"))
    async with reporting_pages(context):
        page = await context.new_page()
        person = KeyboardUser(page, company, member_speaking("fr"), "fr")

        await _journey(person)
        await _replace(person)


async def test_german_journey_fits_a_small_phone(
    company: MultilingualStack, browser: Browser
) -> None:
    async def fits(person: BrowserUser) -> None:
        wide = await person.page.evaluate("document.scrollingElement.scrollWidth")
        assert wide == _NARROW["width"], await person.heading()

    context = with_long_timeout(
        await browser.new_context(
            locale="de", viewport=_NARROW, is_mobile=True, has_touch=True
        )
    )
    async with reporting_pages(context):
        person = BrowserUser(
            await context.new_page(), company, member_speaking("de"), "de"
        )

        await _journey(person, fits)


async def test_X1_spanish_journey_without_javascript(
    company: MultilingualStack, browser: Browser
) -> None:
    context = with_long_timeout(
        await browser.new_context(locale="es", java_script_enabled=False)
    )
    async with reporting_pages(context):
        person = BrowserUser(
            await context.new_page(), company, member_speaking("es"), "es"
        )

        await _journey(person)
        await _replace(person)


async def test_italian_journey_with_a_mail_server_that_puts_mail_off(
    company: MultilingualStack, browser: Browser
) -> None:
    """The page shows the delay, and then the delivery, without a reload."""
    company.mail.answer = "451 4.7.1 come back later"
    slow: list[str] = []

    async def let_through(person: BrowserUser) -> None:
        state = person.page.locator("#email-state.retrying")
        if company.mail.answer and await person.page.locator("#email-state").count():
            await state.wait_for()
            slow.append(await state.inner_text())
            company.mail.answer = None
            await person.page.locator("#email-state.sent").wait_for()

    context = with_long_timeout(await browser.new_context(locale="it"))
    async with reporting_pages(context):
        person = BrowserUser(
            await context.new_page(), company, member_speaking("it"), "it"
        )

        await _journey(person, let_through)

    assert slow[0].startswith("Il server di posta è lento.")
