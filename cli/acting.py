"""An operator's acts: committed in PostgreSQL first, then told to the workflows."""

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import TypeVar
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from cli.database import open_database
from doorstep.clock import system_clock
from doorstep.db.enrollments import Enrollment, Enrollments
from doorstep.db.logins import Logins
from doorstep.db.members import Member, Members
from doorstep.db.pool import Pool
from doorstep.errors import ConfigurationError, InvalidInputError
from doorstep.messages.flows import Ended, NoticeStart
from doorstep.process.notice_sweep import start_notice
from doorstep.rules.people import ReasonText
from doorstep.settings import Settings
from doorstep.temporal.client import connect
from doorstep.temporal.executions import tell_to_end
from doorstep.transactions.administration import (
    find_flow,
    find_member,
    new_password_hash,
)
from doorstep.transactions.interventions import Intervention
from doorstep.transactions.members import lock_member_in_account
from doorstep.transactions.sacrificed import run_again_if_sacrificed

_Done = TypeVar("_Done")


async def cancel_flow(settings: Settings, name: str, reason: str) -> str:
    """Gives what was done, in a sentence."""
    async with open_database(settings) as pool:
        async with pool.acquire() as connection:
            flow = await find_flow(connection, name)
            if flow is None:
                raise InvalidInputError(f"There is no flow {name!r}.")
            member = await Members(connection).get(flow.member_id)
        cancel = _cancel_setup if isinstance(flow, Enrollment) else _cancel_login
        workflow_id = await act_on(pool, member, reason, partial(cancel, flow.id))
    told = await _tell(settings, [workflow_id], Ended.committed)
    return f"Cancelled {workflow_id}.{told}"


async def _cancel_setup(enrollment_id: UUID, act: Intervention) -> str:
    setup = await Enrollments(act.connection).get(enrollment_id)
    _check_running(setup.ended_at is None, setup.stage)
    await act.cancel_setup(setup)
    return f"enrollment/{enrollment_id}"


async def _cancel_login(login_id: UUID, act: Intervention) -> str:
    login = await Logins(act.connection).get(login_id)
    _check_running(login.ended_at is None, login.stage)
    await act.cancel_login(login)
    return f"login/{login_id}"


async def reset_device(settings: Settings, name: str, reason: str) -> str:
    async with open_database(settings) as pool:
        member = await _member(pool, name)
        notice, ended = await act_on(pool, member, reason, Intervention.reset_device)
    done = "The device is reset" if notice else "There was no device to reset"
    return await _signed_out(settings, done, ended, Ended.device_reset, notice)


async def change_password(
    settings: Settings, name: str, password: str, reason: str
) -> str:
    password_hash = await new_password_hash(password)
    async with open_database(settings) as pool:
        member = await _member(pool, name)
        notice, ended = await act_on(
            pool, member, reason, lambda act: act.change_password(password_hash)
        )
    done = "The password is changed"
    return await _signed_out(settings, done, ended, Ended.committed, notice)


async def unlock_device(settings: Settings, name: str, reason: str) -> str:
    async with open_database(settings) as pool:
        member = await _member(pool, name)
        if not await act_on(pool, member, reason, Intervention.unlock_device):
            raise InvalidInputError(
                "The member's device has no wait to end; a disabled one is reset."
            )
    return "The device is unlocked: codes are taken again."


async def act_on(
    pool: Pool,
    member: Member,
    reason: str,
    act: Callable[[Intervention], Awaitable[_Done]],
) -> _Done:
    """One transaction with the account and the member locked, in this order."""
    try:
        reason = TypeAdapter[str](ReasonText).validate_python(reason)
    except ValidationError as error:
        raise InvalidInputError(f"--reason: {error.errors()[0]['msg']}.") from None

    async def run() -> _Done:
        async with pool.acquire() as connection, connection.transaction():
            locked = await lock_member_in_account(
                connection, member.account_id, member.id
            )
            if locked is None:
                raise InvalidInputError("The member has been erased.")
            return await act(Intervention(connection, locked, reason, system_clock()))

    return await run_again_if_sacrificed(run)


async def _member(pool: Pool, name: str) -> Member:
    async with pool.acquire() as connection:
        return await find_member(connection, name)


def _check_running(runs: bool, stage: str) -> None:
    if not runs:
        raise InvalidInputError(f"The flow has ended as {stage} already.")


async def _signed_out(
    settings: Settings,
    done: str,
    logins: list[UUID],
    news: Ended,
    notice: NoticeStart | None,
) -> str:
    told = await _tell(settings, [f"login/{each}" for each in logins], news, notice)
    return f"{done}; sessions and {len(logins)} running logins ended.{told}"


async def _tell(
    settings: Settings,
    workflow_ids: Iterable[str],
    news: Ended,
    notice: NoticeStart | None = None,
) -> str:
    """What is committed stands; gives a warning where Temporal did not hear of it."""
    try:
        client = await connect(settings)
        for workflow_id in workflow_ids:
            await _end(client, workflow_id, news)
        if notice:
            await start_notice(client, settings.task_queue, notice)
    except (ConfigurationError, RPCError):
        return " Temporal does not answer: its workflows learn of it at their next act."
    return ""


async def _end(client: Client, workflow_id: str, news: Ended) -> None:
    try:
        await tell_to_end(client, workflow_id, news)
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:  # else it is over already
            raise
