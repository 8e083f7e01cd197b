"""A verdict that was committed, and lost before Temporal recorded it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest

from activities.email_codes import EmailCodes
from activities.enrollments import EnrollmentChanges
from activities.login_codes import LoginCodes
from activities.setup_codes import SetupCodes
from api.actions.missed_endings import MissedEndings
from api.edge.idempotency import Attempt
from api.flows import Flows
from chosen_time_limits import LONG_LIMITS
from doorstep.db.enrollments import Enrollments
from doorstep.db.members import Members
from doorstep.messages.activities import (
    EmailCode,
    EnrollmentEnding,
    JudgeOrderFields,
    LoginCode,
    SetupCode,
)
from doorstep.messages.flows import Outcome
from doorstep.rules.codes import TypedCode, seal_code
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import EnrollmentStage
from doorstep.rules.time_limits import USUAL
from doorstep.rules.tokens import new_token, token_hash
from journey import Journey
from left_notices import LeftNotices
from problem_documents import problem
from seeding import long_enrolled, member_id_of
from service import Service
from waiting import LOCK_WAITS, until

_TEN = timedelta(minutes=10)


def _ring(service: Service) -> KeyRing:
    return KeyRing.parse(service.settings.keys)


async def _attempt(person: Journey) -> JudgeOrderFields:
    return {
        "attempt_id": uuid4(),
        "member_id": await member_id_of(person.service.pool, person.email),
        "flow_id": UUID(person.enrollment["id"]),
        "at": person.service.clock(),
    }


def _sealed(person: Journey, code: str, attempt: JudgeOrderFields) -> str:
    flow_id, attempt_id = attempt["flow_id"], attempt["attempt_id"]
    return seal_code(_ring(person.service), TypedCode(code), flow_id, attempt_id)


async def _prove_mailbox_without_workflow(person: Journey) -> str:
    """Commits the verdict on the emailed code without the workflow; returns the
    code.
    """
    service, code = person.service, await person.email_code()
    attempt = await _attempt(person)
    verdict = await EmailCodes(service.pool, _ring(service)).judge(
        EmailCode(
            **attempt,
            sealed=_sealed(person, code, attempt),
        )
    )
    assert verdict.outcome is Outcome.accepted
    return code


async def _bind_without_workflow(person: Journey) -> None:
    service, attempt = person.service, await _attempt(person)
    verdict = await SetupCodes(service.pool, _ring(service), LeftNotices()).judge(
        SetupCode(
            **attempt,
            sealed=_sealed(person, person.code(), attempt),
        )
    )
    assert verdict.outcome is Outcome.accepted


async def _replacing(service: Service, stage: str) -> Journey:
    person = await long_enrolled(service)
    await person.as_far_as(stage)
    return person


async def test_W2_login_continues_though_its_set_up_missed_the_binding(
    service: Service,
) -> None:
    person = await _replacing(service, "confirm_code")
    await _bind_without_workflow(person)

    repeated = await person.submit_setup_code(person.code())
    read = await person.read()
    signed_in = await person.sign_in_after_setup()

    assert problem(repeated) == (410, "flow-ended", {"stage": "enrolled"})
    assert (read["stage"], read["enrollment_id"]) == ("code_required", None)
    assert signed_in.status_code == 200
    replaced = "select count(*) from events where kind = 'authn_device_replaced'"
    assert await service.pool.fetchval(replaced) == 1


async def test_W2_login_continues_though_its_set_up_missed_its_end(
    service: Service,
) -> None:
    person = await _replacing(service, "connect_device")
    attempt = await _attempt(person)
    await EnrollmentChanges(service.pool, _ring(service)).end(
        EnrollmentEnding(
            enrollment_id=attempt["flow_id"],
            member_id=attempt["member_id"],
            stage=EnrollmentStage.cancelled,
            at=attempt["at"],
        )
    )

    read = await person.read()

    assert (read["stage"], read["enrollment_id"]) == ("code_required", None)
    assert (await person.begin_setup()).status_code == 201


@pytest.mark.parametrize("act", ["email-code", "resend"])
async def test_W2_set_up_continues_though_it_missed_the_emailed_code(
    service: Service, act: str
) -> None:
    person = await _replacing(service, "verify_email")
    code = await _prove_mailbox_without_workflow(person)

    typed = {"code": code} if act == "email-code" else {}
    repeated = await person.post(f"{person.enrollment_path}/{act}", **typed)
    advanced = await person.advance("install_app")

    assert problem(repeated) == (409, "wrong-stage", {"stage": "install_app"})
    assert advanced.json()["stage"] == "connect_device"
    moved = "select count(*) from events where kind = 'authn_enrollment_moved'"
    assert await service.pool.fetchval(moved) == 2


async def _seen_behind(person: Journey) -> Callable[[], Awaitable[bool]]:
    """Reconciles the setup, as a process that saw it wait for the emailed code."""
    service = person.service
    flows = Flows(service.client, service.settings.task_queue, USUAL)
    missed = MissedEndings(service.pool, service.clock, flows)
    async with service.pool.acquire() as connection:
        row = await Enrollments(connection).get(UUID(person.enrollment["id"]))
    return partial(missed.setup, row, EnrollmentStage.verify_email)


async def test_W2_set_up_that_was_brought_forward_meanwhile_continues(
    service: Service,
) -> None:
    """Another process, or a retried activity, was faster than this request."""
    person = await _replacing(service, "verify_email")
    await _prove_mailbox_without_workflow(person)
    reconcile = await _seen_behind(person)
    await reconcile()

    assert await reconcile()

    advanced = await person.advance("install_app")
    assert advanced.json()["stage"] == "connect_device"


async def test_W2_set_up_whose_workflow_ended_meanwhile_ends(
    service: Service,
) -> None:
    person = await _replacing(service, "verify_email")
    await _prove_mailbox_without_workflow(person)
    reconcile = await _seen_behind(person)
    set_up = f"enrollment/{person.enrollment['id']}"
    await service.client.get_workflow_handle(set_up).terminate()

    assert await reconcile()

    await until(person.read_enrollment, lambda setup: setup["stage"] == "cancelled")


async def _blocked(service: Service, wanted: int) -> None:
    """Until so many sessions wait for a lock in the database."""
    await until(lambda: service.pool.fetchval(LOCK_WAITS), lambda seen: seen == wanted)


async def test_S1_W2_repeated_verdict_returns_a_working_session(
    service: Service,
) -> None:
    """Of two requests with one attempt id the first is judged, so long ago that its
    answer is lost.
    """
    person = await long_enrolled(service)
    login_id = UUID(person.login["id"])
    member_id = await member_id_of(service.pool, person.email)
    attempt_id = Attempt("the one act").id_for(login_id, "code")
    at = service.clock() - LONG_LIMITS.answer
    lost = TypedCode(person.code(at=at), token_hash(new_token()).hex())
    order = LoginCode(
        attempt_id=attempt_id,
        member_id=member_id,
        flow_id=login_id,
        at=at,
        sealed=seal_code(_ring(service), lost, login_id, attempt_id),
    )
    async with service.pool.acquire() as connection, connection.transaction():
        await Members(connection).lock(member_id)
        first = asyncio.ensure_future(
            LoginCodes(
                service.pool,
                _ring(service),
                service.settings.session_idle,
                LeftNotices(),
            ).judge(order)
        )
        await _blocked(service, 1)
        second = asyncio.ensure_future(
            service.http.post(
                f"{person.login_path}/code",
                headers={
                    "Authorization": f"Bearer {person.login['flow_token']}",
                    "Idempotency-Key": "the one act",
                },
                json={"code": person.code()},
            )
        )
        await _blocked(service, 2)
    repeated = await second

    assert (await first).outcome is Outcome.accepted
    assert repeated.json()["stage"] == "signed_in"
    person.session_token = repeated.json()["session"]["token"]
    assert (await person.with_session("GET", "/v1/me")).status_code == 200
    assert await service.pool.fetchval("select count(*) from sessions") == 1
