"""Exchanging an authorization code for tokens: once, by the client that it is for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from uuid_utils.compat import uuid7

from api.actions.token_issuer import Repeats, TokenIssuer, Wanted
from api.edge.oauth_errors import OAuthError, OAuthErrorCode
from doorstep.clock import Clock
from doorstep.db.authorization_codes import AuthorizationCode
from doorstep.db.clients import Client
from doorstep.db.pool import Pool
from doorstep.db.token_facts import Person, PresentedCode, TokensWithFacts
from doorstep.db.token_grants import TokenGrant
from doorstep.rules import pkce
from doorstep.rules.clients import Scope
from doorstep.rules.tokens import token_hash
from doorstep.transactions.kept_answers import GRANTS_REPEATED_WITHIN, Reply
from doorstep.transactions.token_exchange import (
    ExchangeFault,
    Used,
    end_reused,
    refuse_code,
    use_code,
)

WITHOUT_SESSION: Final = timedelta(minutes=5)
_SAID = {
    ExchangeFault.wrong_client: "The code was issued to another client.",
    ExchangeFault.wrong_redirect_uri: (
        "redirect_uri is not the one of the authorization request."
    ),
    ExchangeFault.wrong_verifier: "code_verifier does not fit code_challenge.",
    ExchangeFault.expired: "The code has expired: it is valid for 60 seconds.",
    ExchangeFault.ended: "The person's session has ended.",
}


@dataclass(frozen=True, repr=False)
class GivenCode:
    code: str
    redirect_uri: str | None
    verifier: str | None


@dataclass(frozen=True)
class TokenExchange:
    pool: Pool
    clock: Clock
    issuer: TokenIssuer
    idle: timedelta
    offline_for: timedelta

    async def look(self, client_id: str, code: str) -> PresentedCode | None:
        async with self.pool.acquire() as connection:
            rows = TokensWithFacts(connection)
            return await rows.code(client_id, token_hash(code))

    async def exchange(
        self, facts: PresentedCode, given: GivenCode, repeats: Repeats
    ) -> Reply:
        """The client is proven. Raises OAuthError `invalid_grant`."""
        code, person, client = facts.code, facts.person, facts.client
        if code is None or person is None:
            raise refused("There is no such code.")
        if code.used_at is not None:
            return await self._used_before(facts, given, repeats)
        at = self.clock()
        if fault := self._fault(facts, code, person, given, at):
            await refuse_code(
                self.pool,
                token_hash(given.code),
                code,
                fault,
                at,
                account_id=person.account_id,
                presented_by=client,
            )
            raise refused(_SAID[fault])
        grant = self._granted(facts, code, person, at)
        wanted = Wanted(
            grant=grant,
            person=person,
            scopes=code.scopes,
            access_expires_at=_access_until(facts, at),
            nonce=code.nonce,
            in_session=True,
        )
        places = repeats.places(grant, given.code)
        new, reply = await self.issuer.issue(client, wanted, places, repeats.asked, at)
        if await use_code(self.pool, token_hash(given.code), new, at):
            return reply
        return await self._lost(client, given, repeats)

    async def _lost(self, client: Client, given: GivenCode, repeats: Repeats) -> Reply:
        """Another request was first, or it has just expired."""
        facts = await self.look(client.id, given.code)
        if facts is None or facts.code is None or facts.code.used_at is None:
            raise refused(_SAID[ExchangeFault.expired])
        return await self._used_before(facts, given, repeats)

    async def _used_before(
        self, facts: PresentedCode, given: GivenCode, repeats: Repeats
    ) -> Reply:
        """The first answer for a repeat; a second use ends what the first gave."""
        grant, at = facts.grant, self.clock()
        if grant is None:
            raise refused("The code has ended.")
        if at < grant.created_at + GRANTS_REPEATED_WITHIN and facts.grant_alive(at):
            places = repeats.places(grant, given.code)
            if grant.client_id == facts.client.id and (
                reply := await self.issuer.repeated(places, repeats.asked)
            ):
                return reply
        await end_reused(self.pool, grant, Used.code, at)
        raise refused("The code has been used before: its tokens have ended.")

    def _fault(
        self,
        facts: PresentedCode,
        code: AuthorizationCode,
        person: Person,
        given: GivenCode,
        at: datetime,
    ) -> ExchangeFault | None:
        if code.client_id != facts.client.id:
            return ExchangeFault.wrong_client
        if at >= code.expires_at or code.issued_at < facts.client.tokens_from:
            return ExchangeFault.expired
        if given.redirect_uri != code.redirect_uri:
            return ExchangeFault.wrong_redirect_uri
        if not _verifies(given.verifier, code.code_challenge):
            return ExchangeFault.wrong_verifier
        gone = code.session_id is not None and (
            facts.session is None or not facts.session.alive(at, self.idle)
        )
        return ExchangeFault.ended if gone or person.disabled_at else None

    def _granted(
        self,
        facts: PresentedCode,
        code: AuthorizationCode,
        person: Person,
        at: datetime,
    ) -> TokenGrant:
        expires_at = _access_until(facts, at)
        if Scope.offline_access in code.scopes:
            expires_at = max(expires_at, at + self.offline_for)
        return TokenGrant(
            id=uuid7(),
            client_id=code.client_id,
            account_id=person.account_id,
            member_id=code.member_id,
            login_id=code.login_id,
            session_id=code.session_id,
            scopes=code.scopes,
            acr=code.acr,
            amr=code.amr,
            nonce=code.nonce,
            auth_time=code.auth_time,
            created_at=at,
            expires_at=expires_at,
        )


def refused(description: str) -> OAuthError:
    return OAuthError(OAuthErrorCode.invalid_grant, description)


def _access_until(facts: PresentedCode, at: datetime) -> datetime:
    """The session's absolute end."""
    return at + WITHOUT_SESSION if facts.session is None else facts.session.expires_at


def _verifies(verifier: str | None, challenge: str | None) -> bool:
    """A verifier without a challenge is refused too: somebody left the challenge out
    (RFC 9700 4.8.2).
    """
    if challenge is None or verifier is None:
        return challenge is verifier
    return pkce.verifies(verifier, challenge)
