"""Simulated flows, and what a person does in them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast
from uuid import UUID

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHandle, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from uuid_utils.compat import uuid7

from api.flows import Update
from doorstep.messages.flows import (
    Act,
    CodeSubmission,
    Continue,
    EnrollmentEnded,
    EnrollmentReply,
    LoginEnded,
    LoginReply,
    LoginStart,
    Resend,
)
from doorstep.rules.stages import EnrollmentStage, LoginStage
from fake_activities import RIGHT, Fakes
from waiting import until
from workflows.enrollment import EnrollmentWorkflow
from workflows.login import LoginWorkflow

_Flow = TypeVar("_Flow")
_Act = TypeVar("_Act", bound=Act)
_Reply = TypeVar("_Reply")


@dataclass(frozen=True)
class SimulatedEnrollment:
    """A setup: its updates, and what can be read of it."""

    handle: WorkflowHandle[EnrollmentWorkflow, EnrollmentEnded]
    fakes: Fakes
    now: Callable[[], Awaitable[datetime]]

    @property
    def enrollment_id(self) -> UUID:
        return UUID(self.handle.id.partition("/")[2])

    async def stage(self) -> EnrollmentStage:
        return (await self.handle.query(EnrollmentWorkflow.state)).stage

    async def until(self, stage: EnrollmentStage) -> None:
        await until(self.stage, lambda seen: seen is stage)

    async def submit_email_code(
        self, sealed: str = RIGHT, age: timedelta = timedelta(0)
    ) -> EnrollmentReply:
        submission = _submission(sealed, await self.now() - age)
        return await _acted(
            self.handle, EnrollmentWorkflow.submit_email_code, submission
        )

    async def advance(self, stage: EnrollmentStage) -> EnrollmentReply:
        act = Continue.model_validate({"attempt_id": uuid7(), "stage": stage})
        return await _acted(self.handle, EnrollmentWorkflow.advance, act)

    async def submit_setup_code(
        self, sealed: str = RIGHT, age: timedelta = timedelta(0)
    ) -> EnrollmentReply:
        submission = _submission(sealed, await self.now() - age)
        return await _acted(
            self.handle, EnrollmentWorkflow.submit_setup_code, submission
        )

    async def resend(self) -> EnrollmentReply:
        act = Resend(attempt_id=uuid7())
        return await _acted(self.handle, EnrollmentWorkflow.resend, act)

    async def cancel(self) -> EnrollmentReply:
        act = Act(attempt_id=uuid7())
        return await _acted(self.handle, EnrollmentWorkflow.cancel, act)

    async def until_idle(self) -> None:
        """Until its mail was sent: the test server loses a task that cancels an ended
        activity.
        """

        async def busy() -> bool:
            described = await self.handle.describe()
            mails = self.fakes.mails
            pending = described.raw_description.pending_activities
            return bool(pending) or not mails.sent

        await until(busy, lambda seen: not seen)

    async def as_far_as(self, stage: EnrollmentStage) -> None:
        """From the beginning to one of the waiting stages."""
        await self.until_idle()
        order = list(EnrollmentStage)
        if order.index(stage) >= order.index(EnrollmentStage.install_app):
            await self.submit_email_code()
        for left in (EnrollmentStage.install_app, EnrollmentStage.connect_device):
            if order.index(stage) > order.index(left):
                await self.advance(left)


@dataclass(frozen=True)
class SimulatedLogin:
    """A login: its updates, and what can be read of it."""

    handle: WorkflowHandle[LoginWorkflow, LoginEnded]
    start: LoginStart
    now: Callable[[], Awaitable[datetime]]
    running: Callable[[UUID], SimulatedEnrollment]

    async def stage(self) -> LoginStage:
        return (await self.handle.query(LoginWorkflow.state)).stage

    async def expires_after(self) -> timedelta:
        """How long it may live, counted from its start."""
        state = await self.handle.query(LoginWorkflow.state)
        return state.expires_at - self.start.started_at

    async def until(self, stage: LoginStage) -> None:
        await until(self.stage, lambda seen: seen is stage)

    async def ending(self) -> LoginStage:
        """The stage it ends in; the time until then is skipped."""
        return (await self.handle.result()).stage

    async def events(self) -> list[str]:
        """The event types of its history."""
        history = await self.handle.fetch_history()
        kinds = (EventType.Name(event.event_type) for event in history.events)
        return [kind.removeprefix("EVENT_TYPE_") for kind in kinds]

    async def submit_code(
        self, sealed: str = RIGHT, age: timedelta = timedelta(0)
    ) -> LoginReply:
        submission = _submission(sealed, await self.now() - age)
        return await _acted(self.handle, LoginWorkflow.submit_code, submission)

    async def begin_setup(self, act: Act | None = None) -> SimulatedEnrollment:
        """The running setup, started or joined."""
        reply = await self.ask_for_setup(act)
        assert reply.state.enrollment_id is not None
        setup = self.running(reply.state.enrollment_id)
        await setup.until_idle()
        return setup

    async def ask_for_setup(self, act: Act | None = None) -> LoginReply:
        act = act or Act(attempt_id=uuid7())
        return await _acted(self.handle, LoginWorkflow.begin_setup, act)

    async def cancel(self) -> LoginReply:
        act = Act(attempt_id=uuid7())
        return await _acted(self.handle, LoginWorkflow.cancel, act)


async def _acted(
    handle: WorkflowHandle[_Flow, Any], update: Update[_Flow, _Act, _Reply], act: _Act
) -> _Reply:
    return cast("_Reply", await handle.execute_update(update, act))


def _submission(sealed: str, sent_at: datetime) -> CodeSubmission:
    return CodeSubmission(attempt_id=uuid7(), sealed=sealed, sent_at=sent_at)


async def refusal(act: Awaitable[object]) -> str | None:
    """The type of the error with which a validator rejects an update."""
    with pytest.raises(WorkflowUpdateFailedError) as caught:
        await act
    cause = caught.value.cause
    assert isinstance(cause, ApplicationError)
    return cause.type
