"""Bodies of every wrong kind: 4xx, nothing changes, no try is spent."""

import json

import httpx
import pytest

from journey import Journey
from problem_documents import kind, problem
from seeding import long_enrolled
from service import ADMIN, Service

_JSON = "application/json"
_BIG = b'{"code": "' + b"1" * 1_000_000 + b'"}'
_DEEP = b'{"code": ' + b"[" * 8000 + b"]" * 8000 + b"}"
_NOT_A_CODE = (
    b"",
    b"null",
    b"[]",
    b'["123456"]',
    b'"123456"',
    b"{}",
    b'{"code": 123456}',
    b'{"code": null}',
    b'{"code": true}',
    b'{"code": ["123456"]}',
    b'{"code": {"$ne": "1"}}',
    b'{"code": ""}',
    b'{"code": "12345"}',
    b'{"code": "1234567"}',
    b'{"code": " 123456"}',
    b'{"code": "123456\\n"}',
    b'{"code": "123 456"}',
    b'{"code": "12-3456"}',
    b'{"code": "-12345"}',
    b'{"code": "12345a"}',
    b'{"code": "\\u0000123456"}',
    b'{"code": "12345\\ud800"}',
    b'{"code": "\xff23456"}',
    b'{"code": "\\u0661\\u0662\\u0663\\u0664\\u0665\\u0666"}',
    b'{"code": "\\uff11\\uff12\\uff13\\uff14\\uff15\\uff16"}',
    b'{"code": "123456", "code": "123456"}',
    b'{"code": "123456", "attempts": 1}',
    b'{"code": "123456", "\\ud800": 1}',
    b'{"code": "123456", "sent_at": "2020-01-01T00:00:00Z"}',
    b'{"code": NaN}',
    b'{"code": ' + b"1" * 5000 + b"}",
    b'{"code": "123456"} {}',
    b'{"code": "123456",}',
    b"code=123456",
    b"\xef\xbb\xbf{}",
    _DEEP,
    _DEEP[: len(_DEEP) // 2],
)


async def _post(
    person: Journey, path: str, body: bytes, content_type: str | None = _JSON
) -> httpx.Response:
    headers = {"Authorization": f"Bearer {person.login['flow_token']}"}
    if content_type is not None:
        headers["Content-Type"] = content_type
    return await person.service.http.post(path, headers=headers, content=body)


async def test_A1_malformed_login_codes_cost_no_attempt(service: Service) -> None:
    person = await long_enrolled(service)
    path = f"{person.login_path}/code"

    answers = [await _post(person, path, body) for body in _NOT_A_CODE]
    big = await _post(person, path, _BIG)

    assert [kind(answer) for answer in answers] == [(422, "invalid-request")] * len(
        _NOT_A_CODE
    )
    assert kind(big) == (413, "invalid-request")
    assert await service.pool.fetchval("select sum(failures) from known_networks") == 0
    assert await service.pool.fetchval("select count(*) from attempts") == 0
    assert (await person.submit_code(person.code())).status_code == 200


async def test_A1_malformed_codes_of_a_set_up_cost_no_attempt(
    service: Service,
) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("verify_email")
    before = await person.read_enrollment()

    email = [
        await _post(person, f"{person.enrollment_path}/email-code", body)
        for body in _NOT_A_CODE
    ]
    setup = [
        await _post(person, f"{person.enrollment_path}/setup-code", body)
        for body in _NOT_A_CODE
    ]

    assert {problem(answer)[:2] for answer in email + setup} == {
        (422, "invalid-request")
    }
    after = await person.read_enrollment()
    assert after["email"]["attempts_left"] == before["email"]["attempts_left"] == 5
    assert after["stage"] == "verify_email"


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/json-patch+json",
    ],
)
async def test_A1_other_content_types_are_refused(
    service: Service, content_type: str | None
) -> None:
    body = {"email": ADMIN, "password": "x", "application": "web_console"}
    headers = {} if content_type is None else {"Content-Type": content_type}

    answer = await service.http.post(
        "/v1/logins", headers=headers, content=json.dumps(body).encode()
    )

    assert kind(answer) == (415, "invalid-request")
    assert await service.pool.fetchval("select count(*) from password_tries") == 0


async def test_A1_malformed_credentials_count_no_try(service: Service) -> None:
    good = {"email": ADMIN, "password": "x" * 10, "application": "web_console"}
    wrong: list[object] = [
        [good],
        {**good, "email": [ADMIN]},
        {**good, "email": f"{ADMIN}\0"},
        {**good, "password": 12345678},
        {**good, "password": "\ud800"},
        {**good, "password": "x" * 5000},
        {**good, "application": "mail_center"},
        {**good, "application": ["web_console"]},
        {**good, "role": "admin"},
        {name: good[name] for name in ("email", "password")},
    ]

    answers = [
        await service.http.post(
            "/v1/logins",
            headers={"Content-Type": _JSON},
            content=json.dumps(body).encode(),
        )
        for body in wrong
    ]

    assert [kind(answer) for answer in answers] == [(422, "invalid-request")] * 10
    assert await service.pool.fetchval("select count(*) from password_tries") == 0
    guesses = "select count(*) from events where kind = 'authn_password_fail'"
    assert await service.pool.fetchval(guesses) == 0


async def test_A1_malformed_acts_leave_the_flow_as_it_is(service: Service) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    setup = f"{person.login_path}/setup"

    begun = [
        await _post(person, setup, body)
        for body in (b"", b"[]", b"null", b'{"enrollment_id": "x"}', b'{"secret": "A"}')
    ]
    stages = [
        await person.get(person.login_path),
        await service.http.post("/v1/logins"),
    ]

    assert {kind(answer) for answer in begun} == {(422, "invalid-request")}
    assert stages[0].json()["stage"] == "setup_required"
    assert kind(stages[1]) == (415, "invalid-request")
    assert await service.pool.fetchval("select count(*) from enrollments") == 0


async def test_A1_malformed_changes_of_an_account_change_nothing(
    service: Service,
) -> None:
    admin = Journey(service, ADMIN, "admin_center")
    await admin.start()
    before = (await admin.with_session("GET", "/v1/account/members")).json()
    member = f"/v1/account/members/{before['items'][1]['id']}"
    bodies: list[tuple[str, str, object]] = [
        ("PATCH", "/v1/account", {"name": ""}),
        ("PATCH", "/v1/account", {"name": "  "}),
        ("PATCH", "/v1/account", {"name": "a\r\nBcc: x"}),
        ("PATCH", "/v1/account", {"name": "x" * 101}),
        ("PATCH", "/v1/account", {"name": None}),
        ("PATCH", "/v1/account", {"two_step_required": "true"}),
        ("PATCH", "/v1/account", {"two_step_required": 1}),
        ("PATCH", "/v1/account", {"id": "x"}),
        ("PATCH", member, {"role": "owner"}),
        ("PATCH", member, {"language": "xx"}),
        ("PATCH", member, {"disabled": "no"}),
        ("PATCH", member, {"email": "other"}),
        ("PATCH", member, {"name": "\u2028"}),
        ("POST", f"{member}/reset-device", {}),
        ("POST", f"{member}/reset-device", {"reason": ""}),
        ("POST", "/v1/account/members", {"email": "x@acme.test"}),
    ]

    answers = [
        await admin.with_session(method, path, json=body)
        for method, path, body in bodies
    ]
    pages = [
        await admin.with_session("GET", f"/v1/account/members?{query}")
        for query in (
            "limit=0",
            "limit=201",
            "limit=-1",
            "limit=x",
            "limit=%C2%B2",
            "limit=000000200999",
            "cursor=x",
            "cursor=%00",
        )
    ]

    assert {kind(answer) for answer in answers + pages} == {(422, "invalid-request")}
    assert (await admin.with_session("GET", "/v1/account/members")).json() == before
    assert (await admin.with_session("GET", "/v1/account")).json()["name"] == "Acme"
