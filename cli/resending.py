"""`doorstep flow resend`: the mail of a setup once more, with a new code.

The workflow judges it by the member's own limits, as when the member asks.
"""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from api.actions.enrollment_refusals import EnrollmentRefusals
from api.edge.flow_faults import FlowFull, FlowGone, UpdateRejected
from api.edge.problems import Problem, of_outcome, seconds_until
from api.flows import Flows
from api.texts.problems import ProblemKind
from cli import texts
from cli.database import open_database
from cli.interventions import act_on
from doorstep import i18n
from doorstep.clock import system_clock
from doorstep.db.enrollments import Enrollment
from doorstep.db.pool import Pool
from doorstep.errors import InvalidInputError, NotFoundError
from doorstep.messages.flows import Outcome, Resend
from doorstep.rules.time_limits import USUAL
from doorstep.settings.processes import OperatorSettings
from doorstep.temporal.client import connect
from doorstep.transactions.flow_facts import SetupFacts, setup_facts
from doorstep.transactions.lookups import find_flow
from workflows.enrollment import EnrollmentWorkflow


async def resend_email(settings: OperatorSettings, name: str, reason: str) -> str:
    """Returns a sentence: which mail was requested, and when another may be."""
    async with open_database(settings) as pool:
        setup = await _setup(pool, name)
        try:
            EnrollmentRefusals(system_clock).of_resend(setup)
            await _ask(settings, setup.row.id)
        except Problem as problem:
            setup = await _setup(pool, name)
            raise InvalidInputError(_refusal(problem, setup)) from None
        except (FlowGone, FlowFull, UpdateRejected):
            raise InvalidInputError("This setup no longer accepts emails.") from None
        setup = await _setup(pool, name)
        await act_on(
            pool, setup.member, reason, lambda act: act.explain_resend(setup.row.id)
        )
    again = setup.budget.next_mail_at(setup.email)
    return texts.mail_requested(_flow(setup), setup.email.number, _when(again))


async def _setup(pool: Pool, name: str) -> SetupFacts:
    async with pool.acquire() as connection:
        flow = await find_flow(connection, name)
        if not isinstance(flow, Enrollment):
            raise NotFoundError("setup", name)
        return await setup_facts(connection, flow.id, system_clock())


async def _ask(settings: OperatorSettings, setup_id: UUID) -> None:
    flows = Flows(await connect(settings), settings.task_queue, USUAL)
    reply = await flows.act_on_enrollment(
        setup_id, EnrollmentWorkflow.resend, Resend(attempt_id=uuid7())
    )
    if reply.outcome is not Outcome.accepted:
        raise of_outcome(
            reply.outcome,
            stage=reply.state.stage,
            at=system_clock(),
            retry_at=reply.retry_at,
        )


def _refusal(problem: Problem, setup: SetupFacts) -> str:
    """In terms of the flow: an operator is not the one who waits for the mail."""
    flow, again = _flow(setup), _when(setup.budget.next_mail_at(setup.email))
    match problem.kind:
        case ProblemKind.resend_too_soon:
            return texts.mail_too_soon(flow, setup.email.number, again)
        case ProblemKind.too_many_emails:
            return texts.mailbox_full(flow, again)
        case ProblemKind.wrong_stage | ProblemKind.flow_ended:
            return texts.sends_no_mail(flow, setup.row.stage_at(system_clock()))
    return " ".join(problem.kind.texts("en"))


def _flow(setup: SetupFacts) -> str:
    return f"enrollment/{setup.row.id}"


def _when(moment: datetime) -> str:
    return i18n.seconds_from_now(seconds_until(moment, system_clock()), "en")
