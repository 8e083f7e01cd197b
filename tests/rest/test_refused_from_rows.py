"""Acts that must wait, or are too late, are refused without calling the workflow."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import httpx
import pytest

from flow_events import events_of, settled_events
from journey import Journey
from page_texts import flash_text
from problem_documents import kind, problem
from seeding import long_enrolled
from service import ADMIN, Service
from visitor import Visitor
from waiting import until

_AGAIN, _AT_ONCE = 50, 10


async def _at_once(
    act: Callable[[], Awaitable[httpx.Response]], count: int
) -> list[httpx.Response]:
    answers: list[httpx.Response] = []
    for _ in range(count // _AT_ONCE):
        answers += await asyncio.gather(*(act() for _ in range(_AT_ONCE)))
    return answers


async def _setting_up(service: Service, stage: str = "verify_email") -> Journey:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as(stage)
    if stage == "verify_email":
        await person.email_code()
    return person


async def _can_resend(service: Service) -> None:
    await service.pool.execute(
        "update emails set asked_at = asked_at - interval '61 seconds'"
    )


@dataclass(frozen=True)
class Case:
    """Acts of one kind that all get the same answer."""

    answer: tuple[int, str]
    act: Callable[[Journey], Awaitable[httpx.Response]]
    stage: str = "verify_email"


def _post(path: str, **body: str) -> Callable[[Journey], Awaitable[httpx.Response]]:
    return lambda person: person.post(f"{person.enrollment_path}/{path}", **body)


def _code(person: Journey) -> Awaitable[httpx.Response]:
    return person.submit_code("123456")


_WRONG_STAGE = (409, "wrong-stage")
CASES = {
    "resend": Case((429, "resend-too-soon"), _post("resend")),
    "code": Case(_WRONG_STAGE, _code),
    "early setup-code": Case(_WRONG_STAGE, _post("setup-code", code="123456")),
    "early continue": Case(_WRONG_STAGE, _post("continue", stage="install_app")),
    "late resend": Case(_WRONG_STAGE, _post("resend"), "install_app"),
    "late email-code": Case(
        _WRONG_STAGE, _post("email-code", code="123456"), "install_app"
    ),
    "continue too far": Case(
        _WRONG_STAGE, _post("continue", stage="connect_device"), "install_app"
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
async def test_W3_row15_repeated_refusals_call_no_workflow(
    service: Service, case: Case
) -> None:
    person = await _setting_up(service, case.stage)
    before = await events_of(person)

    answers = await _at_once(lambda: case.act(person), _AGAIN)

    assert {kind(answer) for answer in answers} == {case.answer}
    assert await events_of(person) == before


async def test_W3_row15_301_resends_within_the_cooldown_do_not_change_the_flow(
    service: Service,
) -> None:
    person = await _setting_up(service)
    before = await events_of(person)

    first = await person.post(f"{person.enrollment_path}/resend")
    answers = await _at_once(
        lambda: person.post(f"{person.enrollment_path}/resend"), 300
    )

    waits = [problem(answer)[2]["retry_after"] for answer in (first, *answers)]
    assert 1 <= min(waits) <= max(waits) <= 60
    assert await events_of(person) == before
    code = await person.email_code()
    assert (await person.submit_email_code(code)).status_code == 200


async def test_W3_row15_a_running_set_up_is_answered_from_rows(
    service: Service,
) -> None:
    person = await _setting_up(service)
    before = await events_of(person)

    answers = await _at_once(lambda: person.post(f"{person.login_path}/setup"), _AGAIN)

    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json()["id"] for answer in answers} == {person.enrollment["id"]}
    assert await events_of(person) == before


@pytest.mark.parametrize(
    ("stage", "left"),
    [
        ("connect_device", "install_app"),
        ("confirm_code", "install_app"),
        ("confirm_code", "connect_device"),
    ],
)
async def test_W3_row15_a_repeated_continue_changes_nothing(
    service: Service, stage: str, left: str
) -> None:
    person = await _setting_up(service, stage)
    before, read = await events_of(person), await person.read_enrollment()

    answers = await _at_once(lambda: person.advance(left), _AGAIN)

    assert {answer.status_code for answer in answers} == {200}
    assert all(answer.json() == read for answer in answers)
    assert await events_of(person) == before


async def test_W3_row15_past_the_hourly_mails_resend_and_setup_call_no_workflow(
    service: Service,
) -> None:
    person = await _setting_up(service)
    for _ in range(4):
        await _can_resend(service)
        assert (await person.post(f"{person.enrollment_path}/resend")).is_success
    await _can_resend(service)
    before = await events_of(person)

    resends = await _at_once(_resend(person), 20)
    assert (await person.delete(person.enrollment_path)).status_code == 204
    after = await events_of(person)
    setups = await _at_once(lambda: person.post(f"{person.login_path}/setup"), 20)

    refusals = {kind(answer) for answer in (*resends, *setups)}
    assert refusals == {(429, "too-many-emails")}
    waits = [problem(answer)[2]["retry_after"] for answer in (*resends, *setups)]
    assert 3200 < min(waits) <= max(waits) <= 3600
    assert before < after == await events_of(person)
    assert (await person.read())["stage"] == "setup_required"


def _resend(person: Journey) -> Callable[[], Awaitable[httpx.Response]]:
    return lambda: person.post(f"{person.enrollment_path}/resend")


async def test_W3_row15_codes_during_a_wait_call_no_workflow(service: Service) -> None:
    person = await long_enrolled(service)
    for _ in range(5):
        await person.submit_code(person.wrong_code())
    before = await events_of(person)

    answers = await _at_once(lambda: person.submit_code(person.code()), 50)

    assert {kind(answer) for answer in answers} == {(429, "too-many-attempts")}
    assert await events_of(person) == before


async def test_W3_row15_acts_on_ended_flows_call_no_workflow(
    service: Service,
) -> None:
    person = await _setting_up(service)
    assert (await person.delete(person.enrollment_path)).status_code == 204
    assert (await person.delete(person.login_path)).status_code == 204
    before = await events_of(person)
    acts: list[Callable[[], Awaitable[httpx.Response]]] = [
        *(lambda case=case: case.act(person) for case in CASES.values()),
        lambda: person.post(f"{person.login_path}/setup"),
        lambda: person.delete(person.enrollment_path),
        lambda: person.delete(person.login_path),
    ]

    answers = [await act() for act in acts]

    assert {str(problem(answer)) for answer in answers} == {
        str((410, "flow-ended", {"stage": "cancelled"}))
    }
    assert await events_of(person) == before


async def test_W3_row15_pages_and_administrators_are_refused_in_the_same_way(
    service: Service,
) -> None:
    await service.require_two_step()
    visitor = Visitor(service.http)
    await visitor.sign_in()
    page = await visitor.send("/verify/setup")
    enrollment_id = page.form("/verify/resend").hidden["enrollment"]
    before = await _of_setup(service, enrollment_id)
    await service.require_two_step(False)
    admin = Visitor(service.http)
    await admin.sign_in(ADMIN, application="admin_center")
    await service.require_two_step()

    for _ in range(10):
        await visitor.open("/verify")
        early = await visitor.send("/verify/resend")
        again = f"/admin-center/set-ups/{enrollment_id}"
        await admin.open(again)
        refused = await admin.send(f"{again}/resend")

    assert early.alerts[0].startswith(flash_text("resend-too-soon"))
    assert refused.alerts[0].startswith(flash_text("resend-too-soon"))
    assert await _of_setup(service, enrollment_id) == before


async def _of_setup(service: Service, enrollment_id: str) -> int:
    """The events of a setup whose mail was sent."""
    accepted = "select bool_and(accepted_at is not null) from emails"
    await until(lambda: service.pool.fetchval(accepted), bool)
    return await settled_events(service, f"enrollment/{enrollment_id}")


async def test_W3_row15_a_deadline_counts_before_a_worker_has_recorded_it(
    service: Service,
) -> None:
    person = await _setting_up(service)
    before = await events_of(person)
    for table in ("logins", "enrollments"):
        await service.pool.execute(f"update {table} set expires_at = started_at")
    acts: list[Callable[[], Awaitable[httpx.Response]]] = [
        *(lambda case=case: case.act(person) for case in CASES.values()),
        *(
            lambda act=act: person.post(f"{person.login_path}/{act}")
            for act in ("setup", "session")
        ),
        lambda: person.delete(person.enrollment_path),
        lambda: person.delete(person.login_path),
    ]

    answers = [await act() for act in acts]

    assert (await person.read())["stage"] == "expired"
    assert (await person.read())["enrollment_id"] is None
    assert (await person.read_enrollment())["stage"] == "expired"
    assert {str(problem(answer)) for answer in answers} == {
        str((410, "flow-ended", {"stage": "expired"}))
    }
    assert await events_of(person) == before


async def test_W3_code_whose_body_came_late_is_refused_as_what_was_judged_meanwhile(
    service: Service,
) -> None:
    """Its token was looked at before the first of five wrong codes was judged."""
    person = await long_enrolled(service)
    asked, came = asyncio.Event(), asyncio.Event()

    async def late_body() -> AsyncIterator[bytes]:
        asked.set()
        await came.wait()
        yield b'{"code": "%s"}' % person.code().encode()

    held = asyncio.create_task(
        service.http.post(
            f"{person.login_path}/code",
            headers={
                "Authorization": f"Bearer {person.login['flow_token']}",
                "Content-Type": "application/json",
            },
            content=late_body(),
        )
    )
    await asked.wait()
    for _ in range(5):
        await person.submit_code(person.wrong_code())
    before = await events_of(person)
    came.set()

    assert kind(await held) == (429, "too-many-attempts")
    assert await events_of(person) == before
