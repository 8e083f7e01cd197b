"""After a whole life with an authenticator: what is left, and what is not in it."""

import logging
from dataclasses import dataclass, field

import pytest
from structlog.testing import capture_logs

from journey import Journey, enrolled
from leaks import Trace, dump, histories, leaks, spellings
from service import ADMIN, MEMBER, PASSWORD, Service
from waiting import until

PERSONAL = {MEMBER, ADMIN, "Max", "Ada", "Acme", "max", "ada"}

NOT_OURS = ("mail.log", "httpx", "httpcore.http11")
"""The mail server and the frontend are the test's."""


@dataclass
class Life:
    """What was secret on the way."""

    secrets: list[str] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)

    def words(self) -> set[str]:
        kept = [*self.secrets, *self.codes, *self.tokens, PASSWORD]
        return {word for secret in kept for word in spellings(secret)}


async def _lived(service: Service) -> Life:
    """Set-up, codes wrong and right, mail that fails, replacement, reset, log-out."""
    life = Life()
    service.mail.answer = "451 4.3.2 not now for max@acme.test"
    await service.require_two_step()
    first = Journey(service)
    await first.start("a wrong guess")
    await first.start()
    await first.begin_setup()
    await until(
        first.read_enrollment, lambda setup: setup["email"]["status"] == "retrying"
    )
    service.mail.answer = None
    await first.submit_email_code("000000")
    await first.submit_email_code(await first.email_code())
    await first.advance("install_app")
    await first.authenticator()
    await first.submit_setup_code(first.code())
    await first.submit_code(first.wrong_code())
    await first.sign_in_anew()
    second = Journey(service, secret=first.secret)
    await second.start()
    await second.set_up()
    await second.sign_in_anew()
    await second.with_session("DELETE", "/v1/me/session")
    for person in (first, second):
        life.secrets.append(person.secret)
        life.tokens |= {person.login["flow_token"], person.session_token}
        life.codes |= {person.code(steps) for steps in (-1, 0, 1)}
        life.codes.add(person.wrong_code())
    life.codes |= set(service.mail.codes())
    return life


async def test_L1_W1_C1_nothing_personal_or_secret_is_left_behind(
    own_service: Service,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    service = own_service
    caplog.set_level(logging.DEBUG)
    with capture_logs() as logged:
        life = await _lived(service)
    await service.mail.wait_for(4)  # two codes, two notices
    said = [Trace("log", str(entry)) for entry in logged]
    said += [
        Trace(record.name, record.getMessage())
        for record in caplog.records
        if record.name not in NOT_OURS
    ]
    said += [Trace("output", text) for text in capfd.readouterr()]

    in_temporal = await histories(
        service.client, service.settings.required("task_queue"), flows=6
    )
    in_database = await dump(service.pool)

    assert len(life.words()) > 20
    assert leaks(in_database, {MEMBER})  # what is there is found
    assert leaks(in_database, life.words()) == []
    assert leaks(in_temporal, life.words() | PERSONAL) == []
    assert leaks(said, life.words() | PERSONAL) == []


async def test_L1_events_hold_ids_and_each_step_writes_one(service: Service) -> None:
    person = await enrolled(service)
    await person.submit_code(person.wrong_code())
    await person.sign_in_anew()

    rows = await service.pool.fetch(
        "select kind from events where kind like 'authn%' order by id"
    )
    events = [trace for trace in await dump(service.pool) if trace.place == "events"]
    assert [row["kind"] for row in rows] == [
        "authn_password_success",
        "authn_enrollment_started",
        *3 * ["authn_enrollment_moved"],
        "authn_enrollment_ended",
        "authn_device_added",
        "authn_otp_fail",
        "authn_login_success",
    ]
    assert leaks(events, {*PERSONAL, person.secret, "127.0.0.1"}) == []
