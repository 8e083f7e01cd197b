"""The composition root of the API and its pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.types import Lifespan
from temporalio.client import Client

from api.actions.password_budget import PasswordBudget
from api.composition import build_parts
from api.edge.client import UntrustedProxies
from api.edge.door import AtTheDoor, Door, Refusals
from api.edge.headers import HeadAsGet, SecurityHeaders
from api.edge.oauth_metrics import OAuthRequests
from api.edge.openapi.document import describe
from api.edge.request_metrics import RequestMetrics
from api.edge.responses import answer_problems
from api.flows import Flows
from api.oauth import add_endpoints
from api.pages import add_pages
from api.parts import Parts
from api.rest import (
    account,
    clients,
    enrollments,
    groups,
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
from doorstep.db.pool import DATABASE_AWAY, Pool
from doorstep.db.sessions import Sessions
from doorstep.logs import configure_logging
from doorstep.process.loop_health import LoopHealth
from doorstep.process.repeating import repeating
from doorstep.process.watched_pool import watched_pool
from doorstep.rules.passwords import Passwords
from doorstep.rules.recent_networks import MOST_NETWORKS, RecentNetworks
from doorstep.rules.seal import KeyRing
from doorstep.rules.time_limits import USUAL, TimeLimits
from doorstep.settings.processes import ApiSettings
from doorstep.telemetry import OFF, Telemetry
from doorstep.temporal.client import connect
from doorstep.temporal.flow_backlog import LOOKED_EACH


def create_app(
    settings: ApiSettings,
    clock: Clock = system_clock,
    telemetry: Telemetry = OFF,
    limits: TimeLimits = USUAL,
    *,
    client: Client | None = None,
    eager: bool = False,
    health: LoopHealth | None = None,
) -> FastAPI:
    """It connects on startup; `client` is that of this process, if it has one, and
    `eager` says that a worker of this process has it, too.
    """
    ring = KeyRing.parse(settings.keys)
    configure_logging(settings.log_level)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        to_temporal = client or await connect(settings, telemetry, lazy=True)
        # With a version, new flows go to the one that is current.
        here = eager and settings.deployment_version is None
        refusals = Refusals(telemetry)
        refused = partial(refusals.count, "acts")
        flows = Flows(to_temporal, settings.task_queue, limits, refused, eager=here)
        connected = _connected(settings, ring, clock, flows, limits, refusals, health)
        async with connected as parts:
            app.state.parts = parts
            yield

    app = _app(lifespan)
    app.state.limits = limits
    app.state.untrusted_proxies = UntrustedProxies()
    app.state.oauth_requests = OAuthRequests(telemetry)
    _add_routes(app, settings, ring)
    _add_middleware(app, settings, telemetry)
    return app


def _app(lifespan: Lifespan[FastAPI]) -> FastAPI:
    return FastAPI(
        title="Doorstep",
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        separate_input_output_schemas=False,
        generate_unique_id_function=lambda route: route.name,
    )


def _add_middleware(app: FastAPI, settings: ApiSettings, telemetry: Telemetry) -> None:
    """The last one is the outermost."""
    app.add_middleware(AtTheDoor)
    app.add_middleware(SecurityHeaders, https=settings.public_url.startswith("https:"))
    app.add_middleware(HeadAsGet)
    app.add_middleware(RequestMetrics, telemetry=telemetry)


def _add_routes(app: FastAPI, settings: ApiSettings, ring: KeyRing) -> None:
    of_members = (logins, enrollments, password_resets, invitations, me, own_address)
    of_administrators = (account, groups, clients, member_access, running_setups)
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
    health: LoopHealth | None,
) -> AsyncIterator[Parts]:
    """The parts, on a pool that is open within the context, and the loops."""
    refused = partial(refusals.count, "passwords")
    passwords = Passwords(limits, settings.hashing_threads, refused, settings.hash_cost)
    door = Door(
        passwords.queue,
        flows.queue,
        flows.backlog.refusal,
        settings.trusted_proxies,
        refusals,
    )
    opened = watched_pool(
        settings.database_url,
        limits,
        whose="API's",
        most=settings.database_connections,
        health=health,
    )
    look = flows.backlog.look
    looking = repeating("look at the backlog", look, LOOKED_EACH, health)
    async with opened as pool, looking:
        await _recognise(pool, door.networks)
        policy = settings.password_policy
        budget = PasswordBudget(pool, policy, clock, passwords, door.networks, limits)
        yield build_parts(settings, ring, flows, budget=budget, door=door)
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


async def _openapi(request: Request) -> Response:
    parts: Parts = request.app.state.parts
    document = describe(request.app, parts.settings.public_url)
    return JSONResponse(document, headers={"Cache-Control": "public, max-age=300"})
