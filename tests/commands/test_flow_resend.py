"""`doorstep flow resend`: an operator has the mail of a setup sent again."""

import re

import pytest

from cli import texts
from cli.resending import resend_email
from doorstep.errors import InvalidInputError, NotFoundError
from journey import Journey
from service import Service

REASON = "the mail was lost"


async def test_E2_L1_a_mail_is_sent_again_within_the_limits_of_the_member(
    service: Service,
) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("verify_email")
    await person.email_code()
    flow = f"enrollment/{person.enrollment['id']}"
    too_soon = texts.mail_too_soon(flow, 1, "in [0-9a-z ]+")

    with pytest.raises(InvalidInputError, match=too_soon):
        await resend_email(service.settings, flow, REASON)
    await service.pool.execute(
        "update emails set asked_at = asked_at - interval '61 seconds'"
    )
    said = await resend_email(service.settings, flow, REASON)

    assert re.fullmatch(texts.mail_requested(flow, 2, "in [0-9a-z ]+"), said)
    assert (await person.read_enrollment())["email"]["number"] == 2
    reasons = await service.pool.fetch(
        "select kind, reason from events join event_reasons on event_id = id"
    )
    assert [tuple(each) for each in reasons] == [("authn_email_asked", REASON)]


async def test_no_mail_is_sent_for_what_is_no_running_set_up(service: Service) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("verify_email")
    await person.delete(person.enrollment_path)

    with pytest.raises(NotFoundError):
        await resend_email(service.settings, f"login/{person.login['id']}", REASON)
    ended = texts.sends_no_mail(f"enrollment/{person.enrollment['id']}", "cancelled")
    with pytest.raises(InvalidInputError, match=ended):
        await resend_email(service.settings, person.enrollment["id"], REASON)

    assert await service.pool.fetchval("select max(number) from emails") == 1
