"""Each step of the flows writes one event, whatever is repeated."""

from typing import Any
from uuid import UUID

from activities.enrollments import EnrollmentChanges
from doorstep.audit.verification import verify
from doorstep.db.pool import connected
from doorstep.messages.activities import EnrollmentMove
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import EnrollmentStage
from journey import Journey
from seeding import long_enrolled, member_id_of
from service import ADMIN, MEMBER, Service
from waiting import until


async def _events(service: Service) -> list[tuple[str, Any]]:
    """The kind, and the stage if any, of the member's events."""
    records = await service.pool.fetch(
        """
        select kind, detail ->> 'stage' as stage from events
        where member_id = $1 order by id
        """,
        await member_id_of(service.pool, MEMBER),
    )
    return [(record["kind"], record["stage"]) for record in records][1:]


async def _administers(service: Service) -> tuple[Journey, str]:
    """A signed-in administrator, and the path of the member."""
    admin = Journey(service, ADMIN, "admin_center")
    assert (await admin.start()).status_code == 201
    return admin, f"/v1/account/members/{await member_id_of(service.pool, MEMBER)}"


async def test_L1_each_step_of_set_up_and_login_writes_one_event(
    service: Service,
) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start("a wrong password")
    await person.start()
    await person.begin_setup()
    await person.submit_email_code("000000" if await _not_zeros(person) else "111111")
    await person.submit_email_code(await person.email_code())
    await person.advance("install_app")
    await person.advance("install_app")
    await person.authenticator()
    await person.advance("connect_device")
    await person.submit_setup_code(person.wrong_code())
    await person.submit_setup_code(person.code())
    await person.submit_code(person.code())
    await person.submit_code(person.wrong_code())
    await person.sign_in_after_setup()
    await person.post(f"{person.login_path}/session")

    assert await _events(service) == [
        ("authn_password_fail", None),
        ("authn_password_success", None),
        ("authn_enrollment_started", "verify_email"),
        ("authn_email_code_fail", None),
        ("authn_enrollment_moved", "install_app"),
        ("authn_enrollment_moved", "connect_device"),
        ("authn_enrollment_moved", "confirm_code"),
        ("authn_setup_code_fail", None),
        ("authn_enrollment_ended", "enrolled"),
        ("authn_device_added", None),
        ("authn_otp_replay", None),
        ("authn_otp_fail", None),
        ("authn_login_success", None),
        ("session_renewed", None),
    ]


async def test_L1_disabling_writes_one_event_per_ended_flow(service: Service) -> None:
    person = await long_enrolled(service)
    await service.require_two_step(False)
    admin, path = await _administers(service)

    await admin.with_session("PATCH", path, json={"disabled": True})
    await admin.with_session("PATCH", path, json={"disabled": True})
    await admin.with_session("PATCH", path, json={"disabled": False})
    await until(person.read, lambda login: bool(login["stage"] == "cancelled"))

    assert (await _events(service))[1:] == [
        ("user_disabled", None),
        ("authn_login_ended", "cancelled"),
        ("user_enabled", None),
    ]


async def test_L1_event_names_the_changed_fields_and_no_values(
    service: Service,
) -> None:
    admin, path = await _administers(service)

    for change in (
        {"name": "Maxine", "role": "admin", "language": "en"},
        {"name": "Maxine"},
        {},
    ):
        answer = await admin.with_session("PATCH", path, json=change)
        assert answer.status_code == 200
    for account in ({"name": "Äcme", "two_step_required": False}, {"name": "Äcme"}):
        await admin.with_session("PATCH", "/v1/account", json=account)

    changes = await service.pool.fetch(
        "select kind, detail from events where actor_id is not null order by id"
    )
    for row in changes:
        row["detail"].pop("actor_login_id", None)
    assert [tuple(row) for row in changes] == [
        ("user_updated", {"name": True, "role": "admin", "role_from": "member"}),
        ("account_changed", {"name": True}),
    ]


async def test_L1_right_password_for_a_refused_application_is_audited(
    service: Service,
) -> None:
    member = Journey(service, application="admin_center")

    assert (await member.start()).status_code == 403

    assert await _events(service) == [("authz_fail", None)]


async def test_W2_repeated_move_of_a_set_up_writes_no_second_event(
    service: Service,
) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("connect_device")
    before = await _events(service)

    ring = KeyRing.parse(service.settings.keys)
    await EnrollmentChanges(service.pool, ring).move(
        EnrollmentMove(
            enrollment_id=UUID(person.enrollment["id"]),
            member_id=await member_id_of(service.pool, MEMBER),
            stage=EnrollmentStage.connect_device,
            at=service.clock(),
        )
    )

    assert await _events(service) == before


async def test_L1_audit_trail_of_a_running_service_is_linked_and_sound(
    service: Service,
) -> None:
    await Journey(service).start()

    async def linked() -> tuple[int, int]:
        database_url = service.settings.database_url
        async with connected(database_url) as connection:
            report = await verify(connection, account_id=service.account_id)
        assert report.sound
        return report.chains[0].linked, report.chains[0].unlinked

    assert await until(linked, lambda counts: counts[1] == 0) == (4, 0)


async def _not_zeros(person: Journey) -> bool:
    return await person.email_code() != "000000"
