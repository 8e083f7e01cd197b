"""`doorstep why`: each reason provoked, and named."""

from datetime import timedelta

import pytest

from changed_settings import changed
from doorstep.clock import system_clock
from doorstep.db.events import EventKind
from doorstep.errors import NotFoundError
from doorstep.why.diagnosis import diagnose
from doorstep.why.explanations import Reason
from doorstep.why.mail_hints import hint
from journey import Journey
from seeding import long_enrolled, member_id_of
from service import MEMBER, Service
from why_answers import timeline_of, why, why_at_last
from why_facts import NOON, said_of, said_of_mail

_MOVED = EventKind.enrollment_moved


@pytest.fixture
async def person(service: Service) -> Journey:
    """Max, who has to set up an authenticator."""
    await service.require_two_step()
    return Journey(service)


async def test_member_never_got_past_the_password(person: Journey) -> None:
    before = await why(person.service)
    await person.start("not the password")
    await person.start("not this one either")

    after = await why(person.service)

    assert before.explanation.reason is Reason.never_came
    assert after.explanation.reason is Reason.password_wrong
    assert after.explanation.tries == 2
    assert timeline_of(after)[-2:] == [said_of(EventKind.password_wrong)] * 2


async def test_login_waits_for_the_set_up_to_begin(person: Journey) -> None:
    await person.start()

    found = await why(person.service)

    assert found.explanation.reason is Reason.setup_required
    assert found.explanation.until is not None
    assert found.facts is not None
    assert found.facts.workflow_id == f"login/{person.login['id']}"


async def test_set_up_waits_for_the_emailed_code(person: Journey) -> None:
    await person.start()
    await person.begin_setup()
    await person.email_code()
    await person.submit_email_code("000000")

    found = await why(person.service, f"enrollment/{person.enrollment['id']}")

    assert found.explanation.reason is Reason.email_code
    assert (found.explanation.tries, found.explanation.tries_left) == (1, 4)
    assert found.explanation.again_at is not None
    assert said_of_mail(accepted_at=NOON)[-1] in timeline_of(found)
    assert said_of(EventKind.email_code_wrong) in timeline_of(found)


async def test_emailed_code_is_used_up_and_then_no_mail_is_left(
    person: Journey,
) -> None:
    await person.start()
    await person.begin_setup()
    await person.email_code()
    for _ in range(5):
        await person.submit_email_code("000000")

    burned = await why(person.service)
    await person.service.pool.execute(
        """
        insert into emails (
            enrollment_id, number, member_id, key_name, lifetime, cooldown, tries_left,
            asked_at, accepted_at
        ) select enrollment_id, number + extra, member_id, key_name, lifetime, cooldown,
            0, asked_at, accepted_at
        from emails, generate_series(1, 4) as extra
        """
    )
    spent = await why(person.service)

    assert burned.explanation.reason is Reason.email_code_burned
    assert spent.explanation.reason is Reason.mails_used_up
    assert spent.explanation.again_at is not None
    assert spent.explanation.again_at > system_clock() + timedelta(minutes=50)


async def test_wrong_emailed_codes_of_a_day_are_used_up(person: Journey) -> None:
    await person.start()
    await person.begin_setup()
    await person.email_code()
    await person.submit_email_code("000000")
    await person.service.pool.execute(
        """
        insert into attempts (id, member_id, flow_id, kind, outcome, verdict, at)
        select gen_random_uuid(), member_id, flow_id, kind, outcome, verdict, at
        from attempts, generate_series(1, 19) where kind = 'email_code'
        """
    )

    found = await why(person.service)

    assert found.explanation.reason is Reason.tries_used_up
    assert found.explanation.again_at is not None
    assert found.explanation.again_at > system_clock() + timedelta(hours=23)


async def test_mail_server_is_down(person: Journey) -> None:
    await person.service.mail.stop()
    await person.start()
    await person.begin_setup()

    found = await why_at_last(person.service, Reason.mail_server_away)

    assert found.explanation.failure == "smtp connect"
    assert found.explanation.next_try_at is not None


async def test_mail_is_greylisted(person: Journey) -> None:
    person.service.mail.answer = "451 4.7.1 come back later"
    await person.start()
    await person.begin_setup()

    found = await why_at_last(person.service, Reason.mail_put_off)

    assert found.explanation.failure == "smtp 451 4.7.1"
    assert hint(found.explanation)
    assert found.explanation.next_try_at is not None
    assert "come back later" in timeline_of(found)[-1]


@pytest.mark.parametrize(
    "answer",
    [
        "454 4.7.1 <max@acme.test>: Relay access denied",
        "550 5.7.60 Client does not have permissions to send as this sender",
    ],
)
async def test_M1_row14_denied_mail_is_reported_as_the_operators_task(
    person: Journey, answer: str
) -> None:
    person.service.mail.answer = answer
    await person.start()
    await person.begin_setup()

    found = await why_at_last(person.service, Reason.mail_denied)

    assert found.explanation.reason.severity == "broken"
    assert hint(found.explanation) == ""
    told = {each.reason for each in (found.explanation, *found.besides)}
    assert not told & {Reason.mail_put_off, Reason.mail_refused}  # nor the address
    person.service.mail.answer = None
    await person.email_code()  # it is retried once the operator has acted


async def test_mail_is_refused(person: Journey) -> None:
    person.service.mail.answer = "550 5.1.1 no such user"
    await person.start()
    await person.begin_setup()

    found = await why_at_last(person.service, Reason.mail_refused)

    assert found.explanation.failure == "smtp 550 5.1.1"


async def test_set_up_waits_for_the_member_in_each_stage(person: Journey) -> None:
    await person.start()
    await person.as_far_as("install_app")
    install = await why(person.service)
    await person.advance("install_app")
    connect = await why(person.service)
    await person.advance("connect_device")
    confirm = await why(person.service, person.enrollment["id"])

    assert install.explanation.reason is Reason.install_app
    assert connect.explanation.reason is Reason.connect_device
    assert confirm.explanation.reason is Reason.setup_code
    assert said_of(_MOVED, {"stage": "confirm_code"}) in timeline_of(confirm)


async def test_V3_L1_clock_skew_of_a_phone_is_reported_and_its_codes_are_refused(
    person: Journey,
) -> None:
    await person.start()
    await person.as_far_as("connect_device")

    answers = [await person.submit_setup_code(person.code(10))]
    ahead = await why(person.service)
    answers.append(await person.submit_setup_code(person.code(-20)))
    behind = await why(person.service)
    answers.append(await person.submit_setup_code(person.code(40)))
    unexplained = await why(person.service)
    details = await person.service.pool.fetch(
        "select detail::text from events where kind = 'authn_setup_code_fail'"
    )

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert ahead.explanation.reason is behind.explanation.reason is Reason.clock_off
    assert ahead.explanation.off == timedelta(minutes=5)
    assert behind.explanation.off == timedelta(minutes=-10)
    assert unexplained.explanation.reason is Reason.connect_device
    assert unexplained.explanation.tries == 3
    noted = ['{"steps_off": 10}', '{"steps_off": -20}', "{}"]
    assert [row["detail"] for row in details] == noted  # and no code


async def test_login_waits_for_a_code_until_the_device_is_locked_or_disabled(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    waiting = await why(service)
    await person.submit_code(person.code(-10))
    off = await why(service)
    for _ in range(4):
        await person.submit_code(person.wrong_code())
    locked = await why(service)
    await service.pool.execute(
        "update known_networks set failures = 99, blocked_until = null"
    )
    await person.submit_code(person.wrong_code())
    disabled = await why(service)

    assert waiting.explanation.reason is Reason.login_code
    assert off.explanation.reason is Reason.clock_off
    assert off.explanation.off == timedelta(minutes=-5)
    assert locked.explanation.reason is Reason.device_locked
    assert locked.explanation.again_at is not None
    assert (locked.explanation.tries, disabled.explanation.tries) == (5, 100)
    assert disabled.explanation.reason is Reason.device_disabled


async def test_flow_ended_and_how(service: Service) -> None:
    person = await long_enrolled(service)
    await person.submit_code(person.code())
    signed_in = await why(service)
    other = Journey(service)
    await other.start()
    await other.delete(other.login_path)
    cancelled = await why(service, other.login["id"])

    assert signed_in.explanation.reason is cancelled.explanation.reason is Reason.ended
    assert signed_in.explanation.stage == "signed_in"
    assert cancelled.explanation.stage == "cancelled"


async def test_member_is_disabled(service: Service) -> None:
    await service.pool.execute("update members set disabled_at = now()")

    found = await why(service, str(await member_id_of(service.pool, MEMBER)))

    assert found.explanation.reason is Reason.member_disabled


async def test_postgresql_is_down(service: Service) -> None:
    settings = changed(service.settings, database_url="postgresql://x@127.0.0.1:1/x")

    found = await diagnose(settings, MEMBER, system_clock)

    assert found.explanation.reason is Reason.database_away


async def test_temporal_is_down(person: Journey) -> None:
    await person.start()
    settings = changed(person.service.settings, temporal_address="127.0.0.1:1")

    found = await diagnose(settings, MEMBER, system_clock)

    assert found.explanation.reason is Reason.temporal_away


@pytest.mark.parametrize(
    "name", ["nobody@acme.test", "0199e000-0000-7000-8000-000000000000"]
)
async def test_unknown_names_are_reported(service: Service, name: str) -> None:
    with pytest.raises(NotFoundError, match=name):
        await why(service, name)


@pytest.mark.parametrize(
    "name", ["enrollment/123", "login/0199e000-0000-7000-8000-000000000000"]
)
async def test_unknown_flow_is_reported_as_a_flow(service: Service, name: str) -> None:
    with pytest.raises(NotFoundError) as refused:
        await why(service, name)

    assert str(refused.value) == str(NotFoundError("flow", name))
