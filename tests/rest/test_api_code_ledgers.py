"""Wrong login codes over HTTP, from known and unknown networks."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from temporalio.testing import WorkflowEnvironment

from doorstep.mail.message import MailKind
from doorstep.why.explanations import Reason
from journey import Journey, enrolled
from mail_pictures import words
from mail_server import MailServer
from problem_documents import problem
from seeding import HOME, another_login, long_enrolled
from service import Service, running_service
from why_answers import why

_ATTACKER = "203.0.113.9"


@pytest.fixture
async def proxied(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> AsyncIterator[Service]:
    """The service behind a proxy that sets X-Forwarded-For."""
    async with running_service(
        database_url, temporal, mail_server, trusted_proxies="127.0.0.0/8"
    ) as service:
        yield service


async def _type(person: Journey, code: str, *hops: str) -> httpx.Response:
    """Submit a code through the proxy, for a client at the last of these addresses."""
    person.service.http.headers["X-Forwarded-For"] = ", ".join(hops)
    return await person.submit_code(code)


async def _guess(person: Journey, times: int, client: str) -> None:
    for _ in range(times):
        assert (await _type(person, person.wrong_code(), client)).status_code == 422


async def test_T1_T2_row10_an_attacker_waits_and_the_owner_in_a_known_network_does_not(
    proxied: Service,
) -> None:
    owner = await long_enrolled(proxied)
    attacker = await another_login(owner)
    await _guess(attacker, 5, _ATTACKER)

    right = problem(await _type(attacker, attacker.code(), _ATTACKER))
    wrong = problem(await _type(attacker, attacker.wrong_code(), "198.51.100.7"))
    forged = problem(await _type(attacker, attacker.code(), HOME, _ATTACKER))
    home = await _type(owner, owner.code(), HOME)
    after = problem(await _type(attacker, attacker.wrong_code(), _ATTACKER))

    for status, slug, extra in (right, wrong, forged, after):
        assert (status, slug) == (429, "too-many-attempts")
        assert set(extra) == {"retry_after"}
        assert 0 < extra["retry_after"] <= 30
    assert home.status_code == 200
    await proxied.mail.wait_for(1)
    assert proxied.mail.subjects() == [words(MailKind.budget_spent).subject]


async def test_T1_row10_refusals_in_an_unknown_network_call_no_workflow(
    proxied: Service,
) -> None:
    attacker = await long_enrolled(proxied)
    await _guess(attacker, 5, _ATTACKER)
    flow = proxied.client.get_workflow_handle(f"login/{attacker.login['id']}")
    before = len((await flow.fetch_history()).events)

    refused = [
        await _type(attacker, attacker.code(), f"203.0.113.{number}")
        for number in range(20)
    ]

    assert {answer.status_code for answer in refused} == {429}
    assert len((await flow.fetch_history()).events) - before < len(refused)


async def test_T1_row10_a_wait_in_a_known_network_delays_no_other(
    proxied: Service,
) -> None:
    owner = await long_enrolled(proxied)
    await _guess(owner, 5, HOME)

    home = problem(await _type(owner, owner.code(), HOME))
    new = await _type(owner, owner.code(), "198.51.100.7")

    assert home[:2] == (429, "too-many-attempts")
    assert new.status_code == 200


async def test_T1_row10_an_exhausted_ledger_answers_retry_after_an_hour(
    proxied: Service,
) -> None:
    owner = await long_enrolled(proxied)
    await proxied.pool.execute("update devices set failures = 99")
    hundredth = problem(await _type(owner, owner.wrong_code(), _ATTACKER))

    refused = [
        problem(await _type(owner, code, _ATTACKER))
        for code in (owner.code(), owner.wrong_code())
    ]
    home = await _type(owner, owner.code(), HOME)

    assert (hundredth[1], hundredth[2]["attempts_left"]) == ("wrong-code", 0)
    assert hundredth[2]["retry_after"] == 3600
    assert refused == [(429, "too-many-attempts", {"retry_after": 3600})] * 2
    assert home.status_code == 200


async def test_T1_H2_row10_networks_of_a_set_up_and_of_a_login_are_known(
    proxied: Service,
) -> None:
    """IPv6 networks are known by their /64."""
    proxied.http.headers["X-Forwarded-For"] = "2001:db8:5:6::1"
    person = await enrolled(proxied)
    await proxied.pool.execute("update devices set failures = 2")

    set_up = problem(await _type(person, person.wrong_code(), "2001:db8:5:6:7::8"))
    new = problem(await _type(person, person.wrong_code(), "2001:db8:5:7::1"))
    await _type(person, person.code(1), "192.0.2.1")
    other = await another_login(person)
    signed_in = problem(await _type(other, other.wrong_code(), "192.0.2.1"))

    assert set_up[2]["attempts_left"] == 4
    assert new[2]["attempts_left"] == 2
    assert signed_in[2]["attempts_left"] == 4


async def test_T1_row10_thirty_networks_at_once_share_one_ledger(
    proxied: Service,
) -> None:
    owner = await long_enrolled(proxied)
    logins = [await another_login(owner) for _ in range(6)]

    async def guess(login: Journey, number: int) -> httpx.Response:
        return await proxied.http.post(
            f"{login.login_path}/code",
            json={"code": login.wrong_code()},
            headers={
                "Authorization": f"Bearer {login.login['flow_token']}",
                "X-Forwarded-For": f"203.0.113.{number}",
            },
        )

    answers = await asyncio.gather(
        *(guess(logins[number % 6], number) for number in range(30))
    )

    judged = [each for each in answers if each.status_code == 422]
    assert {each.status_code for each in answers} == {422, 429}
    assert len(judged) <= 5
    assert await proxied.pool.fetchval("select failures from devices") == len(judged)


async def test_T1_row10_a_wait_in_an_unknown_network_never_blocks_a_new_set_up(
    proxied: Service,
) -> None:
    owner = await long_enrolled(proxied)
    await _guess(owner, 5, _ATTACKER)

    assert (await owner.begin_setup()).status_code == 201


async def test_row10_why_reports_both_kinds_of_ledger(proxied: Service) -> None:
    owner = await long_enrolled(proxied)
    await _guess(owner, 5, _ATTACKER)
    others = await why(proxied)
    await _guess(owner, 5, HOME)
    both = await why(proxied)
    await proxied.pool.execute("update devices set others_refused_at = now()")
    for_good = await why(proxied)

    assert others.explanation.reason is Reason.login_code
    assert [held.reason for held in others.besides] == [Reason.others_locked]
    assert both.explanation.reason is Reason.device_locked
    assert [held.reason for held in both.besides] == [Reason.others_locked]
    assert [held.reason for held in for_good.besides] == [Reason.others_refused]
    assert [held.tries for held in both.besides] == [5]


async def test_row10_why_names_the_ledger_of_where_the_login_came_from(
    proxied: Service,
) -> None:
    owner = await long_enrolled(proxied)
    proxied.http.headers["X-Forwarded-For"] = _ATTACKER
    await _guess(await another_login(owner), 5, _ATTACKER)
    waits = await why(proxied)
    await proxied.pool.execute("update devices set others_refused_at = now()")
    for_good = await why(proxied)

    assert waits.explanation.reason is Reason.others_locked
    assert (waits.explanation.tries, waits.besides) == (5, ())
    assert for_good.explanation.reason is Reason.others_refused
