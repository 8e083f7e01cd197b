"""After a journey through everything: stored data and logs contain nothing secret."""

import logging

import pytest
from structlog.testing import capture_logs

from full_journey import PERSONAL, full_journey
from journey import enrolled
from leaks import Trace, dump, histories, leaks
from service import MEMBER, Service

NOT_OURS = ("mail.log", "httpx", "httpcore.http11")
"""The mail server and the frontend belong to the test."""


async def test_L1_W1_C1_nothing_personal_or_secret_is_stored_or_logged(
    own_service: Service,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    service = own_service
    caplog.set_level(logging.DEBUG)
    with capture_logs() as logged:
        life = await full_journey(service)
    await service.mail.wait_for(4)  # two codes, two notices
    printed = [Trace("log", str(entry)) for entry in logged]
    printed += [
        Trace(record.name, record.getMessage())
        for record in caplog.records
        if record.name not in NOT_OURS
    ]
    printed += [Trace("output", text) for text in capfd.readouterr()]

    in_temporal = await histories(service.client, service.settings.task_queue, flows=6)
    in_database = await dump(service.pool)

    assert len(life.words()) > 20
    assert leaks(in_database, {MEMBER})  # the search itself works
    assert leaks(in_database, life.words()) == []
    assert leaks(in_temporal, life.words() | PERSONAL) == []
    assert leaks(printed, life.words() | PERSONAL) == []


async def test_L1_events_hold_ids_and_each_step_writes_one(service: Service) -> None:
    person = await enrolled(service)
    await person.submit_code(person.wrong_code())
    await person.sign_in_after_setup()

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
