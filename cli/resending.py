"""`doorstep flow resend`: the mail of a setup once more, with a new code.

The workflow judges it by the member's own limits, as when the member asks.
"""

from uuid import UUID

from uuid_utils.compat import uuid7

from api.actions.enrollment_refusals import EnrollmentRefusals
from api.edge.problems import Problem, of_outcome
from api.flows import FlowFull, FlowGone, Flows, UpdateRejected
from cli import texts
from cli.database import open_database
from cli.interventions import act_on
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
    """Returns a sentence that says what was done."""
    async with open_database(settings) as pool:
        setup = await _setup(pool, name)
        try:
            EnrollmentRefusals(system_clock).of_resend(setup)
            await _ask(settings, setup.row.id)
        except Problem as problem:
            raise _refused(problem) from None
        except (FlowGone, FlowFull, UpdateRejected):
            raise InvalidInputError("This setup no longer accepts emails.") from None
        await act_on(
            pool, setup.member, reason, lambda act: act.explain_resend(setup.row.id)
        )
    return texts.MAIL_REQUESTED


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


def _refused(problem: Problem) -> InvalidInputError:
    title, detail = problem.kind.texts("en")
    wait = problem.extra.get("retry_after")
    return InvalidInputError(
        f"{title} Try again in {wait} seconds." if wait else f"{title} {detail}"
    )
