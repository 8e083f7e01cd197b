"""`doorstep member import --invite`: who has no password is mailed a link."""

from pathlib import Path

import bcrypt

from client_rows import client_of
from command import run_doorstep
from doorstep.process.invitation_sweep import sweep_once
from doorstep.why.explanations import Reason
from invitation import CHOSEN, Invited, administrator
from journey import Journey
from service import Service
from why_answers import why

HASH = bcrypt.hashpw(b"the password of before", bcrypt.gensalt(4)).decode()
JO, KIM, LEE = (f"{name}@acme.test" for name in ("jo", "kim", "lee"))


async def _outcomes(
    service: Service, folder: Path, lines: list[str], *options: str
) -> list[str]:
    file = folder / "people.csv"
    file.write_text("\n".join(lines))
    code, said = await run_doorstep(
        *("member", "import", str(file), "--account", "Acme", *options),
        DOORSTEP_DATABASE_URL=service.settings.database_url,
        DOORSTEP_KEYS=service.settings.keys,
    )
    assert code == 0, said
    return [line.split("\t")[2] for line in said.splitlines() if "\t" in line]


async def _sweep(service: Service) -> int:
    queue = service.settings.task_queue
    return await sweep_once(service.pool, service.client, queue, service.clock)


async def test_who_has_no_password_chooses_one_by_the_mailed_link(
    service: Service, tmp_path: Path
) -> None:
    lines = ["email,name,password_hash", f"{JO},Jo,{HASH}", f"{KIM},Kim,"]
    admin = await administrator(service)

    first = await _outcomes(service, tmp_path, lines, "--invite")
    again = await _outcomes(service, tmp_path, lines, "--invite")
    started = await _sweep(service)
    kim = Invited(service, admin, KIM)
    accepted = await kim.accept(await kim.token())

    assert first == [
        "created; can sign in with the password",
        "created; invited to choose a password",
    ]
    assert again == [each.replace("created", "same") for each in first]
    assert started == 1
    assert accepted.status_code == 204
    assert (await Journey(service, KIM).start(CHOSEN)).status_code == 201
    assert len(kim.tokens()) == 1
    assert Invited(service, admin, JO).tokens() == []


async def test_who_came_without_a_password_before_is_invited_once(
    service: Service, tmp_path: Path
) -> None:
    lines = ["email,name", f"{KIM},Kim"]
    admin = await administrator(service)

    without = await _outcomes(service, tmp_path, lines)
    tried = await _outcomes(service, tmp_path, lines, "--invite", "--dry-run")
    untouched = await why(service, KIM)
    invited = await _outcomes(service, tmp_path, lines, "--invite")
    again = await _outcomes(service, tmp_path, lines, "--invite")
    await _sweep(service)

    assert without == ["created; cannot sign in: no password"]
    assert tried == invited == ["changed; invited to choose a password"]
    assert untouched.explanation.reason is Reason.imported_without_password
    assert again == ["same; invited to choose a password"]
    assert await Invited(service, admin, KIM).token()
    found = await service.pool.fetchval("select count(*) from invitations")
    assert found == 1


async def test_whose_password_an_application_has_is_not_invited(
    service: Service, tmp_path: Path
) -> None:
    client = (await client_of(service)).id
    lines = ["email,name,external_id", f"{LEE},Lee,7"]

    for_client = ("--client", client, "--invite")
    created = await _outcomes(service, tmp_path, lines, *for_client)
    known = await _outcomes(service, tmp_path, [*lines[:1], f"{LEE},Lee,"], "--invite")

    assert created == ["created; the application has the password"]
    assert known == ["same; the application has the password"]
    assert await _sweep(service) == 0
