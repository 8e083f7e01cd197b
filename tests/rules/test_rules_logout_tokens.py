"""Logout tokens, and what the answers of clients mean."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from doorstep.rules.logout_tokens import Answered, answered, logout_claims

_SESSION, _MEMBER = UUID(int=1), UUID(int=2)
_AT = datetime(2026, 5, 1, 12, 0, 0, 900_000, tzinfo=UTC)


def test_P7_logout_token_has_what_the_standard_asks_for_and_no_nonce() -> None:
    claims, again = (
        logout_claims("https://login.test", "app_1", _MEMBER, _SESSION, _AT)
        for _ in range(2)
    )

    jti = claims.pop("jti")
    assert jti != again["jti"]
    assert claims == {
        "iss": "https://login.test",
        "aud": "app_1",
        "iat": 1777636800,
        "exp": 1777636920,
        "sub": str(_MEMBER),
        "sid": str(_SESSION),
        "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
    }


@pytest.mark.parametrize(
    ("statuses", "meaning"),
    [
        ((200, 204), Answered.told),
        ((408, 429, 500, 503, 599), Answered.later),
        ((301, 302, 307, 400, 401, 404, 410), Answered.refused),
    ],
)
def test_P7_an_answer_of_a_client_is_told_tried_again_or_final(
    statuses: tuple[int, ...], meaning: Answered
) -> None:
    assert {answered(status) for status in statuses} == {meaning}
