"""A request that is refused as malformed is told what is wrong with which part."""

import json

import httpx
import pytest

from api.texts.field_errors import field_error
from doorstep.db.events import EventKind
from journey import Journey
from problem_documents import problem
from seeding import long_enrolled
from service import ADMIN, Service

_MEMBERS = "/v1/account/members"
_SECRET = "kept to myself"


def _detail(error: str, **context: object) -> str:
    return field_error(error, context, "en")


def _bearer(person: Journey) -> dict[str, str]:
    return {"Authorization": f"Bearer {person.session_token}"}


async def _refused(admin: Journey, body: object) -> dict[str, str]:
    """The details of a member's creation that is refused, by pointer."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {**_bearer(admin), "Content-Type": "application/json"}
    answer = await admin.service.http.post(_MEMBERS, headers=headers, content=content)
    return _errors(answer)


def _errors(answer: httpx.Response) -> dict[str, str]:
    status, kind, extra = problem(answer)
    assert (status, kind) == (422, "invalid-request")
    assert {frozenset(error) for error in extra["errors"]} == {
        frozenset({"pointer", "detail"})
    }
    return {error["pointer"]: error["detail"] for error in extra["errors"]}


@pytest.fixture
async def admin(service: Service) -> Journey:
    person = Journey(service, ADMIN, "admin_center")
    await person.start()
    return person


async def test_A1_every_wrong_field_is_named_without_its_value(
    admin: Journey,
) -> None:
    errors = await _refused(
        admin,
        {
            "email": _SECRET,
            "name": f"{_SECRET}\u202e",
            "role": _SECRET,
            "password": _SECRET * 100,
            "colour": _SECRET,
        },
    )

    assert errors == {
        "#/email": _detail("address"),
        "#/name": _detail("direction"),
        "#/role": _detail("enum", expected="'member' or 'admin'"),
        "#/language": _detail("missing"),
        "#/password": _detail("string_too_long", max_length=1024),
        "#/colour": _detail("extra_forbidden"),
    }


@pytest.mark.parametrize(
    ("body", "pointer", "error"),
    [
        (b"{]", "#", "json"),
        (b"\xff", "#", "json"),
        (b"[]", "#", "model_type"),
        (b'{"name": "a", "name": "b"}', "#/name", "twice"),
        (b'{"a/b~c \xc3\xa9": 1}', "#/a~1b~0c%20%C3%A9", "extra_forbidden"),
        (b'{"\\ud800": 1}', "#", "string_unicode"),
        (b'{"\\ud800": 1, "\\ud800": 2}', "#/%3F", "twice"),
        (b'{"name": {"a": 1, "a": 2}}', "#/name", "string_type"),
        (b'{"name": ""}', "#/name", "empty"),
    ],
)
async def test_A1_a_pointer_leads_to_what_is_wrong(
    admin: Journey, body: bytes, pointer: str, error: str
) -> None:
    assert (await _refused(admin, body))[pointer] == _detail(error)


async def test_A1_a_long_list_of_errors_is_cut(admin: Journey) -> None:
    errors = await _refused(admin, dict.fromkeys(map(str, range(1000)), 1))

    assert len(errors) == 20


@pytest.mark.parametrize(
    ("query", "pointer", "error"),
    [
        ("limit=0", "#/query/limit", "limit"),
        ("cursor=1", "#/query/cursor", "id"),
        ("member_id=1", "#/query/member_id", "id"),
    ],
)
async def test_a_wrong_query_is_named(
    admin: Journey, query: str, pointer: str, error: str
) -> None:
    answer = await admin.with_session("GET", f"/v1/account/events?{query}")

    assert _errors(answer) == {pointer: _detail(error)}


async def test_an_unknown_kind_of_event_is_told_the_known_ones(admin: Journey) -> None:
    errors = _errors(await admin.with_session("GET", "/v1/account/events?kind=dreamt"))

    assert all(kind in errors["#/query/kind"] for kind in EventKind)


async def test_a_wrong_idempotency_key_is_named(service: Service) -> None:
    person = await long_enrolled(service)
    path, token = f"{person.login_path}/code", person.login["flow_token"]

    def key(text: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token}", "Idempotency-Key": text}

    async def submit(code: str, text: str) -> httpx.Response:
        body = {"code": code}
        return await service.http.post(path, headers=key(text), json=body)

    malformed = await submit("123456", "x" * 300)
    await submit("000000", "first")
    other = await submit("111111", "first")

    place = "#/header/Idempotency-Key"
    assert _errors(malformed) == {place: _detail("key")}
    assert _errors(other) == {place: _detail("other_request")}


async def test_details_are_in_the_requested_language(admin: Journey) -> None:
    german = await admin.service.http.get(
        f"{_MEMBERS}?limit=x",
        headers={**_bearer(admin), "Accept-Language": "de"},
    )

    errors = _errors(german)

    assert errors == {"#/query/limit": field_error("limit", {}, "de")}


async def test_other_statuses_of_a_malformed_request_have_their_own_detail(
    service: Service,
) -> None:
    big = b"1" * 20_000
    as_json = {"Content-Type": "application/json"}

    answers = [
        await service.http.put("/v1/logins"),
        await service.http.post("/v1/logins", content=big, headers=as_json),
        await service.http.post("/v1/logins", content=b"{}"),
        await service.http.post("/v1/logins", content=b"{}", headers=as_json),
    ]

    assert [answer.status_code for answer in answers] == [405, 413, 415, 422]
    assert len({answer.json()["detail"] for answer in answers}) == 4
    assert "application/json" in answers[2].json()["detail"]
