"""A setup over HTTP: its fields, tries and stages."""

from dataclasses import replace
from datetime import datetime, timedelta

from changed_settings import changed
from client_addresses import client_at, second_api
from journey import Journey
from problem_documents import kind, problem
from seeding import another_login, long_enrolled
from service import MEMBER, Service
from trials.ports import free_port

_ENROLLMENT = {
    "id",
    "login_id",
    "stage",
    "replaces_device",
    "email",
    "attempts_left",
    "expires_at",
}
_EMAIL = {
    "address_hint",
    "number",
    "status",
    "sent_at",
    "code_expires_at",
    "resend_at",
    "attempts_left",
}


def _moment(text: str) -> datetime:
    assert text.endswith("Z")
    return datetime.fromisoformat(text)


async def _begun(service: Service, email: str = MEMBER) -> Journey:
    await service.require_two_step()
    person = Journey(service, email)
    await person.start()
    await person.as_far_as("verify_email")
    return person


async def test_set_up_shows_the_fields_of_the_contract_in_every_stage(
    service: Service,
) -> None:
    person = await _begun(service)
    begun = person.enrollment
    code = await person.email_code()

    mailed = await person.read_enrollment()
    installing = (await person.submit_email_code(code)).json()
    connecting = (await person.advance("install_app")).json()
    await person.authenticator()
    enrolled = (await person.submit_setup_code(person.code())).json()

    every = [begun, mailed, installing, connecting, enrolled]
    assert [set(each) for each in every] == [_ENROLLMENT] * 5
    assert [set(each["email"]) for each in every] == [_EMAIL] * 5
    assert [each["stage"] for each in every] == [
        "verify_email",
        "verify_email",
        "install_app",
        "connect_device",
        "enrolled",
    ]
    assert [each["attempts_left"] for each in every] == [None, None, None, 10, 10]
    assert {each["login_id"] for each in every} == {person.login["id"]}
    assert not any(each["replaces_device"] for each in every)
    started = _moment(begun["expires_at"]) - timedelta(minutes=30)
    assert timedelta(0) <= service.clock() - started < timedelta(minutes=1)
    assert await person.read_enrollment() == enrolled


async def test_running_set_up_is_returned_again(service: Service) -> None:
    person = await _begun(service)

    again = await person.begin_setup()

    assert again.status_code == 200
    assert again.json()["id"] == (await person.read())["enrollment_id"]
    assert await service.pool.fetchval("select count(*) from emails") == 1


async def test_continue_names_the_stage_it_leaves(service: Service) -> None:
    person = await _begun(service)
    await person.submit_email_code(await person.email_code())

    ahead = await person.advance("connect_device")
    unknown = [
        await person.advance(stage) for stage in ("confirm_code", "verify_email", "")
    ]
    first = [await person.advance("install_app") for _ in range(2)]
    second = [await person.advance("connect_device") for _ in range(2)]
    late = await person.advance("install_app")

    assert problem(ahead) == (409, "wrong-stage", {"stage": "install_app"})
    assert {kind(answer) for answer in unknown} == {(422, "invalid-request")}
    assert first[0].json() == first[1].json()
    assert second[0].json() == second[1].json()
    assert first[0].json()["stage"] == "connect_device"
    assert second[0].json()["stage"] == late.json()["stage"] == "confirm_code"


async def test_N1_N5_secret_is_shown_only_while_it_is_set_up(service: Service) -> None:
    person = await _begun(service)
    path = f"{person.enrollment_path}/authenticator"
    await person.submit_email_code(await person.email_code())
    early = await person.get(path)
    await person.advance("install_app")

    shown = await person.get(path)
    again = await person.authenticator()
    await person.advance("connect_device")
    confirming = await person.authenticator()
    await person.submit_setup_code(person.code())
    late = await person.get(path)

    assert kind(early) == (409, "wrong-stage")
    assert set(again) == {
        "secret",
        "otpauth_uri",
        "qr_svg",
        "issuer",
        "account_name",
    }
    assert shown.json() == again == confirming
    assert shown.headers["cache-control"] == "no-store"
    assert len(again["secret"]) == 32
    assert again["otpauth_uri"].startswith("otpauth://totp/Acme:max@acme.test?")
    assert (again["issuer"], again["account_name"]) == ("Acme", MEMBER)
    assert again["qr_svg"].startswith("<svg")
    assert problem(late) == (410, "flow-ended", {"stage": "enrolled"})


async def test_N1_each_set_up_has_a_secret_of_its_own(service: Service) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("connect_device")
    given_up = person.secret
    await person.delete(person.enrollment_path)

    await person.as_far_as("connect_device")

    assert person.secret != given_up


async def test_tenth_wrong_setup_code_ends_the_set_up(service: Service) -> None:
    person = await _begun(service)
    await person.submit_email_code(await person.email_code())
    await person.advance("install_app")
    await person.authenticator()
    secret = person.secret

    wrong = [await person.submit_setup_code(person.wrong_code()) for _ in range(10)]
    login, ended = await person.read(), await person.read_enrollment()
    right = await person.submit_setup_code(person.code())
    again = await person.begin_setup()

    tries = [problem(answer) for answer in wrong]
    assert tries == [
        (422, "wrong-code", {"attempts_left": left}) for left in range(9, -1, -1)
    ]
    assert (login["stage"], ended["stage"]) == ("setup_required", "cancelled")
    assert problem(right) == (410, "flow-ended", {"stage": "cancelled"})
    assert again.status_code == 201
    assert again.json()["id"] != ended["id"]
    sealed = await service.pool.fetchval("select sealed_secret from devices")
    assert secret
    assert sealed is None


async def test_N3_device_counts_only_after_a_right_code_from_it(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    old = Journey(service, secret=person.secret)
    await person.as_far_as("confirm_code")
    await old.start()

    assert (await person.read_enrollment())["replaces_device"] is True
    refused = await old.submit_code(person.code())
    accepted = await old.submit_code(old.code())
    cancelled = await person.delete(person.enrollment_path)

    assert kind(refused) == (422, "wrong-code")
    assert accepted.status_code == 200
    assert cancelled.status_code == 204
    assert (await person.read())["stage"] == "code_required"
    assert kind(await person.delete(person.enrollment_path)) == (410, "flow-ended")


async def test_R1_wrong_setup_code_leaves_the_earlier_device(service: Service) -> None:
    person = await long_enrolled(service)
    earlier = await another_login(person)
    await person.as_far_as("confirm_code")

    wrong = await person.submit_setup_code(person.wrong_code())
    signed_in = await earlier.submit_code(earlier.code())

    assert kind(wrong) == (422, "wrong-code")
    assert signed_in.status_code == 200


async def test_R1_member_is_notified_of_a_new_device(service: Service) -> None:
    person = await _begun(service)
    await person.submit_email_code(await person.email_code())
    await person.advance("install_app")
    await person.authenticator()

    await person.submit_setup_code(person.code())

    await service.mail.wait_for(2)
    assert service.mail.subjects()[0] == "Email Verification"
    assert service.mail.subjects()[1] != "Email Verification"


async def test_row15_a_login_past_its_deadline_has_no_set_up(
    service: Service,
) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.begin_setup()
    await service.pool.execute("update logins set expires_at = started_at")

    begun = await person.post(f"{person.login_path}/setup")

    assert problem(begun) == (410, "flow-ended", {"stage": "expired"})
    assert (await person.read())["enrollment_id"] is None


async def test_W2_row15_a_running_set_up_is_answered_while_temporal_is_down(
    service: Service,
) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("confirm_code")
    away = changed(service.settings, temporal_address=f"127.0.0.1:{free_port()}")
    async with second_api(service, away) as app:
        cut_off = replace(person, service=client_at(service, app))

        again = await cut_off.begin_setup()
        repeated = await cut_off.advance("install_app")
        code = await cut_off.submit_code("123456")
        setup_code = await cut_off.submit_setup_code(person.code())

    running = await person.read_enrollment()
    assert (again.status_code, again.json()) == (200, running)
    assert (repeated.status_code, repeated.json()) == (200, running)
    assert problem(code) == (409, "wrong-stage", {"stage": "setting_up"})
    assert kind(setup_code) == (503, "temporarily-unavailable")
    assert running["stage"] == "confirm_code"
