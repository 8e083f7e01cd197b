"""Clients and codes as tests of the OpenID provider insert them."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

import httpx
from uuid_utils.compat import uuid7

from client_shapes import client
from doorstep.clock import system_clock
from doorstep.db.authorization_codes import AuthorizationCode
from doorstep.db.clients import Client
from doorstep.db.sessions import Session
from doorstep.rules.acr import Acr
from doorstep.rules.clients import new_client_id
from doorstep.rules.pkce import challenge_of

CALLBACK = "https://app.test/callback"
ORIGIN = "https://app.test"
VERIFIER = "v" * 43
EVERYTHING = ("openid", "profile", "email", "offline_access")


@dataclass
class MovedClock:
    """Stands still but where a test moves it."""

    now: datetime = field(default_factory=system_clock)

    def __call__(self) -> datetime:
        return self.now

    def skip(self, duration: timedelta) -> None:
        self.now += duration


@dataclass(frozen=True)
class Registered:
    """A client with its secret, which is empty where it has none."""

    client: Client
    secret: str

    @property
    def id(self) -> str:
        return self.client.id

    @property
    def basic(self) -> httpx.BasicAuth:
        return httpx.BasicAuth(self.id, self.secret)


@dataclass(frozen=True)
class IssuedCode:
    """A code, whose it is, and what it hangs on."""

    code: str
    row: AuthorizationCode

    def form(self, **others: str) -> dict[str, str]:
        """The token request for it."""
        return {
            "grant_type": "authorization_code",
            "code": self.code,
            "redirect_uri": self.row.redirect_uri,
            "code_verifier": VERIFIER,
            **others,
        }


def usual_client(account_id: UUID, at: datetime) -> Client:
    return replace(
        client(account_id),
        id=new_client_id(),
        name="Helpdesk",
        redirect_uris=(CALLBACK,),
        scopes=EVERYTHING,
        tokens_from=at,
        created_at=at,
    )


def usual_code(client: Client, session: Session, at: datetime) -> AuthorizationCode:
    return AuthorizationCode(
        request_id=uuid7(),
        client_id=client.id,
        member_id=session.member_id,
        login_id=session.login_id,
        session_id=session.id,
        redirect_uri=CALLBACK,
        code_challenge=challenge_of(VERIFIER),
        nonce="n-0S6_WzA2Mj",
        scopes=("openid", "profile", "email"),
        acr=Acr.mfa,
        amr=session.amr,
        auth_time=session.auth_time,
        issued_at=at,
        expires_at=at + timedelta(seconds=60),
    )
