"""The activities that tell a client that a session has ended.

Source: OpenID Connect Back-Channel Logout 1.0.
"""

from datetime import datetime
from urllib.parse import urlencode

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.sending import clock_of_try, refuse_while_stopping, write_at_last
from doorstep.db.pool import Pool
from doorstep.db.session_clients import SessionClients, Telling
from doorstep.errors import OutboundError, SigningKeyMissing
from doorstep.messages.flows import LogoutEnded, LogoutStart
from doorstep.process.outbound_http import OutboundHttp
from doorstep.process.token_signing import TokenSigning
from doorstep.rules.jose import TokenType
from doorstep.rules.logout_tokens import Answered, answered, logout_claims
from doorstep.transactions.logouts import note_given_up, note_told


class Logouts:
    """What is recorded is that the client was told, not that it has ended anything."""

    def __init__(
        self, pool: Pool, signing: TokenSigning, http: OutboundHttp, issuer: str
    ) -> None:
        self._pool = pool
        self._signing = signing
        self._http = http
        self._issuer = issuer

    @activity.defn(name="tell_client")
    async def tell(self, start: LogoutStart) -> LogoutEnded:
        """Hand a new token over; a repeat does nothing once the client was told.

        Raises ApplicationError where it is to be tried again.
        """
        now = clock_of_try()
        telling = await self._telling(start)
        if telling is None or telling.uri is None or telling.settled:
            return LogoutEnded(outcome="nothing")
        try:
            status = await self._hand_over(telling, telling.uri, now())
        except OutboundError as fault:
            await self._note_failure(start, fault.reason, now())
            raise ApplicationError(fault.reason, type="ClientAway") from None
        except SigningKeyMissing as fault:
            await self._note_failure(start, f"no key signs {fault}", now())
            raise
        match answered(status):
            case Answered.told:
                await write_at_last(lambda: note_told(self._pool, telling, now()))
                return LogoutEnded(outcome="told")
            case Answered.refused:
                await self._note_failure(start, f"http {status}", now())
                await write_at_last(lambda: note_given_up(self._pool, telling, now()))
                return LogoutEnded(outcome="refused")
        await self._note_failure(start, f"http {status}", now())
        raise ApplicationError(f"http {status}", type="ClientAway")

    @activity.defn(name="give_up_client")
    async def give_up(self, start: LogoutStart) -> None:
        """It could not be told for a day; a repeat changes nothing."""
        telling = await self._telling(start)
        if telling is not None:
            await note_given_up(self._pool, telling, clock_of_try()())

    async def _hand_over(self, telling: Telling, uri: str, at: datetime) -> int:
        """The status of the client's answer."""
        claims = logout_claims(
            self._issuer, telling.client_id, telling.member_id, telling.session_id, at
        )
        token = await self._signing.sign(
            claims, telling.algorithm, TokenType.logout_token
        )
        refuse_while_stopping()
        body = urlencode({"logout_token": token}).encode()
        return (await self._http.post_form(uri, body)).status

    async def _telling(self, start: LogoutStart) -> Telling | None:
        async with self._pool.acquire() as connection:
            return await SessionClients(connection).telling(
                start.session_id, start.client_id
            )

    async def _note_failure(
        self, start: LogoutStart, failure: str, at: datetime
    ) -> None:
        async with self._pool.acquire() as connection:
            await SessionClients(connection).note_failure(
                start.session_id, start.client_id, failure, at
            )
