"""Who calls with a client's own credential, over several tables, in one statement."""

from dataclasses import dataclass
from datetime import datetime

from doorstep.db.accounts import Account
from doorstep.db.pool import Connection
from doorstep.db.row_mapper import RowMapper
from doorstep.rules.stages import ApplicationId

_ACCOUNT = RowMapper(Account).columns_of("account", "account")


@dataclass(frozen=True)
class CallingClient:
    """A client that presented a token of its own, good for `scopes`.

    `account` is None for a client of the whole installation.
    """

    id: ApplicationId
    scopes: tuple[str, ...]
    account: Account | None


_calling = RowMapper(CallingClient)


class CallingClients:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def with_token(self, token_hash: bytes, at: datetime) -> CallingClient | None:
        """None unless the token is a live one that no person's sign-in is behind."""
        record = await self._connection.fetchrow(
            f"""
            select client.id, token.scopes, {_ACCOUNT}
            from access_tokens as token
            join clients as client on client.id = token.client_id
            left join accounts as account on account.id = client.account_id
            where token_hash = $1 and grant_id is null and token.ended_at is null
                and token.expires_at > $2 and client.disabled_at is null
                and client.removed_at is null and issued_at >= client.tokens_from
            """,
            token_hash,
            at,
        )
        return _calling(record) if record else None
