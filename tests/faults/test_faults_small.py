"""One part is down for a while: waiting, 503 within 5 s, and then it continues."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from temporalio.testing import WorkflowEnvironment

import worker
from api.app import create_app
from chosen_time_limits import LONG_LIMITS, SHORT_LIMITS
from doorstep.rules.time_limits import TimeLimits
from journey import Journey
from mail_server import MailServer
from problem_documents import problem
from seeding import another_login, long_enrolled
from service import Service, running_service
from tcp_proxy import TcpProxy, tcp_proxy
from waiting import timed, until

_Act = Callable[[], Awaitable[httpx.Response]]


async def _unavailable(*acts: _Act) -> None:
    """All are answered 503 within the time limit."""
    answers, took = await timed(asyncio.gather(*(act() for act in acts)))
    unavailable = (503, "temporarily-unavailable", {"retry_after": 2})
    assert [problem(answer) for answer in answers] == [unavailable] * len(acts)
    assert took < 5.5  # the 5 s, and what concurrent requests add


@dataclass(frozen=True)
class _Apis:
    """Two more APIs of the same service: one gives up soon, one is patient."""

    prompt: Service
    patient: Service


@asynccontextmanager
async def _apis_of(service: Service, **settings: object) -> AsyncIterator[_Apis]:
    async with (
        _api_of(service, SHORT_LIMITS, **settings) as prompt,
        _api_of(service, LONG_LIMITS, **settings) as patient,
    ):
        yield _Apis(prompt, patient)


@asynccontextmanager
async def _api_of(
    service: Service, limits: TimeLimits, **settings: object
) -> AsyncIterator[Service]:
    """A second API of the same service, with other connections."""
    chosen = service.settings.model_copy(update=settings)
    app = create_app(chosen, service.clock, limits=limits)
    transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 5000))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1:8000", timeout=30
        ) as http,
    ):
        yield replace(service, http=http)


@asynccontextmanager
async def _before_temporal(service: Service) -> AsyncIterator[tuple[_Apis, TcpProxy]]:
    host, _, port = service.settings.temporal_address.rpartition(":")
    async with tcp_proxy(lambda: asyncio.open_connection(host, int(port))) as line:
        address = f"127.0.0.1:{line.port}"
        async with _apis_of(service, temporal_address=address) as apis:
            yield apis, line


@asynccontextmanager
async def _before_postgres(service: Service) -> AsyncIterator[tuple[_Apis, TcpProxy]]:
    parts = urlsplit(service.settings.database_url)
    socket = f"{parse_qs(parts.query)['host'][0]}/.s.PGSQL.5432"
    async with tcp_proxy(lambda: asyncio.open_unix_connection(socket)) as line:
        host = f"{parts.username}@127.0.0.1:{line.port}"
        url = f"postgresql://{host}{parts.path}"
        async with _apis_of(service, database_url=url) as apis:
            yield apis, line


def _on(person: Journey, service: Service) -> Journey:
    """The same person and flow, through another API."""
    return replace(person, service=service)


async def _setting_up(service: Service) -> Journey:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("verify_email")
    return person


async def _email_is(person: Journey, status: str) -> None:
    await until(
        person.read_enrollment, lambda setup: setup["email"]["status"] == status
    )


@pytest.mark.parametrize("answer", [None, "451 4.3.2 not now"])
async def test_set_up_waits_for_a_mail_server_that_cannot_take_mail(
    service: Service, answer: str | None
) -> None:
    service.mail.answer = answer
    if answer is None:
        await service.mail.stop()

    person = await _setting_up(service)
    assert person.enrollment["email"]["sent_at"] is None
    await _email_is(person, "retrying")
    service.mail.answer = None
    if answer is None:
        await service.mail.start()
    await _email_is(person, "sent")

    assert len(service.mail.codes()) == 1
    code = await person.email_code()
    assert (await person.submit_email_code(code)).status_code == 200


async def test_refused_mail_fails_at_once_and_can_be_resent(
    service: Service,
) -> None:
    service.mail.answer = "550 5.1.1 no such mailbox"

    person = await _setting_up(service)
    await _email_is(person, "failed")
    service.mail.answer = None
    await service.pool.execute(
        "update emails set asked_at = asked_at - interval '61 seconds'"
    )
    resent = await person.post(f"{person.enrollment_path}/resend")

    assert len(service.mail.rejected) == 1
    assert resent.json()["email"]["status"] in ("sending", "sent")
    code = await person.email_code()
    assert (await person.submit_email_code(code)).status_code == 200


async def test_resend_cancels_a_waiting_mail(service: Service) -> None:
    service.mail.answer = "451 4.3.2 not now"
    person = await _setting_up(service)
    await _email_is(person, "retrying")
    await service.pool.execute(
        "update emails set asked_at = asked_at - interval '61 seconds'"
    )

    await person.post(f"{person.enrollment_path}/resend")
    service.mail.answer = None
    await _email_is(person, "sent")

    assert len(service.mail.codes()) == 1
    code = await person.email_code()
    assert (await person.submit_email_code(code)).status_code == 200


async def test_W2_flow_continues_when_a_worker_is_back(prompt_service: Service) -> None:
    person = await long_enrolled(prompt_service)
    await prompt_service.stop_worker()

    opened = await Journey(prompt_service).start()
    read = await person.read()
    await _unavailable(lambda: person.submit_code(person.code()))
    nobody = await prompt_service.pool.fetchval("select count(*) from sessions")
    async with worker.running_worker(prompt_service.settings):
        signed_in = await _read_then_go_on(person)

    assert opened.status_code == 201
    assert read["stage"] == "code_required"
    assert nobody == 0
    person.session_token = signed_in["session"]["token"]
    assert (await person.with_session("GET", "/v1/me")).status_code == 200
    assert await prompt_service.pool.fetchval("select count(*) from sessions") == 1


async def _read_then_go_on(person: Journey) -> dict[str, Any]:
    """What a caller does after a 503, by the contract."""
    if (await person.read())["stage"] == "signed_in":
        answer = await person.post(f"{person.login_path}/session")
    else:
        answer = await person.submit_code(person.code())
        if answer.status_code == 410:  # the first one was judged in between
            answer = await person.post(f"{person.login_path}/session")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_worker_that_was_down_past_a_deadline_does_not_accept(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> None:
    short = running_service(database_url, temporal, mail_server, login_ttl=4)
    async with short as service:
        person = await long_enrolled(service)
        await service.stop_worker()
        await until(_now(service), lambda now: now >= _end_of(person))

        async with worker.running_worker(service.settings):
            late = await until(
                lambda: person.submit_code(person.code()),
                lambda answer: answer.status_code != 503,
            )

        assert problem(late) == (410, "flow-ended", {"stage": "expired"})
        assert await service.pool.fetchval("select count(*) from sessions") == 0
        assert await service.pool.fetchval("select count(*) from attempts") == 0


def _now(service: Service) -> Callable[[], Awaitable[datetime]]:
    async def look() -> datetime:
        return service.clock()

    return look


def _end_of(person: Journey) -> datetime:
    return datetime.fromisoformat(person.login["expires_at"])


async def test_W2_flow_continues_when_temporal_is_back(service: Service) -> None:
    person = await long_enrolled(service)
    other = await another_login(person)
    async with _before_temporal(service) as (apis, line):
        through, prompt = _on(person, apis.patient), _on(person, apis.prompt)
        assert (await through.read())["stage"] == "code_required"
        acts: list[_Act] = [
            lambda: prompt.submit_code(prompt.code()),
            Journey(apis.prompt).start,
        ]
        await line.cut()

        read = await through.read()
        await _unavailable(*acts)
        await line.restore()
        line.pause()
        await _unavailable(*acts)
        await line.restore()
        accepted = await _read_then_go_on(through)

    assert read["stage"] == "code_required"
    assert accepted["stage"] == "signed_in"
    assert (await other.read())["stage"] == "code_required"
    assert await service.pool.fetchval("select count(*) from sessions") == 1


async def test_api_starts_while_temporal_is_down(service: Service) -> None:
    async with _api_of(service, SHORT_LIMITS, temporal_address="127.0.0.1:9") as api:
        await _unavailable(Journey(api).start)

        wrong = await Journey(api).start("guess")

    assert wrong.status_code == 401


async def test_W2_flow_continues_when_postgres_is_back(service: Service) -> None:
    person = await long_enrolled(service)
    async with _before_postgres(service) as (apis, line):
        through, prompt = _on(person, apis.patient), _on(person, apis.prompt)
        assert (await through.read())["stage"] == "code_required"
        acts: list[_Act] = [
            lambda: prompt.get(prompt.login_path),
            lambda: prompt.submit_code(prompt.code()),
            Journey(apis.prompt).start,
        ]

        await line.cut()
        await _unavailable(*acts)
        await line.restore()
        assert (await through.read())["stage"] == "code_required"
        line.pause()
        await _unavailable(*acts)
        await line.restore()
        accepted = await _read_then_go_on(through)

    assert accepted["stage"] == "signed_in"
    assert await service.pool.fetchval("select count(*) from sessions") == 1
