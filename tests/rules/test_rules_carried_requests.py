"""A request that the browser carries, sealed."""

from datetime import UTC, datetime, timedelta

import pytest
from uuid_utils.compat import uuid7

from doorstep.rules.authorization import AuthorizationParameters
from doorstep.rules.carried_requests import (
    BY_ADDRESS,
    BY_FORM,
    CarriedRequest,
    by_browser,
)
from doorstep.rules.seal import KeyRing, new_entry

_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
_RING = KeyRing.parse(new_entry("test"))
_BROWSER = by_browser("b" * 43)


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
    ("way", "later", "cut"),
    [
        (by_browser("c" * 43), timedelta(), 0),
        (BY_FORM, timedelta(), 0),
        (BY_ADDRESS, timedelta(), 0),
        (_BROWSER, timedelta(hours=1), 0),
        (_BROWSER, timedelta(), 1),
    ],
)
def test_request_of_another_browser_or_hour_is_none(
    way: str, later: timedelta, cut: int
) -> None:
    sealed = _request().sealed(_RING, _BROWSER)

    opened = CarriedRequest.opened(_RING, sealed[: len(sealed) - cut], way, _AT + later)

    assert opened is None


@pytest.mark.parametrize(
    ("way", "another"), [(BY_ADDRESS, BY_FORM), (BY_FORM, BY_ADDRESS)]
)
def test_request_of_an_address_does_not_come_by_a_form(way: str, another: str) -> None:
    request = _request()
    sealed = request.sealed(_RING, way)

    assert CarriedRequest.opened(_RING, sealed, way, _AT) == request
    assert CarriedRequest.opened(_RING, sealed, another, _AT) is None


def test_what_is_asked_of_whom_cannot_be_read_in_the_address() -> None:
    sealed = _request(login_hint="maximilian@acme.test").sealed(_RING, _BROWSER)

    assert "maximilian" not in sealed
    assert len(sealed) < 700
