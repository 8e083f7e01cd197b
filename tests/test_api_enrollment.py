"""A set-up over HTTP: what it shows, its mails, its tries, its stages."""

from datetime import datetime, timedelta
from typing import Any

from answers import kind, problem
from journey import Journey
from seeding import long_enrolled, member_id_of
from service import ADMIN, MEMBER, Service

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


async def _pass_the_cooldown(service: Service) -> None:
    """Everything that was asked for was asked for a minute earlier."""
    await service.pool.execute(
        "update emails set asked_at = asked_at - interval '61 seconds'"
    )


async def _resend(person: Journey) -> dict[str, Any]:
    await _pass_the_cooldown(person.service)
    answer = await person.post(f"{person.enrollment_path}/resend")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def _other_than(code: str) -> str:
    return "000000" if code != "000000" else "000001"


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


async def test_set_up_tells_how_far_its_email_has_come(service: Service) -> None:
    person = await _begun(service)
    asked = person.enrollment["email"]

    await person.email_code()
    sent = (await person.read_enrollment())["email"]

    assert asked["address_hint"] == "m•••@acme.test"
    assert (asked["number"], asked["attempts_left"]) == (1, 5)
    assert (asked["status"], asked["sent_at"]) == ("sending", None)
    asked_at = _moment(asked["resend_at"]) - timedelta(seconds=60)
    assert _moment(asked["code_expires_at"]) == asked_at + timedelta(minutes=10)
    assert sent["status"] == "sent"
    lives_until = _moment(sent["sent_at"]) + timedelta(minutes=10)
    assert _moment(sent["code_expires_at"]) == lives_until
    assert sent["resend_at"] == asked["resend_at"]


async def test_set_up_that_runs_already_is_given_again(service: Service) -> None:
    person = await _begun(service)

    again = await person.begin_setup()

    assert again.status_code == 200
    assert again.json()["id"] == (await person.read())["enrollment_id"]
    assert await service.pool.fetchval("select count(*) from emails") == 1


async def test_E2_resend_kills_the_code_before_it(service: Service) -> None:
    person = await _begun(service)
    first = await person.email_code()

    too_soon = await person.post(f"{person.enrollment_path}/resend")
    await person.submit_email_code(_other_than(first))
    resent = await _resend(person)
    second = await person.email_code()
    old = await person.submit_email_code(first)
    new = await person.submit_email_code(second)

    status, slug, extra = problem(too_soon)
    assert (status, slug) == (429, "resend-too-soon")
    assert set(extra) == {"retry_after"}
    assert 0 < extra["retry_after"] <= 60
    assert resent["email"]["number"] == 2
    assert resent["email"]["attempts_left"] == 5
    assert first != second
    assert problem(old) == (422, "wrong-code", {"attempts_left": 4})
    assert new.json()["stage"] == "install_app"
    assert kind(await person.submit_email_code(second)) == (409, "wrong-stage")


async def test_E3_five_wrong_tries_burn_a_code_until_a_resend(
    service: Service,
) -> None:
    person = await _begun(service)
    code = await person.email_code()

    wrong = [await person.submit_email_code(_other_than(code)) for _ in range(5)]
    right = await person.submit_email_code(code)
    shown = await person.read_enrollment()
    resent = await _resend(person)
    fresh = await person.submit_email_code(await person.email_code())

    assert [problem(answer)[2]["attempts_left"] for answer in wrong] == [4, 3, 2, 1, 0]
    status, slug, extra = problem(right)
    assert (status, slug, set(extra)) == (429, "too-many-attempts", {"retry_after"})
    assert 0 < extra["retry_after"] <= 60
    assert shown["email"]["attempts_left"] == 0
    assert resent["email"]["attempts_left"] == 5
    assert fresh.status_code == 200


async def test_E2_twenty_tries_a_day_over_all_set_ups(service: Service) -> None:
    person = await _begun(service)
    code = await person.email_code()
    member_id = await member_id_of(service.pool, MEMBER)
    await service.pool.execute(
        """
        insert into attempts (id, member_id, flow_id, kind, outcome, verdict, at)
        select gen_random_uuid(), $1, gen_random_uuid(), 'email_code', 'wrong-code',
            '{}', $2::timestamptz from generate_series(1, 18)
        """,
        member_id,
        service.clock() - timedelta(hours=23),
    )

    shown = (await person.read_enrollment())["email"]["attempts_left"]
    wrong = [await person.submit_email_code(_other_than(code)) for _ in range(2)]
    right = await person.submit_email_code(code)
    resent = await _resend(person)
    still = await person.submit_email_code(code)

    assert shown == 2
    assert [problem(answer)[2]["attempts_left"] for answer in wrong] == [1, 0]
    for refused in (right, still):
        status, slug, extra = problem(refused)
        assert (status, slug) == (429, "too-many-attempts")
        assert 3000 < extra["retry_after"] <= 3600
    assert resent["email"]["attempts_left"] == 0


async def test_E4_five_mails_an_hour_over_all_logins_and_spellings(
    service: Service,
) -> None:
    person = await _begun(service)
    for _ in range(4):
        await _resend(person)
    other = Journey(service, f" {MEMBER.upper()}")
    await other.start()

    await _pass_the_cooldown(service)
    resend = await person.post(f"{person.enrollment_path}/resend")
    setup = await other.begin_setup()
    colleague = await _begun(service, ADMIN)

    for refused in (resend, setup):
        status, slug, extra = problem(refused)
        assert (status, slug, set(extra)) == (429, "too-many-emails", {"retry_after"})
        assert 3000 < extra["retry_after"] <= 3600
    assert (await other.read())["stage"] == "setup_required"
    assert (await person.read_enrollment())["email"]["number"] == 5
    assert colleague.enrollment["email"]["number"] == 1


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


async def test_tenth_wrong_setup_code_ends_the_set_up(service: Service) -> None:
    person = await _begun(service)
    await person.submit_email_code(await person.email_code())
    await person.advance("install_app")
    await person.authenticator()
    secret = person.secret

    wrong = [await person.submit_setup_code(person.wrong_code()) for _ in range(10)]
    login, ended = await person.read(), await person.read_enrollment()
    right = await person.submit_setup_code(person.code())
    anew = await person.begin_setup()

    tries = [problem(answer) for answer in wrong]
    assert tries == [
        (422, "wrong-code", {"attempts_left": left}) for left in range(9, -1, -1)
    ]
    assert (login["stage"], ended["stage"]) == ("setup_required", "cancelled")
    assert problem(right) == (410, "flow-ended", {"stage": "cancelled"})
    assert anew.status_code == 201
    assert anew.json()["id"] != ended["id"]
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


async def test_E3_emailed_code_gives_no_session(service: Service) -> None:
    person = await long_enrolled(service)
    await person.as_far_as("verify_email")
    code = await person.email_code()

    at_login = await person.submit_code(code)
    await person.submit_email_code(code)
    await person.delete(person.enrollment_path)
    after = await person.submit_code(code)

    assert kind(at_login) == (409, "wrong-stage")
    assert kind(after) == (422, "wrong-code")
    assert await service.pool.fetchval("select count(*) from sessions") == 0


async def test_R1_member_is_told_of_a_new_device(service: Service) -> None:
    person = await _begun(service)
    await person.submit_email_code(await person.email_code())
    await person.advance("install_app")
    await person.authenticator()

    await person.submit_setup_code(person.code())

    await service.mail.wait_for(2)
    assert service.mail.subjects()[0] == "Email Verification"
    assert service.mail.subjects()[1] != "Email Verification"
