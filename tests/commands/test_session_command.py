"""`doorstep session`: where a member is signed in, and ending it."""

import json

import pytest

from cli import texts
from cli.interventions import end_sessions
from command import run_in_process
from doorstep.errors import NotFoundError
from journey import Journey
from problem_documents import kind
from service import MEMBER, Service

REASON = "left a shared computer"


async def _signed_in(service: Service) -> Journey:
    person = Journey(service)
    await person.start()
    return person


async def test_S2_L1_sessions_are_listed_and_ended_with_a_reason(
    service: Service,
) -> None:
    first, second, third = [await _signed_in(service) for _ in range(3)]
    variables = {"DOORSTEP_DATABASE_URL": service.settings.database_url}

    listed = await run_in_process("session", "list", MEMBER, "--json", **variables)
    newest = json.loads(listed)[0]
    one = await run_in_process(
        "session", "end", MEMBER, newest["id"], "--reason", REASON, **variables
    )
    left = [await each.with_session("GET", "/v1/me") for each in (first, third)]
    rest = await run_in_process(
        "session", "end", MEMBER, "--reason", REASON, **variables
    )
    none = await run_in_process("session", "list", MEMBER, **variables)

    assert newest["signed_in_with"] == "pwd"
    assert one.strip() == texts.sessions_ended(1)
    assert left[0].status_code == 200
    assert kind(left[1]) == (401, "not-signed-in")
    assert rest.strip() == texts.sessions_ended(2)
    assert none.strip() == texts.NO_SESSIONS
    assert kind(await second.with_session("GET", "/v1/me")) == (401, "not-signed-in")
    reasons = await service.pool.fetch(
        "select reason from events join event_reasons on event_id = id "
        "where kind = 'session_ended' and actor_id is null"
    )
    assert [each["reason"] for each in reasons] == [REASON] * 3


async def test_text_that_is_no_session_id_is_answered_in_our_words(
    service: Service,
) -> None:
    url = service.settings.database_url

    with pytest.raises(NotFoundError) as refused:
        await run_in_process(
            *("session", "end", MEMBER, "12", "--reason", REASON),
            DOORSTEP_DATABASE_URL=url,
        )

    assert str(refused.value) == "There is no open session of this member '12'."


async def test_a_session_of_another_member_is_not_ended(service: Service) -> None:
    person = await _signed_in(service)
    other = await service.add_member("other@acme.test")
    session = await service.pool.fetchval("select id from sessions")

    with pytest.raises(NotFoundError, match=str(session)):
        await end_sessions(service.settings, str(other), session, REASON)

    assert (await person.with_session("GET", "/v1/me")).status_code == 200
