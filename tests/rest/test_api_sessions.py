"""Sessions over HTTP: their fields, their lifetime, and what ends them."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from temporalio.testing import WorkflowEnvironment

from journey import Journey
from mail_server import MailServer
from problem_documents import kind, problem
from seeding import another_login, long_enrolled, member_id_of
from service import ADMIN, MEMBER, Service, running_service
from time_skipping import SkippedClock

_MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock() -> SkippedClock:
    return SkippedClock()


@pytest.fixture
async def clocked(
    database_url: str,
    temporal: WorkflowEnvironment,
    mail_server: MailServer,
    clock: SkippedClock,
) -> AsyncIterator[Service]:
    """Without skipping Temporal's time: only the API's clock is ahead."""
    async with running_service(database_url, temporal, mail_server, clock) as service:
        yield service


async def _alive(person: Journey, token: str | None = None) -> bool:
    person.session_token = token or person.session_token
    answer = await person.with_session("GET", "/v1/me")
    if answer.status_code != 200:
        assert problem(answer) == (401, "not-signed-in", {})
    return answer.status_code == 200


async def _renewed(person: Journey) -> str:
    answer = await person.post(f"{person.login_path}/session")
    assert answer.status_code == 200, answer.text
    assert answer.json()["stage"] == "signed_in"
    return str(answer.json()["session"]["token"])


async def _renewal_is_over(person: Journey) -> bool:
    answer = await person.post(f"{person.login_path}/session")
    return problem(answer) == (410, "flow-ended", {"stage": "signed_in"})


async def test_member_sees_who_is_signed_in_and_how(service: Service) -> None:
    person = await long_enrolled(service)
    signed_in = (await person.submit_code(person.code())).json()

    me = (await person.with_session("GET", "/v1/me")).json()

    assert set(me) == {"member", "account", "session", "authenticator"}
    assert me["member"] | {"id": "", "created_at": ""} == {
        "id": "",
        "email": MEMBER,
        "pending_email": None,
        "name": "Max",
        "role": "member",
        "language": "en",
        "disabled": False,
        "two_step": "enrolled",
        "created_at": "",
    }
    assert me["account"] == {
        "id": str(service.account_id),
        "name": "Acme",
        "two_step_required": True,
        "language": "en",
        "colour": None,
    }
    assert set(me["session"]) == {"application", "amr", "auth_time", "expires_at"}
    assert me["session"]["amr"] == signed_in["session"]["amr"] == ["pwd", "otp", "mfa"]
    assert set(me["authenticator"]) == {"enrolled_at", "last_used_at"}
    started_at = await service.pool.fetchval("select max(started_at) from logins")
    assert datetime.fromisoformat(me["session"]["auth_time"]) == started_at


async def test_renewal_replaces_the_token(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    await person.submit_code(person.code())
    lost = person.session_token

    first = await _renewed(person)
    second = await _renewed(person)

    assert len({lost, first, second, person.login["flow_token"]}) == 4
    assert [await _alive(person, each) for each in (lost, first, second)] == [
        False,
        False,
        True,
    ]


async def test_S2_log_out_ends_the_session_for_good(service: Service) -> None:
    person = Journey(service)
    await person.start()
    other = Journey(service)
    await other.start()

    ended = await person.with_session("DELETE", "/v1/me/session")
    again = await person.with_session("DELETE", "/v1/me/session")

    assert ended.status_code == 204
    assert kind(again) == (401, "not-signed-in")
    assert not await _alive(person)
    assert await _renewal_is_over(person)
    assert await _alive(other)


async def test_S2_disabling_and_reset_end_sessions_for_good(service: Service) -> None:
    admin = Journey(service, ADMIN, "admin_center")
    await admin.start()
    person = await long_enrolled(service)
    await person.submit_code(person.code())
    path = f"/v1/account/members/{await member_id_of(service.pool, MEMBER)}"

    await admin.with_session("POST", f"{path}/reset-device", json={"reason": "lost"})
    after_reset = await _alive(person), await _renewal_is_over(person)
    await service.require_two_step(False)
    again = Journey(service)
    await again.start()
    await admin.with_session("PATCH", path, json={"disabled": True})
    after_disabling = await _alive(again), await _renewal_is_over(again)
    await admin.with_session("PATCH", path, json={"disabled": False})
    enabled_again = await _alive(again), await _renewal_is_over(again)

    assert after_reset == after_disabling == enabled_again == (False, True)
    assert await _alive(admin)


async def test_S2_replacement_ends_sessions_for_good(service: Service) -> None:
    person = await long_enrolled(service)
    await person.submit_code(person.code())
    other = await another_login(person)

    await other.set_up()

    assert not await _alive(person)
    assert await _renewal_is_over(person)


async def test_S2_session_of_a_disabled_member_is_refused(
    service: Service,
) -> None:
    """However the member was disabled, and whatever rows are left."""
    person = Journey(service)
    await person.start()

    await service.pool.execute("update members set disabled_at = now()")

    assert not await _alive(person)


async def test_session_can_be_renewed_for_five_minutes(
    clocked: Service, clock: SkippedClock
) -> None:
    person = Journey(clocked)
    await person.start()

    clock.skipped += 4 * _MINUTE
    in_time = await _renewed(person)
    clock.skipped += _MINUTE
    too_late = await _renewal_is_over(person)

    assert too_late
    assert await _alive(person, in_time)


async def test_S2_session_ends_after_an_hour_without_use(
    clocked: Service, clock: SkippedClock
) -> None:
    used, unused = Journey(clocked), Journey(clocked)
    await used.start()
    await unused.start()

    clock.skipped += 59 * _MINUTE
    in_time = await _alive(used)
    clock.skipped += 2 * _MINUTE

    assert in_time
    assert await _alive(used)
    assert not await _alive(unused)


async def test_S2_session_ends_after_a_day_however_it_is_used(
    clocked: Service, clock: SkippedClock
) -> None:
    person = Journey(clocked)
    await person.start()

    alive = []
    for _ in range(25):
        clock.skipped += 58 * _MINUTE
        alive.append(await _alive(person))

    assert alive == [True] * 24 + [False]


async def test_idle_limit_of_seconds_keeps_a_session_in_use(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> None:
    clock = SkippedClock()
    short = running_service(
        database_url, temporal, mail_server, clock, session_idle_ttl=20
    )
    async with short as service:
        clock.stop()
        person = Journey(service)
        await person.start()

        alive = []
        for seconds in (9, 9, 9, 17, 21):
            clock.skipped += timedelta(seconds=seconds)
            alive.append(await _alive(person))

    assert alive == [True, True, True, True, False]


@pytest.mark.parametrize(("idle", "whole"), [(20, 86_400), (3600, 20)])
async def test_S2_renewal_revives_no_ended_session(
    database_url: str,
    temporal: WorkflowEnvironment,
    mail_server: MailServer,
    idle: int,
    whole: int,
) -> None:
    clock = SkippedClock()
    short = running_service(
        database_url,
        temporal,
        mail_server,
        clock,
        session_idle_ttl=idle,
        session_ttl=whole,
    )
    async with short as service:
        person = Journey(service)
        await person.start()

        clock.skipped += timedelta(seconds=21)

        assert await _renewal_is_over(person)


async def test_member_sees_when_an_unused_session_ends(
    clocked: Service, clock: SkippedClock
) -> None:
    clock.stop()
    person = Journey(clocked)
    await person.start()

    clock.skipped += timedelta(seconds=20)
    me = (await person.with_session("GET", "/v1/me")).json()
    ends = datetime.fromisoformat(me["session"]["expires_at"])
    clock.skipped += ends - clock() - timedelta(seconds=1)

    assert await _alive(person)
