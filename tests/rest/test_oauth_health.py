"""`/oauth2/health`: what an application asks before it sends anybody here."""

from uuid import uuid4

import httpx
import pytest

from application import Application, application_of
from client_addresses import client_at, second_api
from client_rows import client_of
from service import Service
from setup_rows import insert_setup
from waiting import until

_GOOD = {"login": "ok", "setup": "ok", "mail": "ok"}


@pytest.fixture
async def shop(service: Service) -> Application:
    return await application_of(service, "client_address")


async def _ask(shop: Application) -> httpx.Response:
    return await shop.call("GET", "/oauth2/health")


async def test_application_learns_that_people_can_sign_in(shop: Application) -> None:
    answer = await until(lambda: _ask(shop), lambda seen: seen.json() == _GOOD)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


async def test_mail_is_delayed_once_one_has_waited_for_a_minute(
    shop: Application,
) -> None:
    await insert_setup(shop.service)  # five minutes ago

    delayed = {**_GOOD, "mail": "delayed"}
    answer = await until(lambda: _ask(shop), lambda seen: seen.json() == delayed)

    assert answer.status_code == 200


async def test_service_without_a_worker_is_not_to_be_redirected_to(
    shop: Application,
) -> None:
    service = shop.service
    idle = service.settings.model_copy(update={"task_queue": f"idle-{uuid4()}"})

    async with second_api(service, idle) as app:
        there = Application(client_at(service, app), shop.id, shop.token)
        answer = await _ask(there)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.json() == {
        "error": "temporarily_unavailable",
        "login": "no worker is running",
        "setup": "no worker is running",
        "mail": "ok",
    }


async def test_secret_of_a_client_is_enough(service: Service) -> None:
    client = await client_of(service)

    async def ask(secret: str) -> int:
        answer = await service.http.get("/oauth2/health", auth=(client.id, secret))
        return answer.status_code

    assert [await ask(client.secret), await ask("a guess")] == [200, 401]


async def test_P8_nobody_else_is_told(service: Service) -> None:
    for headers in ({}, {"Authorization": f"Bearer {'A' * 43}"}):
        answer = await service.http.get("/oauth2/health", headers=headers)
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_token")
        assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
