"""`PATCH /v1/me`: members choose the language of their pages and emails."""

from journey import Journey
from problem_documents import kind
from service import Service


async def test_own_language_is_changed_and_written_to_the_audit_trail(
    service: Service,
) -> None:
    person = Journey(service)
    await person.start()

    changed = await person.with_session("PATCH", "/v1/me", json={"language": "fr"})
    nothing = await person.with_session("PATCH", "/v1/me", json={})
    unknown = await person.with_session("PATCH", "/v1/me", json={"language": "xx"})
    more = await person.with_session("PATCH", "/v1/me", json={"role": "admin"})

    assert [each.status_code for each in (changed, nothing)] == [200, 200]
    assert changed.json()["member"]["language"] == "fr"
    assert nothing.json() == changed.json()
    assert kind(unknown) == kind(more) == (422, "invalid-request")
    events = await service.pool.fetch(
        "select actor_id = member_id as own, detail from events "
        "where kind = 'user_updated'"
    )
    assert [(each["own"], each["detail"]["language"]) for each in events] == [
        (True, "fr")
    ]
