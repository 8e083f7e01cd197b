"""`doorstep member import`: what becomes of each line."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

import bcrypt
import pytest

from cli.interventions import change_password
from client_rows import client_of
from command import run_doorstep
from doorstep.why.explanations import Reason
from importing import SECRET, UNUSUAL, imported
from service import ADMIN, MEMBER, PASSWORD, Service
from why_answers import why

HASH = bcrypt.hashpw(b"the password of before", bcrypt.gensalt(4)).decode()
_Importing: TypeAlias = Callable[..., Awaitable[tuple[int, list[str]]]]


@pytest.fixture
def importing(service: Service, tmp_path: Path) -> _Importing:
    """Runs the command on this text; returns the exit code and the lines printed."""

    async def run(text: str | bytes, *options: str) -> tuple[int, list[str]]:
        file = tmp_path / "people"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        code, said = await run_doorstep(
            *("member", "import", str(file), "--account", "Acme", *options),
            DOORSTEP_DATABASE_URL=service.settings.database_url,
            DOORSTEP_KEYS=service.settings.keys,
        )
        return code, [line for line in said.splitlines() if "\t" in line]

    return run


async def test_each_line_says_what_became_of_it(importing: _Importing) -> None:
    code, lines = await importing(
        "email,name,password_hash,totp\n"
        f"jo@acme.test,Jo,{HASH},{UNUSUAL}\n"
        f"kim@acme.test,Kim,{HASH},\n"
        "lee@acme.test,Lee,,\n"
        "not an address,Nobody,,\n"
    )

    assert code == 1
    assert lines == [
        "2\tjo@acme.test\tcreated; can sign in with password and code",
        "3\tkim@acme.test\tcreated; can sign in with the password",
        "4\tlee@acme.test\tcreated; cannot sign in: no password",
        "5\tnot an address\trefused: email must be valid, such as jo@example.com",
    ]


async def test_unknown_language_and_repeated_address_refuse_their_line_alone(
    importing: _Importing,
) -> None:
    code, lines = await importing(
        "email,name,language\n"
        "jo@acme.test,Jo,xx\n"
        "kim@acme.test,Kim,fr\n"
        "KIM@acme.test,Kim,de\n"
    )

    outcomes = [line.split("\t")[2].split(":")[0].split(";")[0] for line in lines]
    assert code == 1
    assert outcomes == ["refused", "created", "refused"]
    assert "language" in lines[0]


async def test_second_import_of_a_file_changes_nothing(importing: _Importing) -> None:
    text = (
        f"email;name;role;password_hash;totp\njo@acme.test;Jo;admin;{HASH};{SECRET}\n"
    )
    await importing(text)

    code, lines = await importing(text)

    assert code == 0
    assert lines == ["2\tjo@acme.test\tsame; can sign in with password and code"]


async def test_dry_run_says_the_same_and_changes_nothing(
    service: Service, importing: _Importing
) -> None:
    text = f"email,name\njo@acme.test,Jo\n{MEMBER},Maxim\n"
    before = await service.pool.fetchval("select count(*) from events")

    _, tried = await importing(text, "--dry-run")
    after = await service.pool.fetchval("select count(*) from events")
    _, done = await importing(text)

    assert tried == done
    assert [line.split("\t")[2].split(";")[0] for line in done] == [
        "created",
        "changed",
    ]
    assert before == after


async def test_json_has_a_document_for_each_line(service: Service) -> None:
    await service.require_two_step()
    file = [
        {"email": "jo@acme.test", "name": "Jo", "password_hash": HASH, "totp": None},
        {"email": "kim@acme.test", "name": ""},
    ]

    code, said = await run_doorstep(
        *("member", "import", "-", "--account", "Acme", "--json"),
        typed="\n".join(map(json.dumps, file)),
        DOORSTEP_DATABASE_URL=service.settings.database_url,
        DOORSTEP_KEYS=service.settings.keys,
    )

    documents = [json.loads(line) for line in said.splitlines() if line[0] == "{"]
    assert code == 1
    assert documents == [
        {
            "line": 1,
            "email": "jo@acme.test",
            "outcome": "created",
            "why": None,
            "can_sign_in": True,
            "missing": ["authenticator"],
        },
        {
            "line": 2,
            "email": "kim@acme.test",
            "outcome": "refused",
            "why": "name is missing",
            "can_sign_in": None,
            "missing": [],
        },
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty."),
        ("email,name,phone\njo@acme.test,Jo,1\n", "Unknown column 'phone'."),
        ("name\nJo\n", "The file has no column email."),
        ('{"email": "a@acme.test", "Name": "A"}', "Unknown column 'Name'."),
        (
            "email,external_id\njo@acme.test,7\n",
            "name their application with --client.",
        ),
    ],
)
async def test_file_that_is_not_understood_is_refused_before_anything_is_done(
    service: Service, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "people").write_text(text)

    code, printed = await run_doorstep(
        *("member", "import", str(tmp_path / "people"), "--account", "Acme"),
        DOORSTEP_DATABASE_URL=service.settings.database_url,
        DOORSTEP_KEYS=service.settings.keys,
    )

    assert code == 1
    assert said in printed
    assert await service.pool.fetchval("select count(*) from members") == 2


async def test_last_administrator_stays_one(importing: _Importing) -> None:
    code, lines = await importing(f"email,name,role\n{ADMIN},Ada,member\n")

    assert code == 1
    assert lines == [
        f"2\t{ADMIN}\trefused: the member is the account's last administrator"
    ]


async def test_imported_member_without_a_password_has_none(service: Service) -> None:
    client = (await client_of(service)).id
    email = "jo@acme.test"
    await imported(service, {"email": email}, {"email": "kim@acme.test"})
    known = {"email": "kim@acme.test", "external_id": "7"}
    await imported(service, known, client_id=client)

    without, of_client = await why(service, email), await why(service, known["email"])
    await change_password(service.settings, email, PASSWORD, "told by phone")
    after = await why(service, email)

    assert without.explanation.reason is Reason.imported_without_password
    assert of_client.explanation.reason is Reason.never_came
    assert after.explanation.reason is Reason.never_came
