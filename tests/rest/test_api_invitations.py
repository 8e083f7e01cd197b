"""Invitations: a link that sets the first password, once, and opens nothing else."""

import asyncio
from collections import Counter
from typing import Any

from doorstep.rules.tokens import new_token
from invitation import CHOSEN, INVITED, MEMBERS, Invited, administrator, invited
from journey import Journey
from problem_documents import kind, problem
from service import ADMIN, Service
from waiting import until

_DEAD = (404, "not-found")


async def _rows(service: Service, columns: str) -> list[Any]:
    query = f"select {columns} from invitations order by invited_at"
    return [tuple(row) for row in await service.pool.fetch(query)]


async def test_IV1_IV6_link_sets_the_first_password_once(service: Service) -> None:
    one = await invited(service)
    before = (await Journey(service, INVITED).start(CHOSEN), await one.two_step())
    token = await one.token()

    read = await one.read(token)
    weak = await one.accept(token, "acme" * 4)
    done = await one.accept(token)

    assert (kind(before[0]), before[1]) == ((401, "invalid-credentials"), "invited")
    assert read.json() == {
        "account": "Acme",
        "email_hint": "k•••@acme.test",
        "language": "en",
    }
    assert problem(weak)[2]["reason"] == "personal"
    assert (done.status_code, done.content) == (204, b"")
    assert kind(await one.accept(token)) == kind(await one.read(token)) == _DEAD
    assert await one.two_step() == "not_set_up"
    assert (await Journey(service, INVITED).start(CHOSEN)).status_code == 201
    verified = "select email_verified_at > created_at from members where email = $1"
    assert await service.pool.fetchval(verified, INVITED)


async def test_IV1_V4_parallel_uses_of_one_link_give_one_success(
    service: Service,
) -> None:
    one = await invited(service)
    token = await one.token()

    answers = await asyncio.gather(
        *(one.accept(token, f"{CHOSEN} {number}") for number in range(30))
    )

    assert Counter(answer.status_code for answer in answers)[204] == 1
    refused = {kind(answer) for answer in answers if answer.status_code != 204}
    assert refused <= {_DEAD, (429, "too-many-attempts")}
    accepted = "select count(*) from events where kind = 'user_invitation_accepted'"
    assert await service.pool.fetchval(accepted) == 1


async def test_IV3_fetching_the_link_changes_nothing(service: Service) -> None:
    one = await invited(service)
    token = await one.token()

    async def noted() -> Any:  # by the worker, after the mail has come
        return (await _rows(service, "started_at, accepted_at"))[0]

    await until(noted, all)
    before = await _rows(service, "*")

    for path in (f"/v1/invitations/{token}", f"/invitation/{token}"):
        for method in ("GET", "HEAD", "GET"):
            fetched = await service.http.request(
                method, path, headers={"Sec-Purpose": "prefetch"}
            )
            assert fetched.status_code == 200

    assert await _rows(service, "*") == before
    assert (await one.accept(token)).status_code == 204


async def test_IV4_newer_invitation_ends_the_earlier_link(service: Service) -> None:
    one = await invited(service)
    first = await one.token()

    again = await one.send_again()
    second = await one.token(2)

    assert (again.status_code, again.content) == (202, b"")
    assert kind(await one.accept(first)) == _DEAD
    assert (await one.accept(second)).status_code == 204
    assert await _rows(service, "stage") == [("cancelled",), ("accepted",)]
    assert problem(await one.send_again())[1:] == (
        "wrong-stage",
        {"stage": "accepted"},
    )
    assert problem(await one.cancel())[1:] == ("flow-ended", {"stage": "accepted"})


async def test_IV4_dead_links_answer_like_made_up_ones(service: Service) -> None:
    one = await invited(service)
    token = await one.token()

    assert (await one.cancel()).status_code == 204
    assert (await one.cancel()).status_code == 204
    answers = [await one.read(each) for each in (token, new_token(), "short", "x" * 99)]

    assert {kind(answer) for answer in answers} == {_DEAD}
    assert kind(await one.accept(token)) == _DEAD
    assert await one.two_step() == "invited"
    assert (await one.send_again()).status_code == 202
    assert (await one.accept(await one.token(2))).status_code == 204


async def test_IV4_disabling_and_erasing_end_the_link(service: Service) -> None:
    one = await invited(service)
    token = await one.token()

    await one.admin.with_session("PATCH", one.path, json={"disabled": True})
    disabled = await one.accept(token), await one.send_again()
    await one.admin.with_session("PATCH", one.path, json={"disabled": False})

    assert kind(disabled[0]) == _DEAD
    assert kind(disabled[1]) == (409, "wrong-stage")
    assert kind(await one.accept(token)) == _DEAD
    await one.send_again()
    token = await one.token(2)
    await one.admin.with_session(
        "POST", f"{one.path}/erase", json={"email": INVITED, "reason": "left"}
    )
    assert kind(await one.accept(token)) == _DEAD


async def test_IV5_E4_invitations_count_in_the_five_mails_an_hour(
    service: Service,
) -> None:
    one = await invited(service)
    for _ in range(4):
        assert (await one.send_again()).status_code == 202

    held = problem(await one.send_again())

    assert held[:2] == (429, "too-many-emails")
    assert 3500 < held[2]["retry_after"] <= 3600


async def test_IV7_O2_only_an_administrator_of_the_account_invites(
    service: Service,
) -> None:
    one = await invited(service)
    member = Journey(service)
    await member.start()
    strangers = Invited(service, member, document=one.document)
    nobodys = Invited(service, one.admin, document={"id": ADMIN})

    assert kind(await strangers.send_again()) == (403, "not-an-administrator")
    assert kind(await strangers.cancel()) == (403, "not-an-administrator")
    assert kind(await nobodys.send_again()) == kind(await nobodys.cancel()) == _DEAD


async def test_IV7_invited_administrator_does_not_count_as_one(
    service: Service,
) -> None:
    one = Invited(service, await administrator(service))
    assert (await one.create(role="admin")).status_code == 201
    me = (await one.admin.with_session("GET", "/v1/me")).json()["member"]["id"]

    demoted = await one.admin.with_session(
        "PATCH", f"{MEMBERS}/{me}", json={"role": "member"}
    )

    assert kind(demoted) == (409, "last-administrator")


async def test_IV2_link_is_in_no_row_and_no_history(service: Service) -> None:
    one = await invited(service)
    token = await one.token()
    await one.accept(token)
    ((invitation_id,),) = await _rows(service, "id")

    flow = service.client.get_workflow_handle(f"invitation/{invitation_id}")
    await flow.result()
    history = (await flow.fetch_history()).to_json()
    rows = await service.pool.fetch("select invitations::text from invitations")

    assert token not in history
    assert token not in str(rows)
    assert INVITED not in history


async def test_key_repeats_the_first_answer_of_accepting(service: Service) -> None:
    one = await invited(service)
    token = await one.token()
    headers = {"Idempotency-Key": "accept-1"}
    path, body = f"/v1/invitations/{token}", {"password": CHOSEN}

    answers = [
        await service.http.post(path, json=body, headers=headers) for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [204, 204]
