"""The diagnosis why a member cannot sign in: gathers facts and finds the reason."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

from doorstep.clock import Clock
from doorstep.db.condition import Condition
from doorstep.db.event_filter import EventFilter
from doorstep.db.events import EventKind, Events, RecordedEvent
from doorstep.db.login_starts import LoginStarts
from doorstep.db.pool import DATABASE_AWAY, Connection, connected
from doorstep.db.session_clients import SessionClients
from doorstep.db.signing_keys import SigningKeys
from doorstep.errors import ConfigurationError
from doorstep.rules.seal import KeyRing
from doorstep.settings import Settings
from doorstep.settings.processes import DatabaseSettings
from doorstep.why.engine import read_temporal_facts
from doorstep.why.exchanges import failed_exchanges
from doorstep.why.explanations import Explanation, Reason
from doorstep.why.facts import Facts, Incident
from doorstep.why.other_networks import refused_elsewhere
from doorstep.why.reasons import explain
from doorstep.why.records import Records
from doorstep.why.refused_redirects import refused_redirects
from doorstep.why.timeline import timeline
from doorstep.why.untold_clients import untold_clients

_SIGNED_OUT_WITHIN = timedelta(days=2)
_MOST = 50
"""Events of a kind that are looked at."""


@dataclass(frozen=True)
class Diagnosis:
    """`besides` says why a client got no tokens, or sends people nowhere, that Temporal
    does not show the login yet, which codes from other networks are refused, and which
    clients do not know that a session has ended.

    `facts` is None if PostgreSQL is unreachable; `link` is an address in Temporal UI.
    """

    explanation: Explanation
    besides: tuple[Explanation, ...] = ()
    facts: Facts | None = None
    timeline: tuple[Incident, ...] = ()
    link: str | None = None


async def diagnose(settings: DatabaseSettings, name: str, clock: Clock) -> Diagnosis:
    """Diagnose the member with this address or id, or of the flow with this id.

    Raises InvalidInputError if there is none.
    """
    try:
        async with connected(settings.database_url) as connection:
            records = Records(connection, settings.enrollment_policy, clock())
            facts = await records.named(name)
            untold = await SessionClients(connection).failing_of(
                facts.member.id, facts.at - _SIGNED_OUT_WITHIN
            )
            exchanges = await _exchanges(connection, facts, settings)
            redirects = await _refused(connection, facts, EventKind.redirect_refused)
            unseen = await _unseen(connection, facts)
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
        besides=(
            *exchanges,
            *refused_redirects(redirects),
            *unseen,
            *refused_elsewhere(facts, explanation),
            *untold_clients(untold),
        ),
        facts=facts,
        timeline=tuple(timeline(facts, engine)),
        link=temporal_ui(settings, facts.workflow_id, engine.run_id),
    )


async def _unseen(connection: Connection, facts: Facts) -> tuple[Explanation, ...]:
    """A login that Temporal does not show yet."""
    login = facts.login
    since = await LoginStarts(connection).noted_at(login.id) if login else None
    return () if since is None else (Explanation(Reason.start_waiting, since=since),)


async def _exchanges(
    connection: Connection, facts: Facts, settings: DatabaseSettings
) -> tuple[Explanation, ...]:
    refused = await _refused(connection, facts, EventKind.client_not_authenticated)
    keys = await SigningKeys(connection).all()
    ring = KeyRing.parse(settings.keys).keys if settings.keys else None
    return failed_exchanges(facts, refused, keys, [*ring] if ring else None)


async def _refused(
    connection: Connection, facts: Facts, kind: EventKind
) -> list[RecordedEvent]:
    """What was refused lately to the applications of the account, newest first."""
    since = facts.at - _SIGNED_OUT_WITHIN
    return await Events(connection).newest(
        facts.member.account_id, EventFilter(kind=kind, since=since), limit=_MOST
    )


def temporal_ui(
    settings: Settings, workflow_id: str | None, run_id: str | None
) -> str | None:
    """The address of the workflow's current details; None without
    DOORSTEP_TEMPORAL_UI_URL.
    """
    if settings.temporal_ui_url is None or workflow_id is None:
        return None
    namespace = quote(settings.temporal_namespace, safe="")
    flow = quote(workflow_id, safe="")
    run = f"/{run_id}/user-metadata" if run_id else ""
    return f"{settings.temporal_ui_url}/namespaces/{namespace}/workflows/{flow}{run}"
