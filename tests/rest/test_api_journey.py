"""The journey over HTTP, against a real database, Temporal server and mail server."""

from typing import Any

import pytest
from temporalio.client import WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode

from journey import Journey, enrolled
from service import ADMIN, MEMBER, Service
from waiting import until


async def test_password_alone_signs_in_where_no_code_is_required(
    service: Service,
) -> None:
    person = Journey(service)

    answer = await person.start()

    assert answer.status_code == 201
    assert answer.json()["stage"] == "signed_in"
    assert answer.json()["session"]["amr"] == ["pwd"]
    me = await person.with_session("GET", "/v1/me")
    assert me.json()["member"]["email"] == MEMBER
    assert me.json()["authenticator"] is None


async def test_set_up_then_a_new_code_signs_in(service: Service) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    assert person.login["stage"] == "setup_required"

    await person.set_up()
    used = await person.submit_code(person.code())
    fresh = await person.sign_in_after_setup()

    assert used.status_code == 422  # the setup code's time step is consumed
    assert fresh.status_code == 200
    assert fresh.json()["stage"] == "signed_in"
    assert fresh.json()["session"]["amr"] == ["pwd", "otp", "mfa"]


async def test_update_that_temporal_drops_for_a_signal_is_retried(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the signal of a setup's end does, if the member signs in at that moment."""
    person = await enrolled(service)
    update = WorkflowHandle.execute_update
    dropped: list[Any] = []

    async def drop_once(*about: Any, **more: Any) -> Any:
        answer = await update(*about, **more)
        if dropped:
            return answer
        dropped.append(answer)
        raise RPCError("dropped", RPCStatusCode.FAILED_PRECONDITION, b"")

    monkeypatch.setattr(WorkflowHandle, "execute_update", drop_once)
    answer = await person.sign_in_after_setup()

    assert answer.status_code == 200
    assert dropped
    me = await person.with_session("GET", "/v1/me")
    assert me.status_code == 200


async def test_login_has_the_time_of_the_next_code(service: Service) -> None:
    """The app's clock is half a minute ahead here, so that no step ends meanwhile."""
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("confirm_code")
    await person.submit_setup_code(person.code(steps=1))

    login = await person.read()

    assert login["stage"] == "code_required"
    assert login["next_code_at"] is not None


async def test_new_device_replaces_the_earlier_one(service: Service) -> None:
    first = await enrolled(service)
    await first.sign_in_after_setup()
    second = Journey(service)
    await second.start()
    assert second.login["stage"] == "code_required"

    await second.set_up()
    old = await second.submit_code(first.code(steps=1))
    new = await second.sign_in_after_setup()

    assert old.status_code == 422
    assert new.status_code == 200
    ended = await first.with_session("GET", "/v1/me")
    assert ended.status_code == 401
    await service.mail.wait_for(4)
    assert "Email Verification" not in service.mail.subjects()[-1]


async def test_cancelled_set_up_leaves_the_earlier_device_working(
    service: Service,
) -> None:
    first = await enrolled(service)
    second = Journey(service)
    await second.start()
    await second.as_far_as("connect_device")

    cancelled = await second.delete(second.enrollment_path)

    assert cancelled.status_code == 204
    assert (await second.read())["stage"] == "code_required"
    assert (await second.submit_code(first.code(steps=1))).status_code == 200


async def test_switched_off_requirement_needs_no_code_and_keeps_devices(
    service: Service,
) -> None:
    person = await enrolled(service)
    await service.require_two_step(False)
    without = Journey(service)

    answer = await without.start()

    assert answer.json()["stage"] == "signed_in"
    await service.require_two_step()
    again = Journey(service)
    await again.start()
    assert again.login["stage"] == "code_required"
    assert (await again.submit_code(person.code(steps=1))).status_code == 200


async def test_only_administrators_enter_the_admin_center(service: Service) -> None:
    member = Journey(service, application="admin_center")
    admin = Journey(service, ADMIN, "admin_center")

    refused = await member.start()
    entered = await admin.start()

    assert refused.status_code == 403
    assert refused.json()["type"] == "urn:doorstep:problem:not-an-administrator"
    assert entered.status_code == 201


async def test_login_returns_to_its_stage_when_its_set_up_was_terminated(
    service: Service,
) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("install_app")
    handle = service.client.get_workflow_handle(f"enrollment/{person.enrollment['id']}")

    await handle.terminate()
    login = await until(person.read, lambda seen: seen["stage"] != "setting_up")

    assert login["stage"] == "setup_required"
    assert (await person.read_enrollment())["stage"] == "cancelled"
