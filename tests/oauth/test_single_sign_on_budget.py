"""How often a session signs in to a client without anybody being asked."""

from datetime import timedelta

from client_application import add_client, answer_of
from service import MEMBER, PASSWORD, Service
from visitor import Visitor

_SPENT = "update session_clients set sign_ons = 200 where client_id = $1"
_SIGN_ONS = "select sign_ons from session_clients where client_id = $1"


async def test_single_sign_on_has_a_budget_of_session_and_application(
    service: Service,
) -> None:
    shop, bank = await add_client(service), await add_client(service)
    visitor = Visitor(service.http)
    await visitor.sign_in()
    first = await shop.ask()
    await service.pool.execute(_SPENT, shop.id)

    refused = await shop.ask()
    elsewhere = await bank.ask()
    await service.pool.execute(
        "update session_clients set sign_ons_since = sign_ons_since - $1::interval",
        timedelta(minutes=15),
    )
    later = await shop.ask()

    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 900
    for answer in (first, elsewhere, later):
        assert "code" in answer_of(answer)
    assert await service.pool.fetchval(_SIGN_ONS, shop.id) == 1


async def test_password_gives_the_budget_back(service: Service) -> None:
    shop, visitor = await add_client(service), Visitor(service.http)
    await visitor.sign_in()
    await shop.ask()
    await service.pool.execute(_SPENT, shop.id)

    await shop.open(visitor, prompt="login")
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)

    assert visitor.answer is not None
    assert "code" in answer_of(visitor.answer)
    assert await service.pool.fetchval(_SIGN_ONS, shop.id) == 0
