"""Logins by the session that a browser has: their workflows begin a moment later."""

from datetime import timedelta
from uuid import UUID

from temporalio.client import WorkflowExecutionStatus

from client_application import ClientApplication, add_client, answer_of
from doorstep.why.explanations import Reason
from service import Service
from visitor import Visitor
from waiting import until
from why_answers import why

_WAITING = "select login_id from login_starts"


async def _signed_in(service: Service) -> ClientApplication:
    client = await add_client(service)
    await Visitor(service.http).sign_in()
    return client


async def _login_of(service: Service, client: ClientApplication) -> UUID:
    login_id: UUID = await service.pool.fetchval(
        "select id from logins where application = $1", client.id
    )
    return login_id


async def _status(service: Service, login_id: UUID) -> WorkflowExecutionStatus | None:
    flow = service.client.get_workflow_handle(f"login/{login_id}")
    return (await flow.describe()).status


async def _left_behind(service: Service) -> UUID:
    """A login that has waited for a minute, and which no worker takes now."""
    login_id: UUID = await service.pool.fetchval("select id from logins limit 1")
    at, minute = service.clock(), timedelta(minutes=1)
    await service.pool.execute(
        "insert into login_starts values ($1, $2, $3)",
        login_id,
        at - minute,
        at + minute,
    )
    return login_id


async def test_W1_login_by_single_sign_on_is_a_workflow_a_moment_later(
    service: Service,
) -> None:
    client = await _signed_in(service)

    answer_of(await client.ask())

    login_id, done = await _login_of(service, client), WorkflowExecutionStatus.COMPLETED
    await until(lambda: service.pool.fetch(_WAITING), lambda rows: not rows)
    await until(lambda: _status(service, login_id), lambda status: status is done)


async def test_W1_request_starts_its_own_workflow_where_workers_are_late(
    service: Service,
) -> None:
    client = await _signed_in(service)
    left = await _left_behind(service)

    answer_of(await client.ask())

    waiting = await service.pool.fetch(_WAITING)
    assert [row["login_id"] for row in waiting] == [left]
    assert await _status(service, await _login_of(service, client)) is not None


async def test_why_says_that_temporal_does_not_show_a_login_yet(
    service: Service,
) -> None:
    await _signed_in(service)
    left = await _left_behind(service)

    found = await why(service, f"login/{left}")

    assert Reason.start_waiting in [each.reason for each in found.besides]
