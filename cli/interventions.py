"""Acts of an operator: committed in PostgreSQL first, then signalled to workflows."""

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from cli import texts
from cli.database import open_database
from doorstep.clock import system_clock
from doorstep.db.address_changes import AddressChange
from doorstep.db.enrollments import Enrollment
from doorstep.db.invitations import Invitation
from doorstep.db.logins import Login
from doorstep.db.members import Member, Members
from doorstep.db.pool import Pool
from doorstep.db.recoveries import Recovery
from doorstep.errors import (
    ConfigurationError,
    FlowEndedError,
    InvalidInputError,
    NotFoundError,
    NotLockedError,
    in_words,
)
from doorstep.messages.flows import Ended, NoticeStart
from doorstep.rules.people import ReasonText
from doorstep.settings.processes import DatabaseSettings, TemporalSettings
from doorstep.temporal.client import connect
from doorstep.temporal.executions import signal_end
from doorstep.temporal.notice_starts import start_notice
from doorstep.transactions import operators
from doorstep.transactions.interventions import Intervention, intervene
from doorstep.transactions.invitations import cancel_invitation
from doorstep.transactions.lookups import find_flow, find_member

_Done = TypeVar("_Done")


async def cancel_flow(settings: DatabaseSettings, name: str, reason: str) -> str:
    """Returns a sentence that says what was done."""
    async with open_database(settings) as pool:
        async with pool.acquire() as connection:
            flow = await find_flow(connection, name)
            if flow is None or flow.member_id is None:
                raise NotFoundError("flow", name)
            member = await Members(connection).get(flow.member_id)
        workflow_id, cancel = _cancelling(flow)
        ended = await act_on(pool, member, reason, cancel)
    if ended is not None:
        raise FlowEndedError(ended)
    told = await inform(settings, [workflow_id])
    return f"{texts.cancelled(workflow_id)}{told}"


def _cancelling(
    flow: Login | Enrollment | Recovery | AddressChange | Invitation,
) -> tuple[str, Callable[[Intervention], Awaitable[str | None]]]:
    """The id of its workflow, and the act that ends its row."""
    if isinstance(flow, Enrollment):
        return f"enrollment/{flow.id}", lambda act: act.cancel_setup(flow.id)
    if isinstance(flow, AddressChange):
        return f"address/{flow.id}", lambda act: act.cancel_address_change(flow.id)
    if isinstance(flow, Recovery):
        return f"recovery/{flow.id}", lambda act: act.cancel_recovery(flow.id)
    if isinstance(flow, Invitation):
        return f"invitation/{flow.id}", lambda act: _cancel_invitation(act, flow)
    return f"login/{flow.id}", lambda act: act.cancel_login(flow.id)


async def _cancel_invitation(act: Intervention, flow: Invitation) -> str | None:
    """Returns its ending if it had ended before."""
    newest = await cancel_invitation(act)
    running = newest is not None and newest.id == flow.id and not newest.ended_at
    return None if running else flow.stage


async def reset_device(settings: DatabaseSettings, name: str, reason: str) -> str:
    async with open_database(settings) as pool:
        member = await _member(pool, name)
        notice, ended = await act_on(
            pool, member, reason, lambda act: act.reset_device(settings.session_idle)
        )
    done = texts.DEVICE_RESET if notice else texts.NO_DEVICE
    news, flows = Ended.device_reset, workflows_of(ended)
    return await signed_out(settings, done, flows, news, notice)


async def change_password(
    settings: DatabaseSettings, name: str, password: str, reason: str
) -> str:
    async with open_database(settings) as pool:
        member = await _member(pool, name)
        password_hash = await operators.new_password_hash(
            pool, member, password, settings.hash_cost
        )
        notice, ended = await act_on(
            pool, member, reason, lambda act: act.change_password(password_hash)
        )
    done, news = texts.PASSWORD_CHANGED, Ended.committed
    return await signed_out(settings, done, ended, news, notice)


async def end_sessions(
    settings: DatabaseSettings, name: str, only: UUID | None, reason: str
) -> str:
    idle = settings.session_idle
    async with open_database(settings) as pool:
        member = await _member(pool, name)
        ended = await act_on(
            pool, member, reason, lambda act: act.end_sessions(idle, only)
        )
    if only and not ended:
        raise NotFoundError("open session of this member", str(only))
    return texts.sessions_ended(ended)


async def unlock_device(settings: DatabaseSettings, name: str, reason: str) -> str:
    async with open_database(settings) as pool:
        member = await _member(pool, name)
        if not await act_on(pool, member, reason, Intervention.unlock_device):
            raise NotLockedError
    return texts.DEVICE_UNLOCKED


async def act_on(
    pool: Pool,
    member: Member,
    reason: str,
    act: Callable[[Intervention], Awaitable[_Done]],
) -> _Done:
    """Run the act in one transaction, with the reason on its audit event."""
    try:
        reason = TypeAdapter[str](ReasonText).validate_python(reason)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        raise InvalidInputError(f"--reason: it {in_words(problem)}.") from None
    return await intervene(
        pool, member.account_id, member.id, reason, act, clock=system_clock
    )


async def _member(pool: Pool, name: str) -> Member:
    async with pool.acquire() as connection:
        return await find_member(connection, name)


async def signed_out(
    settings: DatabaseSettings,
    done: str,
    flows: list[str],
    news: Ended,
    notice: NoticeStart | None,
) -> str:
    told = await inform(settings, flows, news, [notice] if notice else [])
    logins = sum(flow.startswith("login/") for flow in flows)
    return f"{texts.signed_out(done, logins)}{told}"


def workflows_of(logins: list[UUID]) -> list[str]:
    return [f"login/{each}" for each in logins]


async def inform(
    settings: DatabaseSettings,
    workflow_ids: Iterable[str] = (),
    news: Ended = Ended.committed,
    notices: Iterable[NoticeStart] = (),
) -> str:
    """Signal the workflows that have ended, and start the notices; returns a warning if
    Temporal is unreachable.
    """
    try:
        client = await connect(TemporalSettings.of(settings))
        for workflow_id in workflow_ids:
            await _end(client, workflow_id, news)
        for notice in notices:
            await start_notice(client, settings.task_queue, notice)
    except (ConfigurationError, RPCError):
        return f" {texts.TEMPORAL_AWAY}"
    return ""


async def _end(client: Client, workflow_id: str, news: Ended) -> None:
    try:
        await signal_end(client, workflow_id, news)
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:  # it has closed already
            raise
