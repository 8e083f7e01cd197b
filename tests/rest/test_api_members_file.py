"""`members.csv`: what an import takes, without secrets."""

from application import application_of
from doorstep.rules.people_files import records
from importing import imported
from journey import Journey
from problem_documents import kind
from service import ADMIN, MEMBER, Service

_FILE = "/v1/account/members.csv"


async def _admin(service: Service) -> Journey:
    admin = Journey(service, ADMIN, "admin_center")
    assert (await admin.start()).status_code == 201
    return admin


async def test_file_of_the_members_is_imported_again_as_it_is(
    service: Service,
) -> None:
    admin, shop = await _admin(service), await application_of(service)
    await imported(
        service,
        {
            "email": "=jo|+1@acme.test",
            "name": '@Jo; "=née" \'-1',
            "role": "admin",
            "language": "fr",
            "external_id": "-47;=11",
        },
        client_id=shop.id,
    )

    file = await admin.with_session("GET", f"{_FILE}?client_id={shop.id}")

    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    assert "members.csv" in file.headers["content-disposition"]
    lines = file.text.splitlines(keepends=True)
    assert lines[0] == '"email","name","role","language","external_id"\r\n'
    assert (
        '"\'=jo|\'+1@acme.test","\'@Jo;\' ""=née"" \'-1","admin","fr","\'-47;\'=11"\r\n'
    ) in lines
    read = [record.values for record in records(lines)]
    again = [dict(values) for values in read]
    results = await imported(service, *again, client_id=shop.id)
    assert {result.outcome for result in results} == {"same"}
    assert {values["email"] for values in read} >= {ADMIN, MEMBER}


async def test_an_applications_ids_are_those_of_the_named_one(service: Service) -> None:
    admin, shop = await _admin(service), await application_of(service)
    await imported(
        service,
        {"email": "jo@acme.test", "external_id": "4711"},
        client_id=shop.id,
    )

    unnamed = await admin.with_session("GET", _FILE)
    unknown = await admin.with_session("GET", f"{_FILE}?client_id={'app_' + 'x' * 22}")
    no_id = await admin.with_session("GET", f"{_FILE}?client_id=shop")

    assert "4711" not in unnamed.text
    assert kind(unknown) == (404, "not-found")
    assert no_id.status_code == 422


async def test_file_is_for_administrators_only(service: Service) -> None:
    member = Journey(service, MEMBER)
    await member.start()

    refused = await member.with_session("GET", _FILE)

    assert refused.status_code in {401, 403}
