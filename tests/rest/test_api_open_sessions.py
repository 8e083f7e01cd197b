"""A member's open sessions over HTTP: listed, and ended one by one."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from temporalio.testing import WorkflowEnvironment
from uuid_utils.compat import uuid7

from journey import Journey
from mail_server import MailServer
from problem_documents import kind
from seeding import another_login, long_enrolled
from service import ADMIN, Service, running_service
from time_skipping import SkippedClock

_SESSIONS = "/v1/me/sessions"


async def _signed_in(service: Service, *, admin: bool = False) -> Journey:
    person = Journey(service, ADMIN, "admin_center") if admin else Journey(service)
    assert (await person.start()).status_code == 201
    return person


async def _listed(person: Journey, query: str = "") -> dict[str, Any]:
    answer = await person.with_session("GET", f"{_SESSIONS}{query}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def _id_of(person: Journey) -> str:
    items = (await _listed(person))["items"]
    (own,) = (item["id"] for item in items if item["current"])
    return str(own)


async def _end(person: Journey, session_id: str) -> int:
    path = f"{_SESSIONS}/{session_id}"
    answer = await person.with_session("DELETE", path)
    if answer.status_code != 204:
        assert kind(answer) == (404, "not-found")
    return answer.status_code


async def _alive(person: Journey) -> bool:
    return (await person.with_session("GET", "/v1/me")).status_code == 200


async def test_member_sees_every_open_session_newest_first(service: Service) -> None:
    person = await long_enrolled(service)
    await person.submit_code(person.code())
    await service.require_two_step(False)
    other = await another_login(person)
    await _signed_in(service, admin=True)

    page = await _listed(other)
    me = (await other.with_session("GET", "/v1/me")).json()["session"]

    newest, older = page["items"]
    assert page["next_cursor"] is None
    assert (newest["current"], older["current"]) == (True, False)
    assert (newest["amr"], older["amr"]) == (["pwd"], ["pwd", "otp", "mfa"])
    assert newest.items() >= me.items()
    assert newest["client_address"] == "127.0.0.1"
    assert newest["user_agent"].startswith("python-httpx")
    assert set(older) == {
        *("id", "application", "client_name", "amr", "auth_time", "last_seen_at"),
        *("expires_at", "client_address", "user_agent", "current"),
    }


async def test_open_session_shows_the_whole_user_agent(
    service: Service,
) -> None:
    """Edge's own name is at the end of its User-Agent."""
    chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 "
    edge = f"{chrome}(KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
    service.http.headers["User-Agent"] = edge

    (session,) = (await _listed(await _signed_in(service)))["items"]

    assert session["user_agent"] == edge


async def test_open_sessions_are_listed_in_pages(service: Service) -> None:
    for _ in range(4):
        await _signed_in(service)
    person = await _signed_in(service)

    whole = (await _listed(person))["items"]
    pages = [await _listed(person, "?limit=2")]
    while cursor := pages[-1]["next_cursor"]:
        pages.append(await _listed(person, f"?limit=2&cursor={cursor}"))

    assert [len(page["items"]) for page in pages] == [2, 2, 1]
    assert [item for page in pages for item in page["items"]] == whole
    wrong = await person.with_session("GET", f"{_SESSIONS}?limit=201")
    assert kind(wrong) == (422, "invalid-request")


async def test_S2_session_ended_from_another_ends_at_once(service: Service) -> None:
    lost, at_hand = await _signed_in(service), await _signed_in(service)

    assert await _end(at_hand, await _id_of(lost)) == 204

    assert not await _alive(lost)
    assert await _alive(at_hand)
    assert len((await _listed(at_hand))["items"]) == 1
    renewal = await lost.post(f"{lost.login_path}/session")
    assert kind(renewal) == (410, "flow-ended")


async def test_S2_own_session_can_be_ended_by_its_id(service: Service) -> None:
    person = await _signed_in(service)

    assert await _end(person, await _id_of(person)) == 204

    assert not await _alive(person)


async def test_O2_only_a_live_session_of_ones_own_can_be_ended(
    service: Service,
) -> None:
    person, ended = await _signed_in(service), await _signed_in(service)
    admin = await _signed_in(service, admin=True)
    ended_id, admins_id = await _id_of(ended), await _id_of(admin)
    assert await _end(person, ended_id) == 204

    refused = [
        await _end(person, each)
        for each in (admins_id, ended_id, str(uuid7()), "x", ended_id.upper())
    ]

    assert refused == [404] * 5
    assert await _alive(admin)
    token = person.session_token
    person.session_token = person.login["flow_token"]
    answer = await person.with_session("GET", _SESSIONS)
    assert kind(answer) == (401, "not-signed-in")
    person.session_token = token
    assert await _alive(person)


async def test_S2_ended_twice_at_once_is_audited_once(service: Service) -> None:
    lost, at_hand = await _signed_in(service), await _signed_in(service)
    lost_id = await _id_of(lost)

    answers = await asyncio.gather(*(_end(at_hand, lost_id) for _ in range(5)))

    assert sorted(answers) == [204, 404, 404, 404, 404]
    events = await service.pool.fetch(
        "select login_id, member_id = actor_id as own from events"
        " where kind = 'session_ended'"
    )
    assert [(str(row["login_id"]), row["own"]) for row in events] == [
        (lost.login["id"], True)
    ]


async def test_S2_list_shows_the_nearer_end_and_no_ended_session(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> None:
    clock = SkippedClock()
    own = running_service(database_url, temporal, mail_server, clock, session_ttl=5000)
    async with own as service:
        idle, used = await _signed_in(service), await _signed_in(service)
        idle_id = await _id_of(idle)
        clock.skipped += timedelta(seconds=3500)
        await _listed(used)
        clock.skipped += timedelta(seconds=200)

        (only,) = (await _listed(used))["items"]

        began_at = await service.pool.fetchval(
            "select ended_at from logins order by ended_at desc limit 1"
        )
        lifetime = _moment(only, "expires_at") - began_at
        assert only["current"]
        assert lifetime == timedelta(seconds=5000)
        assert await _end(used, idle_id) == 404


def _moment(item: dict[str, Any], name: str) -> datetime:
    return datetime.fromisoformat(item[name])
