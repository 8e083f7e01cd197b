"""An address of a request works once, whatever the clocks of processes say."""

from datetime import UTC, datetime, timedelta

from uuid_utils.compat import uuid7

from doorstep.db.authorization_requests import AuthorizationRequest
from doorstep.db.pool import Pool
from doorstep.rules.authorization import AuthorizationParameters
from doorstep.transactions.authorization_requests import use_request

_AT = datetime(2026, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


def _request() -> AuthorizationRequest:
    return AuthorizationRequest(
        id=uuid7(),
        client_id="app_any",
        parameters=AuthorizationParameters(redirect_uri="https://app.test/back"),
        member_id=None,
        login_id=None,
        created_at=_AT,
        expires_at=_AT + 60 * _SECOND,
    )


async def test_used_address_stays_used_where_another_clock_is_ahead(pool: Pool) -> None:
    request = _request()

    assert await use_request(pool, request, _AT)
    for _ in range(3):  # each deletes some that are over by its clock
        assert await use_request(pool, _request(), _AT + 100 * _SECOND)

    assert not await use_request(pool, request, _AT + 59 * _SECOND)


async def test_used_addresses_do_not_pile_up(pool: Pool) -> None:
    await pool.execute("delete from used_requests")
    for _ in range(4):
        assert await use_request(pool, _request(), _AT)

    for _ in range(2):
        assert await use_request(pool, _request(), _AT + 121 * _SECOND)

    assert await pool.fetchval("select count(*) from used_requests") == 2
