"""A request that the browser carries, sealed."""

from datetime import UTC, datetime, timedelta

import pytest
from uuid_utils.compat import uuid7

from doorstep.rules.authorization import AuthorizationParameters
from doorstep.rules.carried_requests import CarriedRequest
from doorstep.rules.seal import KeyRing, new_entry

_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
_RING = KeyRing.parse(new_entry("test"))
_BROWSER = "b" * 43


def _request(**asked: str) -> CarriedRequest:
    parameters = AuthorizationParameters(
        redirect_uri="https://shop.test/callback", scopes=("openid",), **asked
    )
    return CarriedRequest(
        id=uuid7(),
        client_id="app_shop",
        parameters=parameters,
        created_at=_AT,
        expires_at=_AT + timedelta(hours=1),
    )


def test_request_is_opened_as_it_was_by_its_browser() -> None:
    request = _request(state="ü", nonce="n")

    sealed = request.sealed(_RING, _BROWSER)

    assert CarriedRequest.opened(_RING, sealed, _BROWSER, _AT) == request


@pytest.mark.parametrize(
    ("browser", "later", "cut"),
    [
        ("c" * 43, timedelta(), 0),
        ("", timedelta(), 0),
        (_BROWSER, timedelta(hours=1), 0),
        (_BROWSER, timedelta(), 1),
    ],
)
def test_request_of_another_browser_or_hour_is_none(
    browser: str, later: timedelta, cut: int
) -> None:
    sealed = _request().sealed(_RING, _BROWSER)

    opened = CarriedRequest.opened(
        _RING, sealed[: len(sealed) - cut], browser, _AT + later
    )

    assert opened is None


def test_what_is_asked_of_whom_cannot_be_read_in_the_address() -> None:
    sealed = _request(login_hint="maximilian@acme.test").sealed(_RING, _BROWSER)

    assert "maximilian" not in sealed
    assert len(sealed) < 700
