"""`doorstep audit list`: the trail of an account in words."""

import csv
import io
import json
from datetime import timedelta

import pytest

from command import run_in_process
from doorstep.errors import InvalidInputError
from doorstep.transactions.member_changes import MemberChange, change_member
from journey import Journey
from seeding import member_id_of
from service import MEMBER, Service


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


@pytest.mark.parametrize(
    ("option", "value"), [("--kind", "made_up"), ("--from", "yesterday"), ("--to", "")]
)
async def test_malformed_filter_is_named(option: str, value: str) -> None:
    with pytest.raises(InvalidInputError, match=option):
        await run_in_process("audit", "list", "--account", "Acme", option, value)
