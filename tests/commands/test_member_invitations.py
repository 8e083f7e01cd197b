"""`doorstep member`: inviting, inviting again, at another address, and no more."""

from test_operator_commands import audited, environment

from cli import texts
from command import run_doorstep
from invitation import INVITED, Invited, administrator
from problem_documents import kind
from service import MEMBER, Service
from waiting import until

_RIGHT = "kim.baker@acme.test"
_REASON = "asked by the team lead"
_DEAD = (404, "not-found")


async def _run(service: Service, *words: str, code: int = 0) -> str:
    keys = {"DOORSTEP_KEYS": service.settings.keys}
    smtp = {"DOORSTEP_SMTP_URL": service.settings.smtp_url}
    own = {
        "DOORSTEP_PUBLIC_URL": service.settings.public_url,
        "DOORSTEP_MAIL_FROM": service.settings.mail_from,
    }
    variables = {**environment(service), **keys, **smtp, **own}
    ended, said = await run_doorstep(*words, **variables)
    assert ended == code, said
    return said


async def _created(service: Service) -> Invited:
    await _run(
        service,
        *("member", "create", "--invite", "--account", "Acme"),
        *("--email", INVITED, "--name", "Kim"),
    )
    query = "select id::text from members where email = $1"
    member_id = await service.pool.fetchval(query, INVITED)
    admin = await administrator(service)
    return Invited(service, admin, document={"id": member_id})


async def test_IV4_member_is_invited_and_invited_again(service: Service) -> None:
    one = await _created(service)
    first = await one.token()

    said = await _run(service, "member", "invite", INVITED)
    second = await one.token(2)

    assert said == texts.INVITED
    assert kind(await one.accept(first)) == _DEAD
    assert (await one.accept(second)).status_code == 204
    refused = await _run(service, "member", "invite", INVITED, code=1)
    assert "has a password already" in refused


async def test_IV4_invitation_is_cancelled_with_a_reason(service: Service) -> None:
    one = await _created(service)
    token = await one.token()
    flow = await service.pool.fetchval("select 'invitation/' || id from invitations")

    said = await _run(service, "flow", "cancel", flow, "--reason", _REASON)

    assert said == texts.cancelled(flow)
    assert kind(await one.accept(token)) == _DEAD
    ended = service.client.get_workflow_handle(flow)
    assert (await ended.result())["stage"] == "cancelled"


async def test_IV8_invited_members_address_is_corrected(service: Service) -> None:
    one = await _created(service)
    first = await one.token()
    change = ["member", "change", INVITED, "--email"]

    taken = await _run(service, *change, MEMBER, code=1)
    said = await _run(service, *change, _RIGHT, "--reason", _REASON)
    one.email = _RIGHT
    token = await one.token()

    assert "belongs to another member" in taken
    assert said == texts.INVITED_THERE
    assert kind(await one.accept(first)) == _DEAD
    assert await one.shown() == (INVITED, _RIGHT)
    assert await audited(service, "user_email_change_asked") == [_REASON]
    assert (await one.accept(token)).status_code == 204
    assert await one.shown() == (_RIGHT, None)


async def test_IV8_correction_is_taken_back(service: Service) -> None:
    one = await _created(service)
    await one.token()
    change = ["member", "change", INVITED, "--email"]

    await _run(service, *change, _RIGHT)
    said = await _run(service, *change, INVITED)

    async def stages() -> list[str]:
        rows = await service.pool.fetch("select stage from invitations order by id")
        return [row["stage"] for row in rows]

    assert said == texts.INVITED
    assert (await one.accept(await one.token(2))).status_code == 204
    assert await one.shown() == (INVITED, None)
    assert await until(stages, bool) == ["cancelled", "cancelled", "accepted"]
