"""Errors inside the API: reported without internals, and without using up a budget."""

import asyncio

import pytest
from structlog.testing import capture_logs

from api.actions import sessions
from chosen_time_limits import SHORT_LIMITS
from client_addresses import client_at, second_api
from doorstep.db.pool import DATABASE_AWAY
from doorstep.rules.passwords import Passwords
from journey import Journey
from markup import Markup
from page_texts import heading_of
from problem_documents import problem
from service import MEMBER, Service


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a session raises an unexpected error, with an address in its message."""

    async def fail(*_: object) -> None:
        raise RuntimeError(f"no such key: {MEMBER}")

    monkeypatch.setattr(sessions.SessionActions, "authenticate", fail)


@pytest.mark.usefixtures("broken")
async def test_A1_unexpected_error_is_a_problem_document(
    service: Service,
) -> None:
    with capture_logs() as logged:
        answer = await service.http.get(
            "/v1/me", headers={"Authorization": "Bearer " + "x" * 43}
        )

    assert problem(answer) == (500, "internal-error", {})
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "RuntimeError" not in answer.text
    assert [entry["event"] for entry in logged] == ["unexpected fault"]
    assert MEMBER not in str(logged)


@pytest.mark.parametrize("fault", DATABASE_AWAY)
async def test_W2_lost_database_connection_is_unavailable_and_no_internal_error(
    service: Service, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    async def break_off(*_: object) -> None:
        raise fault("broken off")

    monkeypatch.setattr(sessions.SessionActions, "authenticate", break_off)

    answer = await service.http.get(
        "/v1/me", headers={"Authorization": "Bearer " + "x" * 43}
    )

    assert problem(answer) == (503, "temporarily-unavailable", {"retry_after": 2})


@pytest.mark.usefixtures("broken")
async def test_unexpected_error_is_a_page_for_browsers(service: Service) -> None:
    service.http.cookies.set("doorstep-web-console", "x" * 43)

    answer = await service.http.get("/")

    assert answer.status_code == 500
    assert Markup(answer.text).heading == heading_of("internal error")
    assert MEMBER not in answer.text


async def test_password_that_was_not_judged_counts_no_try(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(*_: object) -> bool:
        await asyncio.sleep(30)
        return True

    with monkeypatch.context() as slow:
        slow.setattr(Passwords, "verify", hang)
        async with second_api(service, limits=SHORT_LIMITS) as app:
            cut_off = await Journey(client_at(service, app)).start()

    tries = await service.pool.fetchval("select count(*) from password_tries")
    assert problem(cut_off) == (
        503,
        "temporarily-unavailable",
        {"retry_after": 2},
    )
    assert tries == 0
    assert (await Journey(service).start()).status_code == 201
