"""`/v1` by the token of an application: what each scope opens, and nothing else."""

import pytest

from application import Application, application_of
from journey import Journey
from problem_documents import kind
from service import ADMIN, MEMBER, PASSWORD, Service

_REFUSED = (403, "insufficient-scope")


async def _reaches(application: Application) -> set[str]:
    paths = ("/v1/account/members", "/v1/account/events", "/v1/subjects")
    answers = {path: await application.call("GET", path) for path in paths}
    for answer in answers.values():
        assert answer.is_success or kind(answer) == _REFUSED
    return {path for path, answer in answers.items() if answer.is_success}


@pytest.mark.parametrize(
    ("scope", "opened"),
    [
        ("members:read", {"/v1/account/members"}),
        ("events:read", {"/v1/account/events"}),
        ("subjects", {"/v1/subjects"}),
        ("verifications", set()),
        ("client_address", set()),
    ],
)
async def test_P8_scope_opens_its_own_routes_only(
    service: Service, scope: str, opened: set[str]
) -> None:
    application = await application_of(service, scope)

    assert await _reaches(application) == opened


async def test_lists_are_the_same_for_an_administrator_and_an_application(
    service: Service,
) -> None:
    reader = await application_of(service, "members:read")
    admin = Journey(service, ADMIN, "admin_center")
    await admin.start()

    path = "/v1/account/members?limit=1"
    by_client = (await reader.call("GET", path)).json()

    assert by_client == (await admin.with_session("GET", path)).json()
    assert by_client["next_cursor"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/me"),
        ("DELETE", "/v1/me/session"),
        ("GET", "/v1/account"),
        ("PATCH", "/v1/account"),
        ("POST", "/v1/account/members"),
    ],
)
async def test_P8_application_acts_for_no_person(
    service: Service, method: str, path: str
) -> None:
    application = await application_of(service)

    refused = await application.call(method, path)

    assert kind(refused) == _REFUSED
    assert refused.headers["WWW-Authenticate"] == 'Bearer error="insufficient_scope"'


async def test_P8_token_of_a_person_is_good_for_no_route_of_applications(
    service: Service,
) -> None:
    shop = await application_of(service)
    member, admin = Journey(service), Journey(service, ADMIN, "admin_center")
    for person in (member, admin):
        await person.start()
        refused = await person.with_session("GET", "/v1/subjects")
        assert kind(refused) == _REFUSED
    assert kind(await member.with_session("GET", "/v1/account/members")) == (
        *(403, "not-an-administrator"),
    )
    nobody = Application(service, shop.id, "A" * 43)
    for path in ("/v1/subjects", "/v1/account/members"):
        assert kind(await nobody.call("GET", path)) == (401, "not-signed-in")


async def _log_in(
    calling: Application, client_address: str, /, **changed: str
) -> tuple[int, str] | int:
    body = {
        "email": MEMBER,
        "password": "a guess",
        "application": calling.id,
        "client_address": client_address,
        **changed,
    }
    answer = await calling.call("POST", "/v1/logins", json=body)
    return answer.status_code if answer.is_success else kind(answer)


async def test_T3_passwords_count_where_the_application_says_the_person_is(
    service: Service,
) -> None:
    """Many people behind one server are many clients, and one of them is held."""
    shop = await application_of(service, "client_address")
    await service.pool.execute(
        "update clients set first_factor = 'doorstep', kind = 'web'"
    )

    tries = [await _log_in(shop, "198.51.100.7") for _ in range(11)]

    assert tries == [(401, "invalid-credentials")] * 10 + [(429, "too-many-attempts")]
    assert await _log_in(shop, "198.51.100.8", password=PASSWORD) == 201
    where = await service.pool.fetchval("select client_address from sessions")
    assert where == "198.51.100.8"


async def test_P8_application_speaks_for_the_people_of_its_account_only(
    service: Service,
) -> None:
    """Budgets of others count the caller, whatever address it names."""
    shop = await application_of(service, "client_address")

    for number in range(10):
        await _log_in(shop, f"198.51.100.{number}", email="nobody@else.test")

    held = await _log_in(shop, "198.51.100.99", email="nobody@else.test")
    assert held == (429, "too-many-attempts")


async def test_P8_address_of_a_client_is_named_by_its_own_application_only(
    service: Service,
) -> None:
    shop = await application_of(service, "client_address")
    plain = await application_of(service, "subjects")
    nobody = Application(service, shop.id, "")

    assert await _log_in(shop, "192.0.2.1", application="web_console") == (
        *(403, "not-an-application"),
    )
    assert await _log_in(plain, "192.0.2.1") == _REFUSED
    assert await _log_in(nobody, "192.0.2.1") == (401, "not-signed-in")
