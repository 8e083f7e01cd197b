"""Every kind of problem of the contract, and the order of checks."""

import httpx
import pytest
from uuid_utils.compat import uuid7

from journey import Journey
from problem_documents import kind, problem
from service import ADMIN, MEMBER, Service

_FLOW_CALLS = (
    ("GET", "/v1/logins/{login}"),
    ("POST", "/v1/logins/{login}/setup"),
    ("POST", "/v1/logins/{login}/code"),
    ("POST", "/v1/logins/{login}/session"),
    ("DELETE", "/v1/logins/{login}"),
    ("GET", "/v1/enrollments/{enrollment}"),
    ("POST", "/v1/enrollments/{enrollment}/resend"),
    ("POST", "/v1/enrollments/{enrollment}/email-code"),
    ("POST", "/v1/enrollments/{enrollment}/continue"),
    ("GET", "/v1/enrollments/{enrollment}/authenticator"),
    ("POST", "/v1/enrollments/{enrollment}/setup-code"),
    ("DELETE", "/v1/enrollments/{enrollment}"),
)
_SESSION_CALLS = (
    ("GET", "/v1/me"),
    ("DELETE", "/v1/me/session"),
    ("GET", "/v1/account"),
    ("PATCH", "/v1/account"),
    ("GET", "/v1/account/members"),
    ("POST", "/v1/account/members"),
    ("PATCH", "/v1/account/members/x"),
    ("POST", "/v1/account/members/x/reset-device"),
)


async def _call(
    service: Service, method: str, path: str, token: str = ""
) -> httpx.Response:
    """With an invalid body: a caller without a token learns nothing about it."""
    headers = httpx.Headers({"Authorization": f"Bearer {token}"}, encoding="utf-8")
    return await service.http.request(method, path, headers=headers, content=b"{]")


async def test_A2_reasons_are_not_shown_without_the_right_password(
    service: Service,
) -> None:
    disabled = await service.add_member("dora@acme.test")
    await service.pool.execute(
        "update members set disabled_at = now() where id = $1", disabled
    )

    unknown = await Journey(service, "nobody@acme.test").start()
    wrong = await Journey(service).start("not the password")
    off = await Journey(service, "dora@acme.test").start()

    assert problem(unknown) == (401, "invalid-credentials", {})
    assert unknown.content == wrong.content == off.content
    assert unknown.headers == wrong.headers == off.headers


async def test_A2_role_is_not_revealed_before_the_right_password(
    service: Service,
) -> None:
    people = (ADMIN, MEMBER, "nobody@acme.test")

    answers = [
        await Journey(service, email, "admin_center").start("a guess")
        for email in people
    ]

    assert {kind(answer) for answer in answers} == {(401, "invalid-credentials")}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("token", ["", "short", "x" * 43, "ü" * 43])
async def test_session_routes_want_a_session_token(
    service: Service, token: str
) -> None:
    answers = [await _call(service, *call, token) for call in _SESSION_CALLS]

    assert [kind(answer) for answer in answers] == [(401, "not-signed-in")] * 8
    assert {answer.headers["www-authenticate"] for answer in answers} == {"Bearer"}


async def test_S1_flow_token_opens_no_session_route(service: Service) -> None:
    person = Journey(service)
    await person.start()

    answers = [
        await _call(service, *call, person.login["flow_token"])
        for call in _SESSION_CALLS
    ]

    assert {kind(answer) for answer in answers} == {(401, "not-signed-in")}


async def test_web_console_session_is_not_one_of_an_administrator(
    service: Service,
) -> None:
    admin = Journey(service, ADMIN)
    await admin.start()

    answers = [
        await _call(service, *call, admin.session_token) for call in _SESSION_CALLS[2:]
    ]

    assert {kind(answer) for answer in answers} == {(403, "not-an-administrator")}


async def test_O2_N4_foreign_unknown_and_malformed_ids_are_answered_alike(
    service: Service,
) -> None:
    await service.require_two_step()
    person, other, unknown_client = (
        Journey(service),
        Journey(service),
        Journey(service, ADMIN),
    )
    for one in (person, other, unknown_client):
        await one.start()
    await person.as_far_as("verify_email")
    mine = {"login": person.login["id"], "enrollment": person.enrollment["id"]}
    made_up = {"login": uuid7(), "enrollment": uuid7()}
    malformed = [
        dict.fromkeys(mine, text)
        for text in ("1", str(uuid7()).upper(), f"{{{uuid7()}}}", "%00", "null")
    ]
    own = person.login["flow_token"]

    answers = [
        await _call(service, method, path.format(**ids), token)
        for method, path in _FLOW_CALLS
        for ids, token in [
            (mine, ""),
            (mine, "x" * 43),
            (mine, other.login["flow_token"]),
            (mine, unknown_client.login["flow_token"]),
            (made_up, own),
            *((ids, own) for ids in malformed),
        ]
    ]

    assert {kind(answer) for answer in answers} == {(404, "not-found")}
    assert len({answer.content for answer in answers}) == 1
    assert (await person.read())["stage"] == "setting_up"


async def test_acts_out_of_turn_name_the_stage_and_change_nothing(
    service: Service,
) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()

    early = [
        await person.submit_code("123456"),
        await person.post(f"{person.login_path}/session"),
    ]
    await person.as_far_as("verify_email")
    amid = [
        await person.submit_code("123456"),
        await person.post(f"{person.login_path}/session"),
        await person.advance("install_app"),
        await person.advance("connect_device"),
        await person.submit_setup_code("123456"),
        await person.get(f"{person.enrollment_path}/authenticator"),
    ]

    wanted = (409, "wrong-stage", {"stage": "setup_required"})
    assert [problem(answer) for answer in early] == [wanted] * 2
    assert [problem(answer)[2]["stage"] for answer in amid] == [
        *["setting_up"] * 2,
        *["verify_email"] * 4,
    ]
    assert {kind(answer) for answer in amid} == {(409, "wrong-stage")}
    assert (await person.read_enrollment())["email"]["attempts_left"] == 5


async def test_acts_on_what_has_ended_are_gone(service: Service) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("verify_email")
    await person.delete(person.login_path)

    acts = [
        await person.submit_code("123456"),
        await person.begin_setup(),
        await person.post(f"{person.login_path}/session"),
        await person.delete(person.login_path),
        await person.post(f"{person.enrollment_path}/resend"),
        await person.submit_email_code("123456"),
        await person.advance("install_app"),
        await person.submit_setup_code("123456"),
        await person.get(f"{person.enrollment_path}/authenticator"),
        await person.delete(person.enrollment_path),
    ]

    gone = (410, "flow-ended", {"stage": "cancelled"})
    assert [problem(answer) for answer in acts] == [gone] * 10
    assert (await person.read())["stage"] == "cancelled"
    assert (await person.read_enrollment())["stage"] == "cancelled"


async def test_checks_come_in_the_order_of_the_contract(service: Service) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    path, token = f"{person.login_path}/code", person.login["flow_token"]
    mine = {"Authorization": f"Bearer {token}"}
    as_json = {**mine, "Content-Type": "application/json"}
    post = service.http.post

    no_route = await _call(service, "POST", "/v1/nothing")
    no_method = await _call(service, "PUT", path)
    no_token = await _call(service, "POST", path)
    no_type = await post(path, headers=mine, content=b"{]")
    no_body = await post(path, headers=as_json, content=b"{]")
    no_turn = await post(path, headers=mine, json={"code": "123456"})

    assert kind(no_route) == (404, "not-found")
    assert kind(no_method) == (405, "invalid-request")
    assert no_method.headers["allow"] == "POST"
    assert kind(no_token) == (404, "not-found")
    assert kind(no_type) == (415, "invalid-request")
    assert kind(no_body) == (422, "invalid-request")
    assert kind(no_turn) == (409, "wrong-stage")


async def test_problems_are_in_the_requested_language(service: Service) -> None:
    def titled(language: str) -> dict[str, str]:
        return {"Accept-Language": language}

    english = await service.http.get("/v1/me")
    german = await service.http.get("/v1/me", headers=titled("de-CH, en;q=0.5"))
    unknown = await service.http.get("/v1/me", headers=titled("tlh"))

    assert problem(german)[1] == problem(english)[1]
    assert german.headers["content-language"] == "de"
    assert unknown.json() == english.json()
