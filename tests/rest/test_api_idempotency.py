"""Idempotency-Key: a repeat of an act gets the first answer."""

import asyncio

import httpx
import pytest

from chosen_time_limits import LONG_LIMITS
from doorstep.db.login_facts import LoginsWithFacts
from journey import Journey
from problem_documents import kind, problem
from seeding import another_login, long_enrolled
from service import Service


async def _keyed(
    person: Journey, key: str, path: str, method: str = "POST", **body: str
) -> httpx.Response:
    headers = httpx.Headers(
        {
            "Authorization": f"Bearer {person.login['flow_token']}",
            "Idempotency-Key": key,
        },
        encoding="utf-8",
    )
    content = None if method == "DELETE" else body
    return await person.service.http.request(
        method, path, headers=headers, json=content
    )


async def test_repeat_of_a_right_code_returns_the_same_session(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    path = f"{person.login_path}/code"

    first = await _keyed(person, "a", path, code=person.code())
    again = await _keyed(person, "a", path, code=person.code())
    without = await person.submit_code(person.code())

    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert kind(without) == (410, "flow-ended")
    person.session_token = again.json()["session"]["token"]
    assert (await person.with_session("GET", "/v1/me")).status_code == 200
    kept = await service.pool.fetchval("select sealed from answers")
    assert person.session_token not in kept


async def _lose_the_answers(service: Service) -> None:
    """As each act was done, and its caller got a 503."""
    lost = "fingerprint = null, sealed = null, created_at = to_timestamp(0)"
    await service.pool.execute(f"update answers set {lost}")


async def test_W2_repeat_of_a_login_code_after_a_lost_answer_returns_its_session(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    path = f"{person.login_path}/code"
    lost = await _keyed(person, "a", path, code=person.code())
    await _lose_the_answers(service)

    again = await _keyed(person, "a", path, code=person.code())

    assert again.status_code == 200
    person.session_token = again.json()["session"]["token"]
    assert (await person.with_session("GET", "/v1/me")).status_code == 200
    person.session_token = lost.json()["session"]["token"]
    assert (await person.with_session("GET", "/v1/me")).status_code == 401
    assert await service.pool.fetchval("select count(*) from sessions") == 1


async def test_W2_repeat_of_a_setup_code_after_a_lost_answer_is_accepted(
    service: Service,
) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.begin_setup()
    path, code = person.enrollment_path, await person.email_code()
    await _keyed(person, "mail", f"{path}/email-code", code=code)
    await _lose_the_answers(service)

    proved = await _keyed(person, "mail", f"{path}/email-code", code=code)
    await person.advance("install_app")
    await person.authenticator()
    await _keyed(person, "app", f"{path}/setup-code", code=person.code())
    await _lose_the_answers(service)
    bound = await _keyed(person, "app", f"{path}/setup-code", code=person.code())
    another = await _keyed(person, "other", f"{path}/setup-code", code=person.code())

    assert (proved.status_code, proved.json()["stage"]) == (200, "install_app")
    assert (bound.status_code, bound.json()["stage"]) == (200, "enrolled")
    assert kind(another) == (410, "flow-ended")


async def test_S1_V4_concurrent_repeats_return_one_session_with_a_valid_token(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    path, code = f"{person.login_path}/code", person.code()

    answers = await asyncio.gather(
        *(_keyed(person, "a", path, code=code) for _ in range(20))
    )
    again = await _keyed(person, "a", path, code=code)

    given = {answer.content for answer in (*answers, again) if answer.is_success}
    refused = {kind(answer) for answer in answers if not answer.is_success}
    assert given == {again.content}
    assert refused <= {(429, "too-many-attempts")}
    person.session_token = again.json()["session"]["token"]
    assert (await person.with_session("GET", "/v1/me")).status_code == 200


async def test_act_in_progress_of_a_killed_process_is_done_by_its_repeat(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    path = f"{person.login_path}/code"
    taken = """
        insert into answers (flow_id, key_hash, created_at)
        values ($1, sha256('a'), $2)
    """
    await service.pool.execute(taken, person.login["id"], service.clock())

    in_hand = await _keyed(person, "a", path, code=person.code())
    await service.pool.execute(
        "update answers set created_at = created_at - $1::interval", LONG_LIMITS.answer
    )
    accepted = await _keyed(person, "a", path, code=person.code())

    assert kind(in_hand) == (429, "too-many-attempts")
    assert accepted.status_code == 200


async def test_repeat_of_a_wrong_code_counts_once(service: Service) -> None:
    person = await long_enrolled(service)
    path, wrong = f"{person.login_path}/code", person.wrong_code()

    answers = [await _keyed(person, "a", path, code=wrong) for _ in range(3)]
    next_one = await _keyed(person, "b", path, code=wrong)

    assert [problem(answer) for answer in answers] == [problem(answers[0])] * 3
    assert problem(answers[0])[2]["attempts_left"] == 4
    assert problem(next_one)[2]["attempts_left"] == 3


async def test_C1_stored_digest_of_a_code_cannot_be_guessed_from_a_dump(
    service: Service,
) -> None:
    """The same code has different digests, so a list of all codes does not find it."""
    person = await long_enrolled(service)
    wrong = person.wrong_code()

    for login in (person, await another_login(person)):
        await _keyed(login, "a", f"{login.login_path}/code", code=wrong)

    kept = await service.pool.fetch("select fingerprint from answers")
    assert len({row["fingerprint"] for row in kept}) == 2


async def test_key_of_one_act_is_refused_for_another(service: Service) -> None:
    person = await long_enrolled(service)
    path = f"{person.login_path}/code"
    await _keyed(person, "a", path, code=person.wrong_code())

    others = [
        await _keyed(person, "a", path, code=person.code()),
        await _keyed(person, "a", f"{person.login_path}/setup"),
        await _keyed(person, "a", person.login_path, "DELETE"),
    ]
    elsewhere = await another_login(person)
    own = await _keyed(
        elsewhere, "a", f"{elsewhere.login_path}/code", code=person.code()
    )

    assert {kind(answer) for answer in others} == {(422, "invalid-request")}
    assert (await person.read())["stage"] == "code_required"
    assert own.status_code == 200


async def test_refusals_that_ask_to_wait_are_not_stored(service: Service) -> None:
    person = await long_enrolled(service)
    path = f"{person.login_path}/code"
    for _ in range(5):
        await person.submit_code(person.wrong_code())

    refused = await _keyed(person, "a", path, code=person.code())
    await service.pool.execute("update known_networks set blocked_until = null")
    accepted = await _keyed(person, "a", path, code=person.code())

    assert kind(refused) == (429, "too-many-attempts")
    assert accepted.status_code == 200


async def test_set_up_can_be_repeated_step_by_step(service: Service) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    setup = f"{person.login_path}/setup"
    begun = [await _keyed(person, "begin", setup) for _ in range(2)]
    person.enrollment = begun[0].json()
    path = person.enrollment_path
    code = await person.email_code()
    await service.pool.execute(
        "update emails set asked_at = asked_at - interval '61 seconds'"
    )

    resent = [await _keyed(person, "again", f"{path}/resend") for _ in range(2)]
    wrong = [
        await _keyed(person, "c", f"{path}/email-code", code=code) for _ in range(2)
    ]
    code = await person.email_code()
    right = [
        await _keyed(person, "d", f"{path}/email-code", code=code) for _ in range(2)
    ]
    left = [
        await _keyed(person, "e", f"{path}/continue", stage="install_app")
        for _ in range(2)
    ]
    await person.authenticator()
    code = person.code()
    bound = [
        await _keyed(person, "f", f"{path}/setup-code", code=code) for _ in range(2)
    ]
    cancelled = [
        await _keyed(person, "g", person.login_path, "DELETE") for _ in range(2)
    ]

    pairs = (begun, resent, wrong, right, left, bound, cancelled)
    assert [pair[0].status_code for pair in pairs] == [
        *(201, 200, 422, 200, 200, 200, 204)
    ]
    assert all(pair[0].content == pair[1].content for pair in pairs)
    assert all(pair[0].status_code == pair[1].status_code for pair in pairs)
    assert len(service.mail.codes()) == 2


async def test_key_is_a_short_printable_text(service: Service) -> None:
    person = await long_enrolled(service)
    path = f"{person.login_path}/code"

    answers = [
        await _keyed(person, key, path, code=person.wrong_code())
        for key in ("", "x" * 256, "\t", "a\x7fb")
    ]
    accepted = await _keyed(person, "é" * 100, path, code=person.code())

    assert {kind(answer) for answer in answers} == {(422, "invalid-request")}
    assert await service.pool.fetchval("select sum(failures) from known_networks") == 0
    assert accepted.status_code == 200


async def test_key_of_an_act_whose_body_was_refused_is_free_for_the_right_one(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    path = f"{person.login_path}/code"

    malformed = await _keyed(person, "a", path, code="no digits")
    accepted = await _keyed(person, "a", path, code=person.code())

    assert kind(malformed) == (422, "invalid-request")
    assert accepted.status_code == 200


async def test_W2_key_of_a_request_that_the_database_cut_off_is_free_for_its_repeat(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def cut_off(*_: object, **__: object) -> None:
        raise OSError("away")

    person = await long_enrolled(service)
    path = f"{person.login_path}/code"
    with monkeypatch.context() as faulty:
        faulty.setattr(LoginsWithFacts, "presented", cut_off)
        failed = await _keyed(person, "a", path, code=person.code())

    accepted = await _keyed(person, "a", path, code=person.code())

    assert kind(failed) == (503, "temporarily-unavailable")
    assert accepted.status_code == 200


async def test_key_without_the_token_claims_nothing(service: Service) -> None:
    person = await long_enrolled(service)
    path, token = f"{person.login_path}/code", person.login["flow_token"]
    person.login["flow_token"] = token[::-1]

    refused = await _keyed(person, "a", path, code=person.code())
    malformed_key = await _keyed(person, " a", path, code=person.code())

    assert kind(refused) == kind(malformed_key) == (404, "not-found")
    assert await service.pool.fetchval("select count(*) from answers") == 0
