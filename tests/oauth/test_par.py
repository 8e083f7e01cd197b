"""Pushed authorization requests (RFC 9126)."""

import asyncio

import pytest

from client_application import CALLBACK, add_client, answer_of, push, pushed
from doorstep.rules.carried_requests import BY_ADDRESS, CarriedRequest
from doorstep.rules.seal import KeyRing
from service import MEMBER, PASSWORD, Service
from visitor import Visitor


async def test_pushed_request_leads_to_a_code_with_its_own_parameters(
    service: Service,
) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    address = await pushed(client, login_hint=MEMBER)

    page = await visitor.open(f"{address}&redirect_uri=https://evil.test&state=forged")
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)

    assert page.heading == "Sign in to The Shop"
    assert visitor.answer is not None
    answer = answer_of(visitor.answer)
    assert answer["state"] == client.state
    assert "code" in answer


async def test_of_thirty_uses_of_a_pushed_request_at_once_one_succeeds(
    service: Service,
) -> None:
    client = await add_client(service)
    address = await pushed(client)

    uses = [service.http.get(address) for _ in range(30)]
    answers = await asyncio.gather(*uses)

    statuses = [answer.status_code for answer in answers]
    assert statuses.count(303) == 1
    assert set(statuses) <= {303, 400, 503}  # 503: a busy machine


async def test_pushed_request_is_of_its_client_and_of_one_minute(
    service: Service,
) -> None:
    shop, bank = await add_client(service), await add_client(service)
    first, second = await pushed(shop), await pushed(shop)
    expired = _expired(service, second)

    foreign = await service.http.get(first.replace(shop.id, bank.id))
    handle = first.rpartition(":")[2]
    beside = await service.http.get(
        f"/oauth2/authorize/continue?client_id={bank.id}&handle={handle}"
    )
    unnamed = await service.http.get(f"/oauth2/authorize/continue?handle={handle}")
    as_form = await service.http.get(
        f"/oauth2/authorize/continue?client_id={shop.id}&request={handle}"
    )
    own = await service.http.get(first)
    late = await service.http.get(expired)

    refused = [foreign, beside, unnamed, as_form, late]
    assert {answer.status_code for answer in refused} == {400}
    assert own.status_code == 303


def _expired(service: Service, address: str) -> str:
    """The same a minute later."""
    place, _, handle = address.rpartition(":")
    ring, at = KeyRing.parse(service.settings.keys), service.clock()
    request = CarriedRequest.opened(ring, handle, BY_ADDRESS, at)
    assert request is not None
    over = request.model_copy(update={"expires_at": at})
    return f"{place}:{over.sealed(ring, BY_ADDRESS)}"


async def test_address_of_the_longest_request_is_below_what_proxies_accept(
    service: Service,
) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    longest = "s" * 4000

    address = await pushed(client, state=longest, nonce="n" * 700)
    await visitor.open(address)
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)

    assert len(f"{service.settings.public_url}{address}") < 8000
    assert visitor.answer is not None
    assert answer_of(visitor.answer)["state"] == longest


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"redirect_uri": f"{CALLBACK}/other"}, "invalid_request"),
        ({"redirect_uri": None}, "invalid_request"),
        ({"request_uri": "urn:ietf:params:oauth:request_uri:x"}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"scope": "openid subjects"}, "invalid_scope"),
        ({"request": "e30.e30."}, "request_not_supported"),
    ],
)
async def test_mistake_is_answered_when_it_ispushed(
    service: Service, changed: dict[str, str | None], error: str
) -> None:
    client = await add_client(service)

    answer = await push(client, **changed)

    assert answer.status_code == 400
    assert answer.json()["error"] == error


async def test_client_that_does_not_prove_itself_pushes_nothing(
    service: Service,
) -> None:
    client = await add_client(service)
    client.secret = "wrong"

    answer = await push(client)

    assert answer.status_code == 401
    assert answer.json()["error"] == "invalid_client"
