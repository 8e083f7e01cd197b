"""`GET /v1/account/members`: what stands in name or address, state, role, group."""

from journey import Journey
from problem_documents import kind
from service import ADMIN, MEMBER, Service

_MEMBERS = "/v1/account/members"


async def _admin(service: Service) -> Journey:
    admin = Journey(service, ADMIN, "admin_center")
    assert (await admin.start()).status_code == 201
    return admin


async def _found(admin: Journey, **query: str) -> list[str]:
    """Over all pages, each of one member."""
    emails, cursor = [], None
    while True:
        given = {**query, "limit": "1", **({"cursor": cursor} if cursor else {})}
        answer = await admin.with_session("GET", _MEMBERS, params=given)
        assert answer.status_code == 200, answer.text
        emails += [item["email"] for item in answer.json()["items"]]
        if not (cursor := answer.json()["next_cursor"]):
            return emails


async def test_members_are_found_page_by_page_by_any_part_of_a_word(
    service: Service,
) -> None:
    admin = await _admin(service)
    for name in ("zoe", "chloe", "joel"):
        await service.add_member(f"{name}@straße.example")

    assert await _found(admin, query="OE") == [
        *("zoe@straße.example", "chloe@straße.example", "joel@straße.example")
    ]
    assert await _found(admin, query="strasse.ex", role="member") == [
        *("zoe@straße.example", "chloe@straße.example", "joel@straße.example")
    ]
    assert await _found(admin, query="loé") == ["chloe@straße.example"]
    assert await _found(admin, query="%") == []
    assert await _found(admin, query=" ", role="admin") == [ADMIN]
    assert await _found(admin, query="zoe", role="admin") == []
    assert await _found(admin, query="zoe", two_step="enrolled") == []
    assert await _found(admin, query="zoe", two_step="not_set_up") == [
        "zoe@straße.example"
    ]
    assert MEMBER in await _found(admin, two_step="not_set_up")


async def test_A1_a_filter_that_cannot_be_is_refused(service: Service) -> None:
    admin = await _admin(service)

    for query in (
        {"two_step": "often"},
        {"role": "boss"},
        {"query": "x" * 255},
        {"query": "a\0b"},
    ):
        answer = await admin.with_session("GET", _MEMBERS, params=query)
        assert kind(answer) == (422, "invalid-request"), query
