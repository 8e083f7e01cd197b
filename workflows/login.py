"""The workflow of a login.

setup_required → setting_up → code_required → signed_in
       ↑______________|  ↑________|        | expired | cancelled

A setup takes the login from either waiting stage to `setting_up`. Once the device is
active the login goes to `code_required`; otherwise back to the stage it came from.
"""

import asyncio
from datetime import datetime
from uuid import UUID

from temporalio import workflow
from temporalio.exceptions import FailureError

with workflow.unsafe.imports_passed_through():
    from activities.enrollments import EnrollmentChanges
    from activities.login_codes import LoginCodes
    from activities.login_endings import LoginEndings
    from doorstep.messages.activities import (
        EnrollmentEnding,
        JudgeOrderFields,
        LoginCode,
        LoginEnding,
        NewEnrollment,
        NewEnrollmentVerdict,
        Verdict,
    )
    from doorstep.messages.flows import (
        Act,
        CodeSubmission,
        Ended,
        EnrollmentEnded,
        EnrollmentStart,
        LoginEnded,
        LoginReply,
        LoginStart,
        LoginState,
        Outcome,
    )
    from doorstep.messages.search_attributes import attributes
    from doorstep.rules.stages import EnrollmentStage, LoginStage, in_words
    from workflows.activity_options import (
        TASK_TIMEOUT,
        finishing,
        judging,
        notify,
        refused,
        reject_stale,
    )
    from workflows.enrollment import EnrollmentWorkflow
    from workflows.flow_timer import FlowTimer
    from workflows.visibility import EXPIRES, OperatorView


@workflow.defn(name="Login")
class LoginWorkflow:
    """From the right password to a session, or to none."""

    @workflow.init
    def __init__(self, start: LoginStart) -> None:
        self._start = start
        self._stage = start.stage
        self._deadline = start.started_at + start.policy.lifetime
        self._setup: EnrollmentStart | None = None
        self._started: set[UUID] = set()
        self._end_reason: Ended | None = None
        self._fewer_commands = False
        self._timer = FlowTimer()
        self._lock = asyncio.Lock()
        self._view = OperatorView(start.started_at)

    @workflow.run
    async def run(self, start: LoginStart) -> LoginEnded:
        self._show()
        watching = self._timer.watch(self._wait, lambda: self._stage.final)
        try:
            await self._timer.until_over(watching)
        except asyncio.CancelledError:
            await self._end(LoginStage.cancelled)
            await workflow.wait_condition(workflow.all_handlers_finished)
            raise
        await workflow.wait_condition(workflow.all_handlers_finished)
        return LoginEnded(stage=self._stage)

    @workflow.update(description="Check a code from the authenticator app")
    async def submit_code(self, submission: CodeSubmission) -> LoginReply:
        async with self._lock:  # two guesses judged together could share the last try
            if self._stage is not LoginStage.code_required:
                return self._reply(self._refusal())
            verdict = await workflow.execute_local_activity_method(
                LoginCodes.judge,
                LoginCode(**self._attempt(submission), sealed=submission.sealed),
                **judging("Verify the code from the app"),
            )
            if verdict.outcome is Outcome.accepted:
                self._timer.left = verdict.leaves_timer
                self._enter(LoginStage.signed_in)
        await notify(verdict.notice)
        return self._reply(
            verdict,
            session_expires_at=verdict.session_expires_at,
            used_step=verdict.used_step,
        )

    @submit_code.validator
    def validate_submit_code(self, submission: CodeSubmission) -> None:
        reject_stale(submission, self._stage)
        if self._stage is not LoginStage.code_required:
            raise refused(self._refusal(), self._stage)

    @workflow.update(description="Begin the setup of an authenticator")
    async def begin_setup(self, act: Act) -> LoginReply:
        async with self._lock:
            if self._stage is LoginStage.setting_up:
                return self._reply(Outcome.accepted)
            if self._stage.final:
                return self._reply(self._refusal())
            verdict = await workflow.execute_local_activity_method(
                EnrollmentChanges.open,
                NewEnrollment(**self._attempt(act), enrollment_id=workflow.uuid7()),
                **judging("Start a setup"),
            )
            # known by a repeated verdict: do not start it again
            known = verdict.enrollment_id in self._started
            begins = verdict.outcome is Outcome.accepted and not known
            if begins:
                await self._start_setup(verdict)
            return self._reply(verdict, newly_begun=begins)

    @begin_setup.validator
    def validate_begin_setup(self, act: Act) -> None:
        if self._stage.final:
            raise refused(Outcome.flow_ended, self._stage)

    @workflow.update(description="Cancel the login")
    async def cancel(self, act: Act) -> LoginReply:
        await self._end(LoginStage.cancelled)
        return self._reply(Outcome.accepted)

    @cancel.validator
    def validate_cancel(self, act: Act) -> None:
        if self._stage.final:
            raise refused(Outcome.flow_ended, self._stage)

    @workflow.signal(description="End now: the member was disabled or the device reset")
    def end_now(self, reason: Ended) -> None:
        self._end_reason = reason

    @workflow.signal(description="The setup reports how it ended")
    def setup_ended(self, ended: EnrollmentEnded) -> None:
        setup = self._setup
        if setup is not None and setup.enrollment_id == ended.enrollment_id:
            self._setup = None
            self._deadline = ended.login_expires_at
            self._enter(ended.login_stage)

    @workflow.query(description="The state of the login")
    def state(self) -> LoginState:
        return LoginState(
            stage=self._stage,
            expires_at=self._deadline,
            enrollment_id=self._setup.enrollment_id if self._setup else None,
        )

    async def _wait(self) -> None:
        due = self._deadline
        if due <= workflow.now():
            await asyncio.shield(self._end(LoginStage.expired))
            return
        if await self._timer.fires(due, EXPIRES, unless=lambda: self._must_wake(due)):
            if not self._fewer_commands:
                await asyncio.shield(self._end(LoginStage.expired))
            return  # the next call of `_wait` acts on it
        if self._end_reason is not None:
            await asyncio.shield(self._end(LoginStage.cancelled))

    async def _end(self, stage: LoginStage) -> None:
        async with self._lock:
            if self._stage.final:
                return
            ended = await workflow.execute_activity_method(
                LoginEndings.end,
                LoginEnding(
                    login_id=self._start.login_id,
                    member_id=self._start.member_id,
                    stage=stage,
                    at=workflow.now(),
                ),
                **finishing(f"End the login: {in_words(stage)}"),
            )
            self._setup = None
            self._enter(ended.stage)

    async def _start_setup(self, verdict: NewEnrollmentVerdict) -> None:
        setup = self._new_setup(verdict)
        self._setup = setup
        self._started.add(setup.enrollment_id)
        self._fewer_commands = verdict.fewer_commands
        self._deadline = verdict.login_expires_at or self._deadline
        self._enter(LoginStage.setting_up)
        child = await workflow.start_child_workflow(
            EnrollmentWorkflow.run,
            setup,
            id=f"enrollment/{setup.enrollment_id}",
            parent_close_policy=workflow.ParentClosePolicy.REQUEST_CANCEL,
            task_timeout=TASK_TIMEOUT,
            static_summary="Set up an authenticator",
            search_attributes=attributes(
                EnrollmentStage.verify_email,
                setup.account_id,
                setup.member_id,
                setup.application,
            ),
        )
        self._following = asyncio.create_task(self._follow(child, setup))

    def _new_setup(self, verdict: NewEnrollmentVerdict) -> EnrollmentStart:
        start = self._start
        return EnrollmentStart(
            enrollment_id=verdict.enrollment_id or workflow.uuid7(),
            login_id=start.login_id,
            account_id=start.account_id,
            member_id=start.member_id,
            application=start.application,
            replaces_device=verdict.replaces_device,
            started_at=workflow.now(),
            expires_at=verdict.expires_at or self._deadline,
            policy=start.policy.enrollment,
        )

    async def _follow(
        self,
        child: workflow.ChildWorkflowHandle[EnrollmentWorkflow, EnrollmentEnded],
        setup: EnrollmentStart,
    ) -> None:
        """Wait for the child: a terminated setup could not signal its own end."""
        try:
            ended = await child
        except FailureError:
            ended = await workflow.execute_activity_method(
                EnrollmentChanges.end,
                EnrollmentEnding(
                    enrollment_id=setup.enrollment_id,
                    member_id=setup.member_id,
                    stage=EnrollmentStage.cancelled,
                    at=workflow.now(),
                ),
                **finishing("End the setup, which did not report its end"),
            )
        self.setup_ended(ended)

    def _enter(self, stage: LoginStage) -> None:
        self._stage = stage
        self._view.enter(stage)
        self._show()

    def _show(self) -> None:
        self._view.show(self._stage, self._deadline)

    def _must_wake(self, due: datetime) -> bool:
        """A timer that is due before a later deadline fires, and is set again then."""
        moved = self._deadline < due if self._fewer_commands else self._deadline != due
        return self._stage.final or self._end_reason is not None or moved

    def _refusal(self) -> Outcome:
        return Outcome.flow_ended if self._stage.final else Outcome.wrong_stage

    def _attempt(self, act: Act) -> JudgeOrderFields:
        return {
            "attempt_id": act.attempt_id,
            "member_id": self._start.member_id,
            "flow_id": self._start.login_id,
            "at": workflow.now(),
        }

    def _reply(
        self,
        verdict: Verdict | Outcome,
        *,
        session_expires_at: datetime | None = None,
        used_step: int | None = None,
        newly_begun: bool = False,
    ) -> LoginReply:
        judged = verdict if isinstance(verdict, Verdict) else Verdict(outcome=verdict)
        self._view.note(judged)
        self._show()
        return LoginReply(
            outcome=judged.outcome,
            state=self.state(),
            attempts_left=judged.attempts_left,
            retry_at=judged.retry_at,
            session_expires_at=session_expires_at,
            newly_begun=newly_begun,
            repeated=judged.repeated,
            used_step=used_step,
        )
