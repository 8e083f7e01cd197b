"""The command line as an operator types it."""

import asyncio
import base64
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from cli import texts
from command import run_doorstep
from doorstep.errors import AddressTakenError
from doorstep.rules.seal import KeyRing
from doorstep.settings import load
from doorstep.settings.processes import KeySettings
from up import Up
from waiting import patient_client

PASSWORD = "correct horse battery"


async def test_a_new_key_makes_a_ring() -> None:
    code, entry = await run_doorstep("keys", "new", "--name", "k1")

    assert code == 0
    assert KeyRing.parse(entry).newest == "k1"
    assert len(base64.b64decode(entry.partition(":")[2])) == 32


async def test_keys_without_a_name_can_share_a_ring() -> None:
    (_, one), (_, other) = await asyncio.gather(
        run_doorstep("keys", "new"), run_doorstep("keys", "new")
    )

    assert len(KeyRing.parse(f"{one},{other}").keys) == 2


@pytest.mark.parametrize(
    ("command", "setting"),
    [
        ("migrate", "DOORSTEP_DATABASE_URL"),
        ("worker", "DOORSTEP_TEMPORAL_ADDRESS"),
        ("api", "DOORSTEP_"),
        ("temporal register", "DOORSTEP_TEMPORAL_ADDRESS"),
    ],
)
async def test_a_missing_setting_is_named(command: str, setting: str) -> None:
    code, output = await run_doorstep(*command.split())

    assert code == 1
    assert setting in output
    assert "Traceback" not in output


async def test_an_invalid_setting_is_named() -> None:
    code, output = await run_doorstep(
        "migrate", DOORSTEP_API_PORT="0", DOORSTEP_LOGIN_TTL="x"
    )

    assert code == 1
    assert "DOORSTEP_API_PORT" in output
    assert "DOORSTEP_LOGIN_TTL" in output


async def test_a_folder_without_a_stack_is_named(tmp_path: Path) -> None:
    code, output = await run_doorstep("migrate", "--data-dir", str(tmp_path))

    assert code == 1
    assert output.startswith("doorstep: --data-dir: ")
    assert str(tmp_path) in output


async def test_a_password_is_never_asked_for_without_a_terminal(up: Up) -> None:
    words = ["account", "create", "--name", "Other", "--admin-email", "x@other.test"]

    code, output = await run_doorstep(*words, "--data-dir", str(up.folder))

    assert code == 1
    assert "--password-stdin" in output


async def test_created_members_can_sign_in(up: Up) -> None:
    here = ["--password-stdin", "--data-dir", str(up.folder)]
    account = ["account", "create", "--name", "Globex"]
    member = ["member", "create", "--name", "Kim Lee", "--email", "kim@globex.test"]

    code, account_id = await run_doorstep(
        *account, "--admin-email", "boss@globex.test", *here, typed=PASSWORD
    )
    assert code == 0
    code, member_id = await run_doorstep(
        *member, "--account", account_id, "--language", "fr", *here, typed=PASSWORD
    )
    assert code == 0

    assert UUID(member_id) != UUID(account_id)
    assert await may_sign_in(up, "boss@globex.test", "admin_center") == 201
    assert await may_sign_in(up, "kim@globex.test", "web_console") == 201
    assert await may_sign_in(up, "kim@globex.test", "admin_center") == 403


async def test_a_taken_address_is_reported(up: Up) -> None:
    email, _ = up.person(1)
    words = ["member", "create", "--account", "Acme", "--email", email, "--name", "X"]
    here = ["--password-stdin", "--data-dir", str(up.folder)]

    code, output = await run_doorstep(*words, *here, typed=PASSWORD)

    assert (code, output) == (1, f"doorstep: {AddressTakenError()}")


async def test_steps_of_up_can_be_repeated(up: Up) -> None:
    here = ["--data-dir", str(up.folder)]

    assert await run_doorstep("migrate", *here) == (0, texts.DATABASE_READY)
    assert await run_doorstep("temporal", "register", *here) == (0, texts.REGISTERED)


async def test_the_doctor_finds_no_failure_in_up(up: Up) -> None:
    code, output = await run_doorstep("doctor", "--data-dir", str(up.folder))

    assert code == 0, output
    assert "failed" not in output
    for check in ("keys", "database", "temporal", "worker", "mail server"):
        assert f"ok       {check}" in output
    secrets = [
        part.partition(":")[2]
        for part in KeySettings.of(load(up.folder)).keys.split(",")
    ]
    assert not any(secret in output for secret in secrets)


async def test_files_of_up_are_for_their_owner_only(up: Up) -> None:
    def modes() -> dict[str, int]:
        return {path.name: path.stat().st_mode & 0o077 for path in up.folder.iterdir()}

    found = await asyncio.to_thread(modes)

    assert {"settings.env", "accounts.json", "keys", "postgres"} < set(found)
    assert set(found.values()) == {0}


async def test_L1_stack_works_with_a_role_that_owns_nothing(up: Up) -> None:
    settings = load(up.folder)
    connection = await asyncpg.connect(settings.database_url)

    assert not await connection.fetchval(
        "select rolsuper or rolcreatedb or rolcreaterole from pg_roles"
        " where rolname = current_user"
    )
    owned = "select count(*) from pg_class where relowner = current_user::regrole"
    assert await connection.fetchval(owned) == 0
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute("delete from events")
    await connection.close()


async def test_L1_audit_trail_of_the_stack_is_sound(up: Up) -> None:
    code, output = await run_doorstep("audit", "verify", "--data-dir", str(up.folder))

    assert code == 0, output
    assert "BROKEN" not in output


async def may_sign_in(up: Up, email: str, application: str) -> int:
    body = {"email": email, "password": PASSWORD, "application": application}
    async with patient_client() as http:
        return (await http.post(f"{up.url}/v1/logins", json=body)).status_code
