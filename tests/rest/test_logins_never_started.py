"""Logins whose workflow did not start: 503, not counted, not left running."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest

from api.actions.starts import Starts
from api.edge.problems import unavailable
from api.flows import Flows
from changed_settings import changed
from chosen_time_limits import SHORT_LIMITS
from client_addresses import client_at, second_api
from doorstep.db.events import EventKind
from doorstep.db.pool import Pool, present
from doorstep.db.running_flows import RunningFlow, RunningFlows
from doorstep.messages.flows import LoginStart
from doorstep.process.login_sweep import sweep_once
from doorstep.rules.policy import LoginPolicy
from doorstep.why.explanations import Reason
from journey import Journey
from problem_documents import kind, problem
from seeding import member_id_of, rows_of
from service import MEMBER, Service
from trials.ports import free_port
from why_answers import timeline_of, why, why_later
from why_facts import said_of


@pytest.fixture
async def cut_off(service: Service) -> AsyncIterator[Service]:
    """The service through an API that cannot reach Temporal."""
    away = changed(service.settings, temporal_address=f"127.0.0.1:{free_port()}")
    async with second_api(service, away) as app:
        yield client_at(service, app)


async def _running(pool: Pool, service: Service) -> list[RunningFlow]:
    async with pool.acquire() as connection:
        return await RunningFlows(connection).waiting(since_before=service.clock())


async def test_W2_row16_logins_while_temporal_is_down_do_not_count(
    service: Service, cut_off: Service
) -> None:
    people = [Journey(cut_off) for _ in range(66)]

    answers = await asyncio.gather(*(person.start() for person in people))
    back = await Journey(service).start()

    assert Counter(map(kind, answers)) == {(503, "temporarily-unavailable"): 66}
    assert all(int(answer.headers["Retry-After"]) >= 1 for answer in answers)
    assert back.status_code == 201
    assert await service.pool.fetchval("select count(*) from password_tries") == 0


async def test_W2_row16_login_that_never_started_is_not_listed_as_running(
    service: Service, cut_off: Service
) -> None:
    await service.require_two_step()

    await Journey(cut_off).start()

    found = await why(service)
    assert await _running(service.pool, service) == []
    assert found.explanation.reason is Reason.never_started
    assert said_of(EventKind.login_ended, {"stage": "cancelled"}) in timeline_of(found)


async def test_W2_row16_wrong_password_is_refused_while_temporal_is_down(
    cut_off: Service,
) -> None:
    wrong = await Journey(cut_off).start("a guess")

    assert kind(wrong) == (401, "invalid-credentials")


async def test_W2_row16_start_that_exceeds_the_time_limit_does_not_count(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(*_: object) -> None:
        await asyncio.sleep(30)

    with monkeypatch.context() as slow:
        slow.setattr(Flows, "start_login", hang)
        async with second_api(service, limits=SHORT_LIMITS) as app:
            cut_off = await Journey(client_at(service, app)).start()

    assert problem(cut_off)[:2] == (503, "temporarily-unavailable")
    assert await service.pool.fetchval("select bool_and(never_started) from logins")
    assert await _running(service.pool, service) == []


async def test_W2_row16_pending_starts_do_not_refuse_a_login_as_too_many(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging: list[LoginStart] = []
    sixty, over = asyncio.Event(), asyncio.Event()
    one_answered = Starts.one_answered

    async def hang(_: Flows, start: LoginStart) -> None:
        hanging.append(start)
        if len(hanging) == 60:
            sixty.set()
        await over.wait()
        raise unavailable()

    async def wait_for_one(starts: Starts, member_id: UUID) -> bool:
        over.set()
        return await one_answered(starts, member_id)

    with monkeypatch.context() as slow:
        slow.setattr(Flows, "start_login", hang)
        slow.setattr(Starts, "one_answered", wait_for_one)
        requests = [asyncio.create_task(Journey(service).start()) for _ in range(60)]
        await sixty.wait()
        late = await Journey(service).start()
        over.set()
        await asyncio.gather(*requests)

    assert kind(late) == (503, "temporarily-unavailable")
    assert (await Journey(service).start()).status_code == 201


async def test_W2_row16_workflow_of_a_withdrawn_login_ends_with_its_row(
    service: Service, cut_off: Service
) -> None:
    """The start timed out, but Temporal had accepted it."""
    await service.require_two_step()
    await Journey(cut_off).start()
    login = present(await service.pool.fetchrow("select * from logins"))
    began = service.clock() - timedelta(minutes=10)

    ended = await service.client.execute_workflow(
        "Login",
        LoginStart(
            login_id=login["id"],
            account_id=login["account_id"],
            member_id=login["member_id"],
            application=login["application"],
            stage="setup_required",
            started_at=began,
            policy=LoginPolicy(),
        ),
        id=f"login/{login['id']}",
        task_queue=service.settings.task_queue,
    )

    assert ended == {"stage": "cancelled"}
    events = "select count(*) from events where kind = 'authn_login_ended'"
    assert await service.pool.fetchval(events) == 1


async def test_W2_row16_login_of_a_killed_api_expires(
    service: Service,
) -> None:
    """Killed between the row and the start: nobody has its token, Temporal has no
    workflow.
    """
    member_id = await member_id_of(service.pool, MEMBER)
    now = service.clock()
    async with service.pool.acquire() as connection:
        over = await (
            await rows_of(connection, member_id, now - timedelta(minutes=12))
        ).login()
        waits = await (await rows_of(connection, member_id, now)).login()

    await sweep_once(service.pool, service.clock)
    again = await sweep_once(service.pool, service.clock)

    rows = await service.pool.fetch("select id, stage from logins")
    assert {row["id"]: row["stage"] for row in rows} == {
        over.id: "expired",
        waits.id: "code_required",
    }
    assert again == 0
    ended = "select count(*) from events where login_id = $1"
    assert await service.pool.fetchval(ended, over.id) == 1


async def test_W2_row16_why_explains_a_login_without_a_workflow(
    service: Service,
) -> None:
    member_id = await member_id_of(service.pool, MEMBER)
    async with service.pool.acquire() as connection:
        await (await rows_of(connection, member_id, service.clock())).login()

    at_once = await why(service)
    later = await why_later(service, timedelta(seconds=30))

    assert at_once.explanation.reason is Reason.setup_required
    assert later.explanation.reason is Reason.workflow_missing


async def test_W2_row16_sweep_leaves_what_a_worker_ended_meanwhile(
    service: Service,
) -> None:
    person = Journey(service)
    await person.start()
    await service.pool.execute(
        "update logins set expires_at = expires_at - interval '1 hour'"
    )

    swept = await sweep_once(service.pool, service.clock)

    assert swept == 0
    assert await service.pool.fetchval("select stage from logins") == "signed_in"
