"""`doorstep audit list`: the trail of an account in words."""

import csv
import io
import json
from datetime import timedelta

import pytest

from client_rows import insert_client
from command import run_in_process
from doorstep.errors import InvalidInputError
from doorstep.rules.seal import KeyRing
from doorstep.transactions.member_changes import MemberChange, change_member
from doorstep.transactions.repeated_events import write_repeated
from importing import SECRET, imported
from journey import Journey
from seeding import member_id_of
from service import ADMIN, MEMBER, Service
from visitor import Visitor


async def test_L1_operator_reads_the_trail_of_an_account_in_words(
    service: Service,
) -> None:
    await Journey(service).start("not the password")
    member_id = await member_id_of(service.pool, MEMBER)
    change = MemberChange(name="=Maxi")
    await change_member(
        service.pool, service.account_id, member_id, change, at=service.clock()
    )
    variables = {"DOORSTEP_DATABASE_URL": service.settings.database_url}
    words = ("audit", "list", "--account", "Acme")
    yesterday = str(service.clock().date() - timedelta(days=1))

    listed = await run_in_process(*words, "--member", MEMBER, "--json", **variables)
    wrong = await run_in_process(*words, "--kind", "authn_password_fail", **variables)
    file = await run_in_process(*words, "--from", yesterday, "--csv", **variables)
    before = await run_in_process(*words, "--to", yesterday, **variables)

    newest, second, *_ = json.loads(listed)
    assert newest["event"] == "Member changed · Name: Max → =Maxi"
    assert newest["by"] == "Operator, command line"
    assert second["event"] == "Wrong password"
    assert len(wrong.splitlines()) == 2
    rows = list(csv.DictReader(io.StringIO(file.removeprefix("\ufeff"))))
    assert rows[0]["details"] == "Name: Max → =Maxi"
    assert rows[0]["member"] == "'=Maxi"
    assert before == "No matching events."


async def test_imports_are_told_in_words(service: Service) -> None:
    await imported(service, {"email": "jo@acme.test", "totp": SECRET})
    visitor = Visitor(service.http)
    await visitor.sign_in(ADMIN, application="admin_center")
    variables = {"DOORSTEP_DATABASE_URL": service.settings.database_url}

    (event,) = json.loads(
        await run_in_process(
            *("audit", "list", "--account", "Acme", "--kind", "user_created"),
            *("--member", "jo@acme.test", "--json"),
            **variables,
        )
    )
    page = await visitor.open("/admin-center/audit?kind=user_created")
    file = await visitor.http.get("/admin-center/audit.csv?kind=user_created")

    words = ("Member created", "By an import", "With a mobile device")
    assert event["event"] == " · ".join(words)
    assert all(each in page.words for each in words)
    (row, *_) = csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")))
    assert row["details"] == ", ".join(words[1:])


@pytest.mark.parametrize(
    ("option", "value"), [("--kind", "made_up"), ("--from", "yesterday"), ("--to", "")]
)
async def test_malformed_filter_is_named(option: str, value: str) -> None:
    with pytest.raises(InvalidInputError, match=option):
        await run_in_process("audit", "list", "--account", "Acme", option, value)


async def test_L1_operator_reads_what_belongs_to_no_account(service: Service) -> None:
    ring, at = KeyRing.parse(service.settings.keys), service.clock()
    of_all = await insert_client(service.pool, ring, None, at, name="Wiki")
    await insert_client(service.pool, ring, service.account_id, at, name="Shop")
    await service.http.post(
        "/oauth2/token",
        data={"grant_type": "client_credentials"},
        auth=(of_all.id, "not its secret"),
    )
    await write_repeated(service.pool, service.clock)
    variables = {"DOORSTEP_DATABASE_URL": service.settings.database_url}
    words = ("audit", "list", "--installation")

    listed = await run_in_process(*words, "--json", **variables)
    added = await run_in_process(*words, "--kind", "client_added", **variables)
    file = await run_in_process(*words, "--csv", **variables)

    told = [(each["event"], each["by"]) for each in json.loads(listed)]
    assert told == [
        ("Application failed to authenticate · wrong_secret", "Wiki"),
        ("Application added · Application: Wiki", "Operator, command line"),
    ]
    assert len(added.splitlines()) == 2
    rows = list(csv.DictReader(io.StringIO(file.removeprefix("\ufeff"))))
    assert [row["kind"] for row in rows] == ["authn_client_fail", "client_added"]


@pytest.mark.parametrize("options", [(), ("--installation", "--account", "Acme")])
async def test_trail_is_that_of_an_account_or_of_none(options: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInputError, match="--account"):
        await run_in_process("audit", "list", *options)
