"""Sessions: authenticating a token, listing and ending sessions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from api.edge import bodies
from api.edge.lists import ListRequest
from api.edge.problems import Problem
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.clients import Clients
from doorstep.db.devices import Devices
from doorstep.db.pool import Connection, Pool, present
from doorstep.db.rosters import Rosters
from doorstep.db.sessions import Session, Sessions
from doorstep.db.signed_in import SignedIn
from doorstep.rules.people import Role
from doorstep.rules.stages import Application, ApplicationId
from doorstep.rules.tokens import looks_like_token, token_hash
from doorstep.transactions.sessions import end_session, find_signed_in

_AT_ONCE = 100


@dataclass(frozen=True)
class SessionActions:
    pool: Pool
    clock: Clock
    idle: timedelta

    async def authenticate(self, token: str, *, used: bool = True) -> SignedIn:
        """The owner of the token; the idle and absolute limits are checked.

        Counts as a use, except for a page that reloads itself.
        """
        if not looks_like_token(token):
            raise Problem(ProblemKind.not_signed_in)
        signed_in = await find_signed_in(
            self.pool, token_hash(token), self.clock(), self.idle, used=used
        )
        if signed_in is None:
            raise Problem(ProblemKind.not_signed_in)
        return signed_in

    async def address_of(self, token: str) -> str | None:
        """The address of the member whose session has, or had, this token."""
        if not looks_like_token(token):
            return None
        async with self.pool.acquire() as connection:
            return await Sessions(connection).address_of(token_hash(token))

    async def me(self, signed_in: SignedIn) -> bodies.Me:
        at = self.clock()
        async with self.pool.acquire() as connection:
            entry = await Rosters(connection).entry(
                signed_in.account.id, signed_in.member.id, at
            )
            device = await Devices(connection).active(signed_in.member.id)
        authenticator = None
        if device is not None and device.enrolled_at is not None:
            authenticator = bodies.AuthenticatorFacts(
                enrolled_at=device.enrolled_at, last_used_at=device.last_used_at
            )
        return bodies.Me(
            member=bodies.Member.of(present(entry)),
            account=bodies.Account.of(signed_in.account),
            session=bodies.SessionFacts.of(signed_in.session, self.idle),
            authenticator=authenticator,
        )

    async def open_ones(
        self, signed_in: SignedIn, asked: ListRequest[UUID]
    ) -> bodies.Page[bodies.OpenSession]:
        async with self.pool.acquire() as connection:
            rows = await Sessions(connection).open_ones(
                signed_in.member.id,
                self.clock(),
                self.idle,
                limit=asked.fetched,
                before=asked.cursor,
            )
            names = await client_names(connection, rows)
        shown = (
            shown_session(row, signed_in, self.idle, names) for row in asked.shown(rows)
        )
        return asked.page(shown, rows)

    async def end(self, signed_in: SignedIn) -> None:
        """Log out."""
        await self.end_one(signed_in, signed_in.session.id)

    async def end_one(self, signed_in: SignedIn, session_id: UUID) -> bool:
        """End one of the member's own sessions; False where it has ended already."""
        return await end_session(
            self.pool, session_id, signed_in, self.clock(), self.idle
        )

    async def end_others(self, signed_in: SignedIn) -> None:
        """End every session of the member but this one."""
        own, at = signed_in.session.id, self.clock()
        after: UUID | None = None
        while True:
            async with self.pool.acquire() as connection:
                rows = await Sessions(connection).open_ones(
                    signed_in.member.id, at, self.idle, limit=_AT_ONCE, before=after
                )
            if not rows:
                return
            for row in rows:
                if row.id != own:
                    await self.end_one(signed_in, row.id)
            after = rows[-1].id


async def client_names(
    connection: Connection, sessions: Iterable[Session]
) -> Mapping[ApplicationId, str]:
    """Of the clients that they were opened for."""
    return await Clients(connection).names({each.application for each in sessions})


def shown_session(
    session: Session,
    signed_in: SignedIn,
    idle: timedelta,
    names: Mapping[ApplicationId, str],
) -> bodies.OpenSession:
    """A session of anybody, as `signed_in` sees it."""
    return bodies.OpenSession(
        id=session.id,
        application=session.application,
        client_name=names.get(session.application),
        amr=session.amr,
        auth_time=session.auth_time,
        last_seen_at=session.last_seen_at,
        expires_at=session.ends_at(idle),
        client_address=session.client_address,
        user_agent=session.user_agent,
        current=session.id == signed_in.session.id,
    )


def administrator(signed_in: SignedIn) -> SignedIn:
    """The Admin Center is for administrators who signed in to it."""
    if (
        signed_in.session.application != Application.admin_center
        or signed_in.member.role is not Role.admin
    ):
        raise Problem(ProblemKind.not_an_administrator)
    return signed_in
