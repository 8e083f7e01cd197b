"""Mails name their account, application and browser."""

import re
from email.message import EmailMessage

import pytest
from test_mail_message import body

from journey import Journey, enrolled
from seeding import long_enrolled
from service import ADMIN, MEMBER, Service
from visitor import Visitor

_FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
_EDGE = "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0"
_REQUESTED = re.compile(
    r"This email was requested on \w+ \d+, \d+, \d\d:\d\d:\d\d UTC from [^.]+\."
)
_SENTENCE = "This happened during a sign-in to the {} from {}."


@pytest.fixture
def browsed(service: Service) -> Service:
    service.http.headers["User-Agent"] = _FIREFOX
    return service


async def _mail(service: Service, count: int = 1) -> EmailMessage:
    """The last of so many mails."""
    await service.mail.wait_for(count)
    return service.mail.messages[-1]


def _text(message: EmailMessage, kind: str = "plain") -> str:
    return " ".join(body(message, kind).split())


async def test_M1_code_mail_shows_its_origin_and_lifetime(
    browsed: Service,
) -> None:
    await browsed.require_two_step()
    await browsed.pool.execute("update accounts set colour = '#ffd400'")
    admin = Journey(browsed, ADMIN, "admin_center")
    await admin.start()
    await admin.begin_setup()

    message = await _mail(browsed)

    for kind in ("plain", "html"):
        text = _text(message, kind)
        for shown in ("Acme", "Admin Center", "UTC", "Firefox", "Linux", "10 minutes"):
            assert shown in text
        assert "Gecko" not in text
        assert "145" not in text
    html = _text(message, "html")
    assert "background-color:#ffd400" in html
    assert "border:2px solid #000000" in html


async def test_M1_browser_without_user_agent_is_unknown(
    service: Service,
) -> None:
    await service.require_two_step()
    service.http.headers["User-Agent"] = "<b>max</b>/1"
    person = Journey(service)
    await person.start()
    await person.begin_setup()

    message = await _mail(service)

    assert "UTC from an unknown browser." in _text(message)
    assert "<b>" not in _text(message)


async def test_R1_notice_of_a_device_shows_its_origin(
    browsed: Service,
) -> None:
    await enrolled(browsed)

    message = await _mail(browsed, 2)

    where = _SENTENCE.format("Web Console", "Firefox on Linux")
    assert where in _text(message)
    assert where in _text(message, "html")


async def test_T2_notice_of_a_wait_shows_the_guessers_browser(
    browsed: Service,
) -> None:
    person = await long_enrolled(browsed)
    for _ in range(5):
        await person.submit_code(person.wrong_code())

    message = await _mail(browsed)

    assert _SENTENCE.format("Web Console", "Firefox on Linux") in _text(message)


async def test_row10_mail_and_page_of_a_set_up_name_one_moment_and_browser(
    service: Service,
) -> None:
    """So a member with two setups, in two windows, finds the mail of each."""
    await service.require_two_step()
    sentences = []
    for number, agent in enumerate((_FIREFOX, _EDGE), 1):
        visitor = Visitor(service.http)
        service.http.headers["User-Agent"] = agent
        await visitor.sign_in(MEMBER)
        page = await visitor.send("/verify/setup")
        (sentence,) = _REQUESTED.findall(_text(await _mail(service, number)))

        assert sentence in page.words
        sentences.append(sentence)

    assert sentences[0].endswith("from Firefox on Linux.")
    assert sentences[1].endswith("from Edge on Windows.")


async def test_login_stores_browser_family_and_system_only(browsed: Service) -> None:
    await browsed.require_two_step()
    await Journey(browsed, MEMBER).start()

    row = await browsed.pool.fetchrow("select * from logins")

    assert row is not None
    assert (row["browser_family"], row["browser_system"]) == ("Firefox", "Linux")
    assert not [value for value in row.values() if "Gecko" in str(value)]


async def test_notice_is_independent_of_its_login(browsed: Service) -> None:
    await enrolled(browsed)
    await browsed.mail.wait_for(2)

    await browsed.pool.execute("delete from sessions")
    for table in ("devices", "emails", "enrollments", "logins"):
        await browsed.pool.execute(f"delete from {table}")

    assert await browsed.pool.fetchval("select count(*) from notices") == 1
    assert await browsed.pool.fetchval("select login_id from notices") is None
