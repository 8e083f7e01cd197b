"""A login over HTTP: what it shows in each stage, and how its codes are counted."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from authenticator import next_step
from journey import Journey
from problem_documents import kind, problem
from seeding import another_login, long_enrolled
from service import ADMIN, MEMBER, Service

_LOGIN = {
    "id",
    "stage",
    "application",
    "purpose",
    "enrollment_id",
    "next_code_at",
    "expires_at",
}


def _moment(text: str) -> datetime:
    assert text.endswith("Z")
    return datetime.fromisoformat(text)


async def test_login_shows_the_fields_of_the_contract_in_every_stage(
    service: Service,
) -> None:
    await service.require_two_step()
    person = Journey(service)
    before = service.clock()

    opened = (await person.start()).json()
    required = await person.read()
    await person.as_far_as("connect_device")
    setting_up = await person.read()
    typed_at = service.clock()
    confirmed = await person.submit_setup_code(person.code(at=typed_at))
    read_from = service.clock()
    waiting = await person.read()
    read_by = service.clock()
    signed_in = (await person.sign_in_after_setup()).json()
    final = await person.read()

    assert set(opened) == _LOGIN | {"flow_token"}
    assert len(opened["flow_token"]) == 43
    assert required == {name: opened[name] for name in _LOGIN}
    assert (opened["stage"], opened["enrollment_id"]) == ("setup_required", None)
    ends = _moment(opened["expires_at"])
    assert before < ends - timedelta(minutes=10) < service.clock()
    assert setting_up["stage"] == "setting_up"
    assert setting_up["enrollment_id"] == person.enrollment["id"]
    setup_ends = _moment(person.enrollment["expires_at"])
    assert _moment(setting_up["expires_at"]) == setup_ends + timedelta(minutes=10)
    assert confirmed.status_code == 200
    assert (waiting["stage"], waiting["enrollment_id"]) == ("code_required", None)
    assert ends < _moment(waiting["expires_at"]) < setup_ends
    if read_by < next_step(typed_at):
        assert _moment(waiting["next_code_at"]) == next_step(typed_at)
    if read_from >= next_step(typed_at):  # the app shows a new code already
        assert waiting["next_code_at"] is None
    assert set(signed_in) == _LOGIN | {"session"}
    assert set(signed_in["session"]) == {"token", "expires_at", "amr"}
    assert signed_in["session"]["token"] != opened["flow_token"]
    assert set(final) == _LOGIN
    assert final["stage"] == "signed_in"


async def test_login_without_a_second_step_is_signed_in_at_once(
    service: Service,
) -> None:
    person = Journey(service)

    opened = (await person.start()).json()

    assert set(opened) == _LOGIN | {"flow_token", "session"}
    assert (await person.read())["stage"] == "signed_in"
    assert opened["next_code_at"] is None
    idle_end = _moment(opened["session"]["expires_at"])
    assert idle_end - service.clock() <= timedelta(hours=1)
    assert kind(await person.begin_setup()) == (410, "flow-ended")


async def test_next_login_has_the_time_of_the_next_code_at_once(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    await person.submit_code(person.code(steps=1))

    other = await another_login(person)

    assert other.login["next_code_at"] is not None
    assert other.login["next_code_at"] == (await other.read())["next_code_at"]


async def test_T1_T2_wrong_codes_count_over_logins_whatever_headers_say(
    service: Service,
) -> None:
    first = await long_enrolled(service)
    forged = [
        {"X-Forwarded-For": "203.0.113.9"},
        {"Forwarded": "for=203.0.113.9"},
        {"X-Real-IP": "203.0.113.9"},
        {"User-Agent": "another"},
        {},
    ]
    wrong, tries = first.wrong_code(), []
    for headers in forged:
        login = await another_login(first)
        flow = {"Authorization": f"Bearer {login.login['flow_token']}"}
        tries.append(
            await service.http.post(
                f"{login.login_path}/code",
                json={"code": wrong},
                headers={**flow, **headers},
            )
        )

    while_waiting = [
        await first.submit_code(wrong),
        await first.submit_code(first.code()),
        await (await another_login(first)).submit_code(first.code()),
    ]

    left = [problem(answer)[2]["attempts_left"] for answer in tries]
    assert left == [4, 3, 2, 1, 0]
    for answer in while_waiting:
        status, slug, extra = problem(answer)
        assert (status, slug) == (429, "too-many-attempts")
        assert set(extra) == {"retry_after"}
        assert 0 < extra["retry_after"] <= 30
    assert await service.pool.fetchval("select sum(failures) from known_networks") == 5
    await service.mail.wait_for(1)
    assert len(service.mail.messages) == 1


async def test_right_code_resets_the_count_of_wrong_ones(service: Service) -> None:
    first = await long_enrolled(service)
    later = await another_login(first)
    for _ in range(3):
        await first.submit_code(first.wrong_code())

    right = await first.submit_code(first.code())
    wrong = await later.submit_code(first.wrong_code())

    assert right.status_code == 200
    assert problem(wrong)[2]["attempts_left"] == 4


async def test_cancelled_login_is_answered_as_cancelled(service: Service) -> None:
    person = await long_enrolled(service)

    cancelled = await person.delete(person.login_path)
    again = await person.delete(person.login_path)

    assert cancelled.status_code == 204
    assert cancelled.content == b""
    assert problem(again) == (410, "flow-ended", {"stage": "cancelled"})
    assert (await person.read())["stage"] == "cancelled"
    assert kind(await person.submit_code(person.code())) == (410, "flow-ended")


async def test_O1_no_unusual_spelling_or_override_opens_a_session(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    flow = {"Authorization": f"Bearer {person.login['flow_token']}"}
    override = {"X-HTTP-Method-Override": "DELETE", "X-Method-Override": "POST"}
    path = f"{person.login_path}/code"
    tries: list[tuple[str, str, dict[str, str]]] = [
        ("POST", f"{path}/", {}),
        ("POST", f"/{path}", {}),
        ("POST", path.replace("/v1/", "/v1//"), {}),
        ("POST", path.replace("/v1/", "/V1/"), {}),
        ("POST", path.replace("logins", "enrollments"), {}),
        ("POST", f"{person.login_path}/session", {}),
        ("POST", f"{person.login_path}/setup-code", {}),
        ("PUT", path, {}),
        ("PATCH", person.login_path, {}),
        ("GET", path, override),
        ("POST", person.login_path, override),
    ]

    answers = [
        await service.http.request(
            method, at, headers={**flow, **headers}, json={"code": "123456"}
        )
        for method, at, headers in tries
    ]
    elsewhere = await service.http.get(
        f"{path}?code={person.code()}&_method=POST", headers=flow
    )

    refused = {kind(answer)[0] for answer in [*answers, elsewhere]}
    assert refused <= {404, 405, 422}
    assert (await person.read())["stage"] == "code_required"
    assert await service.pool.fetchval("select count(*) from sessions") == 0


@pytest.mark.parametrize(
    ("email", "application"),
    [(MEMBER, "web_console"), (ADMIN, "web_console"), (ADMIN, "admin_center")],
)
async def test_O1_password_alone_opens_no_application_to_anybody(
    service: Service, email: str, application: str
) -> None:
    await service.require_two_step()
    newcomer = Journey(service, email, application)
    await newcomer.start()

    enrolled = await long_enrolled(service, email, application)

    assert newcomer.login["stage"] == "setup_required"
    assert enrolled.login["stage"] == "code_required"
    assert newcomer.session_token == enrolled.session_token == ""
    assert await service.pool.fetchval("select count(*) from sessions") == 0


async def test_requirement_is_read_once_when_a_login_starts(service: Service) -> None:
    before = Journey(service)
    await before.start()
    await service.require_two_step()
    during = Journey(service)
    await during.start()
    await service.require_two_step(False)

    open_session = await before.with_session("GET", "/v1/me")
    stage = (await during.read())["stage"]
    after = (await Journey(service).start()).json()["stage"]

    assert open_session.status_code == 200
    assert stage == "setup_required"
    assert after == "signed_in"


async def test_address_is_found_in_every_spelling(service: Service) -> None:
    wide = "".join(
        chr(ord(sign) + 0xFEE0) if sign.isalpha() else sign for sign in MEMBER
    )

    answers: list[Any] = [
        await Journey(service, spelling).start()
        for spelling in (MEMBER.upper(), f"  {MEMBER} ", wide)
    ]

    assert [answer.status_code for answer in answers] == [201] * 3
