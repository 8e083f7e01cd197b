"""The running setups of an account, and what an administrator can do about one."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from api.actions.enrollments import EnrollmentActions
from api.actions.interventions import intervene_as
from api.edge import bodies
from api.edge.lists import ListRequest
from api.edge.problems import Problem, not_found
from api.flows import Flows
from api.texts.problems import ProblemKind
from api.texts.waiting import mail_failure, waiting_for
from doorstep.clock import Clock
from doorstep.db.emails import Email
from doorstep.db.enrollments import Enrollment, Enrollments
from doorstep.db.logins import Logins, Origin
from doorstep.db.pool import Connection, Pool, snapshot
from doorstep.db.signed_in import SignedIn
from doorstep.rules.policy import EnrollmentPolicy
from doorstep.rules.stages import EnrollmentStage
from doorstep.why.facts import Facts
from doorstep.why.reasons import explain
from doorstep.why.records import Records


@dataclass(frozen=True)
class RunningEnrollments:
    """Every method checks the account; an id of another account is not found."""

    pool: Pool
    clock: Clock
    flows: Flows
    enrollments: EnrollmentActions
    policy: EnrollmentPolicy

    async def oldest(
        self, admin: SignedIn, language: str, asked: ListRequest[UUID]
    ) -> bodies.Page[bodies.RunningSetup]:
        at = self.clock()
        async with (
            self.pool.acquire() as connection,
            snapshot(connection),
        ):
            rows = await Enrollments(connection).running_in(
                admin.account.id, at, limit=asked.fetched, after=asked.cursor
            )
            records = Records(connection, self.policy, at)
            setups = asked.shown(rows)
            facts = await records.of_setups(setups)
        shown = (
            _shown(row, known, language)
            for row, known in zip(setups, facts, strict=True)
        )
        return asked.page(shown, rows)

    async def one(
        self, admin: SignedIn, enrollment_id: UUID, language: str
    ) -> bodies.RunningSetup:
        at = self.clock()
        async with (
            self.pool.acquire() as connection,
            snapshot(connection),
        ):
            row = await _own(connection, admin, enrollment_id)
            if row.over(at):
                raise Problem(ProblemKind.flow_ended, stage=row.stage)
            records = Records(connection, self.policy, at)
            (facts,) = await records.of_setups([row])
        return _shown(row, facts, language)

    async def origins(
        self, admin: SignedIn, setups: Iterable[bodies.RunningSetup]
    ) -> dict[UUID, Origin]:
        """Where the login of each was begun, to tell two of one member apart."""
        async with self.pool.acquire() as connection:
            return await Logins(connection).origins_of_setups(
                admin.account.id, [each.id for each in setups]
            )

    async def resend(self, admin: SignedIn, enrollment_id: UUID) -> None:
        """The same as the member's own request, with the member's limits."""
        flow = await self.enrollments.of_account(admin.account.id, enrollment_id)
        await self.enrollments.resend(flow, by=admin.actor(self.clock()))

    async def cancel(self, admin: SignedIn, enrollment_id: UUID, reason: str) -> None:
        """The login returns to its earlier stage; an earlier device stays."""
        async with self.pool.acquire() as connection:
            row = await _own(connection, admin, enrollment_id)
        ended = await intervene_as(
            admin,
            row.member_id,
            reason,
            lambda act: act.cancel_setup(enrollment_id),
            pool=self.pool,
            clock=self.clock,
        )
        if ended is not None:
            raise Problem(ProblemKind.flow_ended, stage=ended)
        await self.flows.signal_ended([f"enrollment/{enrollment_id}"])


async def _own(
    connection: Connection, admin: SignedIn, enrollment_id: UUID
) -> Enrollment:
    row = await Enrollments(connection).find(enrollment_id)
    if row is None or row.account_id != admin.account.id:
        raise not_found()
    return row


def _shown(row: Enrollment, facts: Facts, language: str) -> bodies.RunningSetup:
    explanation = explain(facts)
    mail = _undelivered(facts)
    return bodies.RunningSetup(
        id=row.id,
        member=bodies.MemberName.of(facts.member),
        stage=row.stage,
        since=row.stage_since or row.started_at,
        reason=explanation.reason,
        waiting_for=waiting_for(explanation, language),
        last_mail_failure=_failure(mail, language) if mail else None,
        started_at=row.started_at,
        expires_at=row.expires_at,
    )


def _undelivered(facts: Facts) -> Email | None:
    """The mail that the setup waits for, if it was not sent yet."""
    mail = facts.mails[-1]
    waited_for = facts.setup and facts.setup.stage is EnrollmentStage.verify_email
    return mail if waited_for and mail.accepted_at is None else None


def _failure(mail: Email, language: str) -> str | None:
    if mail.last_failure is None:
        return None
    return mail_failure(mail.last_failure, language, denied=mail.denied)
