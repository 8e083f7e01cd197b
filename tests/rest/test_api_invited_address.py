"""The address of an invited member: an administrator corrects it, and whoever chooses
the password by the link that goes there proves it.
"""

import asyncio
from collections import Counter
from datetime import timedelta
from uuid import UUID

import httpx

from address_change import CHANGED, mails_to, until_mailed
from doorstep.db.invitations import Invitations
from doorstep.db.members import Members
from invitation import CHOSEN, INVITED, MEMBERS, SUBJECT, Invited, invited
from journey import Journey
from problem_documents import kind, problem
from service import MEMBER, Service
from waiting import until

_RIGHT = "kim.baker@acme.test"
_MOVED = "Your invitation went to another address"
_DEAD = (404, "not-found")


async def _kinds(one: Invited) -> list[str]:
    """Those of the audit events of the member."""
    query = "select kind from events where member_id = $1 order by id"
    rows = await one.service.pool.fetch(query, one.document["id"])
    return [row["kind"] for row in rows]


async def _take(one: Invited, email: str) -> httpx.Response:
    """Another member is created with the address."""
    body = {"email": email, "name": "Pat", "role": "member", "language": "en"}
    body["password"] = "nine green boats at noon"
    return await one.admin.with_session("POST", MEMBERS, json=body)


async def test_IV8_password_by_the_new_link_proves_the_corrected_address(
    service: Service,
) -> None:
    one = await invited(service)
    wrong = await one.token()

    corrected = await one.correct(_RIGHT)
    waiting = await one.shown()
    token = await one.token()
    read = await one.read(token)
    done = await one.accept(token)

    assert corrected.status_code == 200
    assert corrected.json()["email"] == INVITED
    assert corrected.json()["pending_email"] == _RIGHT
    assert waiting == (INVITED, _RIGHT)
    assert kind(await one.read(wrong)) == kind(await one.accept(wrong)) == _DEAD
    assert read.json()["email_hint"] == "k•••@acme.test"
    assert done.status_code == 204
    assert await one.shown() == (_RIGHT, None)
    kinds = await _kinds(one)
    assert (await Journey(service, _RIGHT).start(CHOSEN)).status_code == 201
    assert (await Journey(service, INVITED).start(CHOSEN)).status_code == 401
    await until_mailed(service, INVITED, SUBJECT, _MOVED, CHANGED)
    await until_mailed(service, _RIGHT, SUBJECT, CHANGED)
    assert kinds == [
        "user_created",
        "user_invited",
        "user_invitation_ended",
        "user_invited",
        "user_email_change_asked",
        "user_updated",
        "user_invitation_accepted",
    ]


async def test_IV8_wrong_mailbox_is_sent_no_link_of_the_corrected_invitation(
    service: Service,
) -> None:
    one = await invited(service)
    await one.token()

    await one.correct(_RIGHT)
    await one.token()
    await one.cancel()
    await one.send_again()
    await one.token(2)

    assert sorted(mails_to(service, INVITED)) == sorted([SUBJECT, _MOVED])


async def test_IV8_V4_parallel_acceptances_move_the_member_once(
    service: Service,
) -> None:
    one = await invited(service)
    await one.correct(_RIGHT)
    token = await one.token()

    answers = await asyncio.gather(
        *(one.accept(token, f"{CHOSEN} {number}") for number in range(30))
    )

    assert Counter(answer.status_code for answer in answers)[204] == 1
    refused = {kind(answer) for answer in answers if answer.status_code != 204}
    assert refused <= {_DEAD, (429, "too-many-attempts")}
    kinds = Counter(await _kinds(one))
    assert (kinds["user_updated"], kinds["user_invitation_accepted"]) == (1, 1)


async def test_AD5_second_correction_replaces_the_first(service: Service) -> None:
    one = await invited(service)
    await one.correct(_RIGHT)
    first = await one.token()

    await one.correct("k.baker@acme.test")
    second = await one.token()

    assert kind(await one.accept(first)) == _DEAD
    assert await one.shown() == (INVITED, "k.baker@acme.test")
    assert (await one.accept(second)).status_code == 204
    assert await one.shown() == ("k.baker@acme.test", None)


async def test_AD5_present_address_takes_the_correction_back(service: Service) -> None:
    one = await invited(service)
    await one.token()
    await one.correct(_RIGHT)
    corrected = await one.token()

    kept = await one.correct(INVITED)

    assert kept.json()["pending_email"] is None
    assert kind(await one.accept(corrected)) == _DEAD
    assert (await one.accept(await one.token(2))).status_code == 204
    assert await one.shown() == (INVITED, None)
    assert "user_email_change_ended" in await _kinds(one)


async def test_present_address_of_an_invited_member_changes_nothing(
    service: Service,
) -> None:
    one = await invited(service)
    token = await one.token()

    same = await one.correct(INVITED)

    assert same.status_code == 200
    assert (await one.accept(token)).status_code == 204


async def test_IV8_correction_outlives_its_invitation(service: Service) -> None:
    one = await invited(service)
    await one.correct(_RIGHT)
    token = await one.token()

    await one.cancel()
    cancelled = await one.shown()
    await one.admin.with_session("PATCH", one.path, json={"disabled": True})
    await one.admin.with_session("PATCH", one.path, json={"disabled": False})
    again = await one.send_again()

    assert kind(await one.accept(token)) == _DEAD
    assert cancelled == (INVITED, _RIGHT)
    assert again.status_code == 202
    assert (await one.accept(await one.token(2))).status_code == 204
    assert await one.shown() == (_RIGHT, None)


async def test_AD4_administrator_is_told_that_the_address_is_taken(
    service: Service,
) -> None:
    one = await invited(service)
    token = await one.token()

    taken = await one.correct(f" {MEMBER.upper()}")

    assert kind(taken) == (409, "email-taken")
    assert await one.shown() == (INVITED, None)
    assert (await one.accept(token)).status_code == 204


async def test_AD4_address_taken_meanwhile_leaves_everything_as_it_was(
    service: Service,
) -> None:
    one = await invited(service)
    await one.correct(_RIGHT)
    token = await one.token()
    assert (await _take(one, _RIGHT)).status_code == 201

    refused = await one.accept(token)
    again = await one.send_again()

    assert kind(refused) == kind(again) == (409, "email-taken")
    assert await one.shown() == (INVITED, _RIGHT)
    assert await one.two_step() == "invited"
    assert (await Journey(service, _RIGHT).start(CHOSEN)).status_code == 401


async def test_E4_corrections_count_in_the_five_mails_an_hour(
    service: Service,
) -> None:
    one = await invited(service)
    for number in range(4):
        corrected = await one.correct(f"kim.{number}@acme.test")
        assert corrected.status_code == 200

    held = problem(await one.correct(_RIGHT))

    assert held[:2] == (429, "too-many-emails")
    assert await one.shown() == (INVITED, "kim.3@acme.test")


async def test_E4_mailbox_is_one_budget_over_invited_members(
    service: Service,
) -> None:
    one = await invited(service)
    others = [Invited(service, one.admin, f"pat.{number}@acme.test") for number in "12"]
    for each in others:
        assert (await each.create()).status_code == 201
    for each in (*others, *others):
        assert (await each.correct(_RIGHT)).status_code == 200

    held = await one.correct(_RIGHT)

    assert kind(held) == (429, "too-many-emails")


async def test_P9_correction_wants_a_step_up(service: Service) -> None:
    one = await invited(service)
    await service.pool.execute(
        "update sessions set stepped_up_at = stepped_up_at - $1::interval",
        timedelta(minutes=6),
    )

    assert kind(await one.correct(_RIGHT)) == (403, "step-up-required")


async def test_address_of_who_is_disabled_by_the_same_call_is_not_corrected(
    service: Service,
) -> None:
    one = await invited(service)
    token = await one.token()

    refused = await one.admin.with_session(
        "PATCH", one.path, json={"disabled": True, "email": _RIGHT}
    )

    assert kind(refused) == (422, "invalid-request")
    assert (await one.accept(token)).status_code == 204


async def test_IV8_erasing_leaves_no_corrected_address(service: Service) -> None:
    one = await invited(service)
    await one.correct(_RIGHT)
    token = await one.token()

    erased = await one.admin.with_session(
        "POST", f"{one.path}/erase", json={"email": INVITED, "reason": "left"}
    )

    assert erased.is_success
    assert kind(await one.accept(token)) == _DEAD
    rows = "select count(*) from invitations where email is not null"

    async def left() -> object:
        return await service.pool.fetchval(rows)

    await until(left, lambda count: count == 0)


async def test_IV8_purge_leaves_a_correction_that_stands(service: Service) -> None:
    one = await invited(service)
    await one.correct(_RIGHT)
    later = service.clock() + timedelta(days=365)

    async with service.pool.acquire() as connection:
        await Invitations(connection).delete_before(later, 100)
    kept = await one.shown()
    done = await one.accept(await one.token())
    async with service.pool.acquire() as connection:
        purged = await Invitations(connection).delete_before(later, 100)

    assert kept == (INVITED, _RIGHT)
    assert done.status_code == 204
    assert purged == 1


async def test_link_works_once_the_address_is_free_again(service: Service) -> None:
    one = await invited(service)
    await one.correct(_RIGHT)
    token = await one.token()
    other = UUID((await _take(one, _RIGHT)).json()["id"])

    refused = await one.accept(token)
    async with service.pool.acquire() as connection, connection.transaction():
        await Members(connection).change_address(other, "pat@acme.test")

    assert kind(refused) == (409, "email-taken")
    assert (await one.accept(token)).status_code == 204
    assert await one.shown() == (_RIGHT, None)
