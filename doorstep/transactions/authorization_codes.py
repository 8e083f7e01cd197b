"""Issuing an authorization code: the end of a login that a client asked for.

The login has signed in a moment ago, and its session is alive. A code that was not
exchanged is replaced, so that the page can be loaded again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from doorstep.db.authorization_codes import AuthorizationCode, AuthorizationCodes
from doorstep.db.authorization_facts import AuthorizationFacts, RequestsWithFacts
from doorstep.db.authorization_requests import AuthorizationRequests
from doorstep.db.clients import Client
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.logins import Login
from doorstep.db.pool import Pool
from doorstep.db.session_clients import SessionClients, SignOnBudget
from doorstep.db.sessions import RENEWABLE_FOR, Session
from doorstep.db.writes import MemberLock, Write, write_together
from doorstep.errors import RowChanged
from doorstep.rules.acr import SECOND_FACTOR, Acr, acr_of, highest
from doorstep.rules.clients import FirstFactor
from doorstep.rules.entra import GIVES_UP_AFTER
from doorstep.rules.stages import LoginStage
from doorstep.rules.tokens import new_token, token_hash

CODE_LIFETIME: Final = timedelta(seconds=60)
RETURN_WITHIN: Final = RENEWABLE_FOR
"""How long after signing in a client can be given its code."""
CLIENT_WAITS: Final = timedelta(minutes=4)
"""How long a client surely remembers what it asked for: mod_auth_openidc 300 s."""


class NotIssued(StrEnum):
    """Why there is no code."""

    not_signed_in = "not_signed_in"
    """The login waits for something, or has ended without a session."""
    too_late = "too_late"
    session_over = "session_over"
    too_weak = "too_weak"
    """The account or the client demands more meanwhile."""
    another_member = "another_member"
    """The client asked for somebody else."""
    unmet = "unmet"
    """None of the essential values of `acr` would be true."""
    spent = "spent"
    """The code was exchanged: the client has what it wanted."""
    client_gave_up = "client_gave_up"
    """A setup took so long that the client has forgotten its request."""
    client_disabled = "client_disabled"


@dataclass(frozen=True)
class Authenticated:
    """Who was authenticated, how and when; `session_id` is None without a session."""

    login: Login
    session: Session | None
    amr: tuple[str, ...]
    auth_time: datetime

    @classmethod
    def of(cls, login: Login, session: Session | None) -> "Authenticated":
        if session is not None:
            return cls(login, session, session.amr, session.auth_time)
        return cls(login, None, SECOND_FACTOR, login.ended_at or login.started_at)


@dataclass(frozen=True)
class Issued:
    code: str


async def issue_code(
    pool: Pool,
    facts: AuthorizationFacts,
    browser_hash: bytes,
    at: datetime,
    idle: timedelta,
) -> Issued | NotIssued:
    """`facts` were read before, and are read again with the member locked."""
    if facts.login is None:
        return NotIssued.not_signed_in
    try:
        return await _issue(pool, facts, facts.login.member_id, browser_hash, at, idle)
    except RowChanged:  # the session was ended at the same time
        return NotIssued.session_over


async def _issue(  # noqa: PLR0917  called once, above
    pool: Pool,
    facts: AuthorizationFacts,
    member_id: UUID,
    browser_hash: bytes,
    at: datetime,
    idle: timedelta,
) -> Issued | NotIssued:
    async with MemberLock.held(pool, member_id) as connection:
        now = await RequestsWithFacts(connection).of_browser(
            facts.request.id, browser_hash, at, idle
        )
        if now is None or now.login is None or now.login.member_id != member_id:
            return NotIssued.too_late  # another login carries it now
        if refusal := not_issued(now, now.login, at):
            return refusal
        who = Authenticated.of(now.login, now.session)
        code, writes = issuing(now, who, at, idle)
        answered = AuthorizationRequests.answered(now.request.id, at)
        await write_together(connection, *writes, answered)
        return Issued(code)


def not_issued(
    facts: AuthorizationFacts, login: Login, at: datetime
) -> NotIssued | None:
    """Why no code may be issued; None where one may."""
    if login.stage is not LoginStage.signed_in or login.ended_at is None:
        return NotIssued.not_signed_in
    if facts.client.disabled_at or facts.spent:
        disabled = facts.client.disabled_at is not None
        return NotIssued.client_disabled if disabled else NotIssued.spent
    if at >= login.ended_at + RETURN_WITHIN or not facts.may_be_answered:
        return NotIssued.too_late
    if facts.member_disabled_at or not _goes_on(facts, login):
        return NotIssued.session_over
    return _not_fit(facts, login, at)


def _goes_on(facts: AuthorizationFacts, login: Login) -> bool:
    """The session of the login, or there never was one."""
    own = facts.client.first_factor is not FirstFactor.doorstep
    return facts.session is not None or (own and login.session_id is None)


def _not_fit(facts: AuthorizationFacts, login: Login, at: datetime) -> NotIssued | None:
    if facts.request.member_id not in (None, login.member_id):
        return NotIssued.another_member
    reached, floor = acr_of(Authenticated.of(login, facts.session).amr), floor_of(facts)
    if not reached.at_least(floor):
        return NotIssued.too_weak
    if facts.request.parameters.acr.stated(reached, floor) is None:
        return NotIssued.unmet
    return NotIssued.client_gave_up if _gave_up(facts, at) else None


def _gave_up(facts: AuthorizationFacts, at: datetime) -> bool:
    waited = at - facts.request.created_at
    if facts.client.first_factor is FirstFactor.id_token_hint:
        return facts.set_up and waited > GIVES_UP_AFTER
    begins = begins_again_at(facts.client) is not None
    return facts.set_up and waited > CLIENT_WAITS and begins


def floor_of(facts: AuthorizationFacts) -> Acr:
    """What account and client demand, whatever the request says."""
    required = Acr.mfa if facts.two_step_required else None
    return highest((facts.client.min_acr, required))


def begins_again_at(client: Client) -> str | None:
    """Where a sign-in to the client is begun; None where it has said no address."""
    if client.first_factor is FirstFactor.client:
        return client.client_uri
    return client.initiate_login_uri


def issuing(
    facts: AuthorizationFacts,
    who: Authenticated,
    at: datetime,
    idle: timedelta,
    budget: SignOnBudget | None = None,
) -> tuple[str, list[Write]]:
    """A code, and what has to be written with the member locked; `budget` where nothing
    was asked of the person.
    """
    code, session = new_token(), who.session
    row = _code(facts, who, at)
    event = Event.of_login(
        EventKind.code_issued, who.login, at, client=facts.client.id, acr=row.acr
    )
    writes = [AuthorizationCodes.issued(row, token_hash(code)), Events.written(event)]
    if session is not None:
        writes.append(
            SessionClients.joined(
                session.id,
                facts.client.id,
                who.login.member_id,
                at,
                session.ends_at(idle),
                budget=budget,
            )
        )
    return code, writes


def _code(
    facts: AuthorizationFacts, who: Authenticated, at: datetime
) -> AuthorizationCode:
    asked, reached = facts.request.parameters, acr_of(who.amr)
    return AuthorizationCode(
        request_id=facts.request.id,
        client_id=facts.client.id,
        member_id=who.login.member_id,
        login_id=who.login.id,
        session_id=who.session.id if who.session else None,
        redirect_uri=asked.redirect_uri,
        code_challenge=asked.code_challenge,
        nonce=asked.nonce,
        scopes=asked.scopes,
        acr=asked.acr.stated(reached, floor_of(facts)) or reached,
        amr=who.amr,
        auth_time=who.auth_time,
        issued_at=at,
        expires_at=at + CODE_LIFETIME,
    )
