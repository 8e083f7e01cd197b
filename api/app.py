"""The composition root of the API and its pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from temporalio.client import Client

from api.actions.account import AccountAdministration
from api.actions.address_changes import AddressChangeActions
from api.actions.audit_trail import AuditTrail
from api.actions.authenticators import Authenticators
from api.actions.authorizations import authorizations_of
from api.actions.calling_clients import ClientCalls
from api.actions.clients import ClientAdministration
from api.actions.enrollment_refusals import EnrollmentRefusals
from api.actions.enrollments import EnrollmentActions
from api.actions.health import Health
from api.actions.invitations import InvitationActions
from api.actions.inviting import InvitingMembers
from api.actions.login_refusals import LoginRefusals
from api.actions.logins import LoginActions
from api.actions.member_access import MemberAccess
from api.actions.missed_endings import MissedEndings
from api.actions.oauth import oauth_actions
from api.actions.own_id_tokens import OwnIdTokens
from api.actions.own_language import OwnLanguage
from api.actions.own_password import OwnPassword
from api.actions.password_budget import PasswordBudget
from api.actions.recoveries import RecoveryActions
from api.actions.running_enrollments import RunningEnrollments
from api.actions.sessions import SessionActions
from api.actions.sign_outs import SignOuts
from api.actions.signing_in import SigningIn
from api.actions.starts import Starts
from api.actions.step_up import StepUpActions
from api.actions.subjects import SubjectActions
from api.actions.verifications import Verifications
from api.concurrency import OneAtATime
from api.edge.door import AtTheDoor, Door, Refusals
from api.edge.headers import HeadAsGet, SecurityHeaders
from api.edge.idempotency import Replays
from api.edge.oauth_metrics import OAuthRequests
from api.edge.openapi.document import describe
from api.edge.request_metrics import RequestMetrics
from api.edge.responses import answer_problems
from api.flows import Flows
from api.oauth import add_endpoints
from api.pages import add_pages
from api.parts import ApplicationParts, Parts
from api.rest import (
    account,
    clients,
    enrollments,
    invitations,
    logins,
    me,
    member_access,
    own_address,
    password_resets,
    running_setups,
    subjects,
    verifications,
)
from doorstep.clock import Clock, system_clock
from doorstep.db.pool import DATABASE_AWAY, Pool, open_pool
from doorstep.db.sessions import Sessions
from doorstep.logs import configure_logging
from doorstep.process.repeating import repeating
from doorstep.rules.passwords import Passwords
from doorstep.rules.recent_networks import MOST_NETWORKS, RecentNetworks
from doorstep.rules.seal import KeyRing
from doorstep.rules.time_limits import USUAL, TimeLimits
from doorstep.settings.processes import ApiSettings
from doorstep.telemetry import OFF, Telemetry
from doorstep.temporal.client import connect
from doorstep.temporal.flow_backlog import LOOKED_EACH
from doorstep.transactions.clients import ClientRegistry
from doorstep.transactions.kept_answers import KeptAnswers


def create_app(
    settings: ApiSettings,
    clock: Clock = system_clock,
    telemetry: Telemetry = OFF,
    limits: TimeLimits = USUAL,
    client: Client | None = None,
) -> FastAPI:
    """It connects on startup; `client` is that of a worker in this process, if any."""
    ring = KeyRing.parse(settings.keys)
    configure_logging(settings.log_level)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        to_temporal = client or await connect(settings, telemetry, lazy=True)
        # With a version, new flows go to the one that is current.
        eager = client is not None and settings.deployment_version is None
        refusals = Refusals(telemetry)
        refused = partial(refusals.count, "acts")
        flows = Flows(to_temporal, settings.task_queue, limits, refused, eager=eager)
        connected = _connected(settings, ring, clock, flows, limits, refusals)
        looking = repeating("look at the backlog", flows.backlog.look, LOOKED_EACH)
        async with connected as parts, looking:
            app.state.parts = parts
            yield

    app = FastAPI(
        title="Doorstep",
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        separate_input_output_schemas=False,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.limits = limits
    app.state.oauth_requests = OAuthRequests(telemetry)
    _add_routes(app, settings, ring)
    _add_middleware(app, settings, telemetry)
    return app


def _add_middleware(app: FastAPI, settings: ApiSettings, telemetry: Telemetry) -> None:
    """The last one is the outermost."""
    app.add_middleware(AtTheDoor)
    app.add_middleware(SecurityHeaders, https=settings.public_url.startswith("https:"))
    app.add_middleware(HeadAsGet)
    app.add_middleware(RequestMetrics, telemetry=telemetry)


def _add_routes(app: FastAPI, settings: ApiSettings, ring: KeyRing) -> None:
    of_members = (logins, enrollments, password_resets, invitations, me, own_address)
    of_administrators = (account, clients, member_access, running_setups)
    of_applications = (subjects, verifications)
    add_endpoints(app)  # first: routes are tried in turn, and these are asked most
    for routes in (*of_members, *of_administrators, *of_applications):
        app.include_router(routes.router)
    app.add_api_route("/v1/openapi.json", _openapi, include_in_schema=False)
    answer_problems(app)
    add_pages(app, settings, ring)


@asynccontextmanager
async def _connected(  # noqa: PLR0917  called once, above
    settings: ApiSettings,
    ring: KeyRing,
    clock: Clock,
    flows: Flows,
    limits: TimeLimits,
    refusals: Refusals,
) -> AsyncIterator[Parts]:
    """The parts, on a pool that is open within the context."""
    refused = partial(refusals.count, "passwords")
    passwords = Passwords(limits, settings.hashing_threads, refused, settings.hash_cost)
    door = Door(
        passwords.queue,
        flows.queue,
        flows.backlog.refusal,
        settings.trusted_proxies,
        refusals,
    )
    async with await open_pool(settings.database_url, limits) as pool:
        await _recognise(pool, door.networks)
        policy = settings.password_policy
        budget = PasswordBudget(pool, policy, clock, passwords, door.networks, limits)
        yield _build_parts(settings, ring, flows, budget=budget, door=door)
    passwords.close()


async def _recognise(pool: Pool, networks: RecentNetworks) -> None:
    """A restart amid a flood must not make strangers of those who signed in before it.

    Where the database cannot say, it will with each password.
    """
    with suppress(*DATABASE_AWAY):
        async with pool.acquire() as connection:
            sessions = Sessions(connection)
            for network in await sessions.newest_networks(MOST_NETWORKS):
                networks.note(network)


def _build_parts(
    settings: ApiSettings,
    ring: KeyRing,
    flows: Flows,
    budget: PasswordBudget,
    door: Door,
) -> Parts:
    pool, clock, idle = budget.pool, budget.clock, settings.session_idle
    logins, setups, moves = _flow_actions(settings, pool, ring, clock, flows, budget)
    applications = _applications(settings, logins.signing_in, door)
    kept = KeptAnswers(pool, ring, clock, idle, budget.limits.answer)
    account, clients, running = _administration(settings, ring, setups, moves, budget)
    oauth = oauth_actions(settings, kept)
    id_tokens = OwnIdTokens(settings.public_url, oauth.signing)
    authorizations = authorizations_of(ring, id_tokens, applications.verifications)
    return Parts(
        settings=settings,
        clock=clock,
        door=door,
        logins=logins,
        authorizations=authorizations,
        enrollments=setups,
        authenticators=Authenticators(ring, clock),
        sessions=SessionActions(pool, clock, idle),
        applications=applications,
        sign_outs=SignOuts(id_tokens, authorizations.waiting),
        own_language=OwnLanguage(pool, clock),
        own_password=OwnPassword(pool, clock, flows, budget),
        recoveries=RecoveryActions(pool, ring, clock, flows, budget, settings),
        addresses=moves,
        invitations=InvitationActions(pool, clock, flows, budget.passwords),
        account=account,
        clients=clients,
        member_access=MemberAccess(pool, clock, flows, idle),
        step_up=StepUpActions(pool, ring, clock, flows, budget),
        running_enrollments=running,
        audit_trail=AuditTrail(pool),
        replays=Replays(kept),
        oauth=oauth,
    )


def _flow_actions(  # noqa: PLR0917  called once, above
    settings: ApiSettings,
    pool: Pool,
    ring: KeyRing,
    clock: Clock,
    flows: Flows,
    budget: PasswordBudget,
) -> tuple[LoginActions, EnrollmentActions, AddressChangeActions]:
    idle, single = settings.session_idle, OneAtATime()
    missed = MissedEndings(pool, clock, flows)
    enrollments = EnrollmentActions(
        pool, ring, clock, flows, single, missed, EnrollmentRefusals(clock)
    )
    signing_in = _signing_in(settings, pool, clock, flows, budget)
    of_login = LoginRefusals(pool, clock, flows)
    logins = LoginActions(
        pool, ring, clock, flows, single, signing_in, missed, of_login, idle
    )
    addresses = AddressChangeActions(pool, ring, clock, flows, settings)
    return logins, enrollments, addresses


def _administration(
    settings: ApiSettings,
    ring: KeyRing,
    enrollments: EnrollmentActions,
    addresses: AddressChangeActions,
    budget: PasswordBudget,
) -> tuple[AccountAdministration, ClientAdministration, RunningEnrollments]:
    pool, clock, flows = budget.pool, budget.clock, enrollments.flows
    inviting = InvitingMembers.of(budget, flows, ring, settings)
    registry = ClientRegistry(pool, ring, settings.public_url)
    policy, idle = settings.enrollment_policy, settings.session_idle
    account = AccountAdministration(inviting, budget.passwords, idle, addresses)
    clients = ClientAdministration(registry, clock, flows)
    return account, clients, RunningEnrollments(pool, clock, flows, enrollments, policy)


def _applications(
    settings: ApiSettings, signing_in: SigningIn, door: Door
) -> ApplicationParts:
    pool, clock, flows = signing_in.pool, signing_in.clock, signing_in.flows
    sessions = SessionActions(pool, clock, settings.session_idle)
    subjects = SubjectActions(pool, clock, flows)
    return ApplicationParts(
        calls=ClientCalls(pool, clock, sessions, door.networks),
        subjects=subjects,
        verifications=Verifications(signing_in, subjects),
        health=Health(pool, clock, flows, settings.task_queue),
    )


def _signing_in(
    settings: ApiSettings,
    pool: Pool,
    clock: Clock,
    flows: Flows,
    budget: PasswordBudget,
) -> SigningIn:
    return SigningIn(
        pool,
        clock,
        flows,
        budget,
        settings.login_policy,
        settings.session_idle,
        Starts(pool, clock),
    )


async def _openapi(request: Request) -> Response:
    parts: Parts = request.app.state.parts
    document = describe(request.app, parts.settings.public_url)
    return JSONResponse(document, headers={"Cache-Control": "public, max-age=300"})
