"""From a name to an answer: facts gathered, the reason found, the way shown."""

from dataclasses import dataclass
from urllib.parse import quote

from doorstep.clock import Clock
from doorstep.db.condition import Condition
from doorstep.db.pool import DATABASE_AWAY, connected
from doorstep.errors import ConfigurationError
from doorstep.settings import Settings
from doorstep.settings.processes import DatabaseSettings
from doorstep.why.engine import read_temporal_facts
from doorstep.why.facts import Facts, Incident
from doorstep.why.other_networks import refused_elsewhere
from doorstep.why.reasons import Explanation, Reason, explain
from doorstep.why.records import Records
from doorstep.why.timeline import timeline


@dataclass(frozen=True)
class Diagnosis:
    """`elsewhere` is what holds the member's codes from other networks.

    `facts` is None where PostgreSQL is away; `link` leads into Temporal UI.
    """

    explanation: Explanation
    elsewhere: tuple[Explanation, ...] = ()
    facts: Facts | None = None
    timeline: tuple[Incident, ...] = ()
    link: str | None = None


async def diagnose(settings: DatabaseSettings, name: str, clock: Clock) -> Diagnosis:
    """Why whom an address, a member's id or a flow's id names does not get in.

    Raises InvalidInputError where nobody is named.
    """
    try:
        async with connected(settings.database_url) as connection:
            records = Records(connection, settings.enrollment_policy, clock())
            facts = await records.named(name)
            read_only = await Condition(connection).read_only()
    except (ConfigurationError, *DATABASE_AWAY) as error:
        fault = type(error.__cause__ or error).__name__
        return Diagnosis(Explanation(Reason.database_away, failure=fault))
    engine = await read_temporal_facts(settings, facts.workflow_id, clock)
    explanation = (
        Explanation(Reason.database_read_only, failure=read_only)
        if read_only
        else explain(facts, engine)
    )
    return Diagnosis(
        explanation=explanation,
        elsewhere=refused_elsewhere(facts, explanation),
        facts=facts,
        timeline=tuple(timeline(facts, engine)),
        link=temporal_ui(settings, facts.workflow_id, engine.run_id),
    )


def temporal_ui(
    settings: Settings, workflow_id: str | None, run_id: str | None
) -> str | None:
    """Where it shows its current details; None without DOORSTEP_TEMPORAL_UI_URL."""
    if settings.temporal_ui_url is None or workflow_id is None:
        return None
    namespace = quote(settings.temporal_namespace, safe="")
    flow = quote(workflow_id, safe="")
    run = f"/{run_id}/user-metadata" if run_id else ""
    return f"{settings.temporal_ui_url}/namespaces/{namespace}/workflows/{flow}{run}"
