"""`GET /v1/account/enrollments`: the running setups, for administrators."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from api.texts.waiting import mail_failure, waiting_for
from doorstep import i18n
from doorstep.clock import system_clock
from doorstep.rules.stages import EnrollmentStage
from doorstep.transactions.erasing import erase
from doorstep.transactions.interventions import Intervention
from doorstep.transactions.members import lock_member_in_account
from doorstep.transactions.operators import create_account
from doorstep.why.explanations import Explanation, Reason
from journey import Journey
from problem_documents import kind
from seeding import member_id_of
from service import ADMIN, MEMBER, PASSWORD, Service
from setup_rows import insert_setup
from waiting import LOCK_WAITS, until

_SETUPS = "/v1/account/enrollments"
_KNOWN = [
    Reason.member_disabled,
    *(
        Reason.mail_on_its_way,
        Reason.mail_server_away,
        Reason.mail_put_off,
    ),
    Reason.mail_denied,
    *(
        Reason.mail_refused,
        Reason.mail_undelivered,
        Reason.email_code,
    ),
    *(
        Reason.email_code_burned,
        Reason.email_code_expired,
        Reason.mails_used_up,
    ),
    Reason.tries_used_up,
    *(
        Reason.install_app,
        Reason.connect_device,
        Reason.setup_code,
        Reason.clock_off,
    ),
]


async def _admin(service: Service, email: str = ADMIN) -> Journey:
    admin = Journey(service, email, "admin_center")
    assert (await admin.start()).status_code == 201
    return admin


async def _read(admin: Journey, query: str = "", **headers: str) -> dict[str, Any]:
    answer = await admin.service.http.get(
        f"{_SETUPS}{query}",
        headers={"Authorization": f"Bearer {admin.session_token}", **headers},
    )
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_administrator_reads_who_waits_for_what_since_when(
    service: Service,
) -> None:
    admin = await _admin(service)
    enrollment_id = await insert_setup(service)
    await service.pool.execute(
        "update emails set failed_tries = 2, last_failure = 'smtp 451 4.7.1'"
    )

    page = await _read(admin)

    (setup,) = page["items"]
    assert page["next_cursor"] is None
    assert setup == {
        "id": enrollment_id,
        "member": {
            "id": str(await member_id_of(service.pool, MEMBER)),
            "email": MEMBER,
            "name": "Max",
        },
        "stage": "verify_email",
        "since": setup["started_at"],
        "reason": "mail_put_off",
        "waiting_for": waiting_for(Explanation(Reason.mail_put_off), "en"),
        "last_mail_failure": mail_failure("smtp 451 4.7.1", "en"),
        "started_at": setup["started_at"],
        "expires_at": setup["expires_at"],
    }


async def test_what_a_set_up_waits_for_is_in_the_requested_language(
    service: Service,
) -> None:
    admin = await _admin(service)
    await insert_setup(service, stage=EnrollmentStage.install_app)

    (setup,) = (await _read(admin, **{"Accept-Language": "de"}))["items"]

    assert setup["reason"] == "install_app"
    assert setup["last_mail_failure"] is None
    assert setup["waiting_for"] == waiting_for(Explanation(Reason.install_app), "de")


async def test_set_ups_that_have_ended_are_not_listed_and_others_in_pages(
    service: Service,
) -> None:
    admin = await _admin(service)
    expired = await insert_setup(service, ago=timedelta(hours=1))
    running = [
        await insert_setup(service, ago=timedelta(minutes=each)) for each in (9, 7, 5)
    ]

    whole = [item["id"] for item in (await _read(admin))["items"]]
    first = await _read(admin, "?limit=2")
    second = await _read(admin, f"?limit=2&cursor={first['next_cursor']}")

    assert expired not in whole
    assert whole == running
    assert [item["id"] for item in first["items"] + second["items"]] == running
    assert second["next_cursor"] is None


async def test_O2_set_ups_of_another_account_are_never_shown(service: Service) -> None:
    await create_account(
        service.pool,
        name="Other",
        admin_email="boss@other.test",
        admin_name="Boss",
        password=PASSWORD,
        at=service.clock(),
    )
    boss = await _admin(service, "boss@other.test")
    await insert_setup(service)

    page = await _read(boss)

    assert page == {"items": [], "next_cursor": None}


async def test_O2_members_and_web_console_sessions_read_no_set_ups(
    service: Service,
) -> None:
    member, admin_outside = Journey(service), Journey(service, ADMIN)
    await member.start()
    await admin_outside.start()

    for person in (member, admin_outside):
        answer = await person.with_session("GET", _SETUPS)
        assert kind(answer) == (403, "not-an-administrator")
    assert kind(await service.http.get(_SETUPS)) == (401, "not-signed-in")


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "cursor=x"])
async def test_malformed_page_of_set_ups_is_refused(
    service: Service, query: str
) -> None:
    admin = await _admin(service)

    answer = await admin.with_session("GET", f"{_SETUPS}?{query}")

    assert kind(answer) == (422, "invalid-request")


async def test_real_set_up_is_listed_while_its_workflow_runs(service: Service) -> None:
    admin = await _admin(service)
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.begin_setup()

    page = await until(
        lambda: _read(admin), lambda seen: seen["items"][0]["reason"] == "email_code"
    )

    assert [item["id"] for item in page["items"]] == [person.enrollment["id"]]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_reason_of_a_set_up_has_a_text_in_every_language(language: str) -> None:
    explanation = [
        Explanation(reason, again_at=system_clock(), off=timedelta(minutes=-3))
        for reason in _KNOWN
    ]

    sentence = [waiting_for(each, language) for each in explanation]

    assert len({*sentence}) == len(_KNOWN)
    assert not [each for each in sentence if "%" in each]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("smtp connect", "smtp connect (unreachable)"),
        ("smtp 421", "smtp 421 (delayed)"),
        ("smtp 452 4.2.2", "smtp 452 4.2.2 (mailbox full)"),
        ("smtp 554 5.7.1", "smtp 554 5.7.1 (permanently rejected)"),
        ("smtp protocol", "smtp protocol (connection lost)"),
    ],
)
def test_mail_failure_explains_its_code(code: str, sentence: str) -> None:
    assert mail_failure(code, "en") == sentence


async def _act(admin: Journey, act: str, **body: str) -> httpx.Response:
    return await admin.with_session("POST", f"{_SETUPS}/{act}", json=body)


async def test_an_administrator_has_the_email_sent_again(service: Service) -> None:
    admin, (person, setup_id) = await _admin(service), await _begun(service)
    await person.email_code()

    too_soon = await _act(admin, f"{setup_id}/resend")
    await service.pool.execute(
        "update emails set asked_at = asked_at - interval '61 seconds'"
    )
    again = await _act(admin, f"{setup_id}/resend")

    assert kind(too_soon) == (429, "resend-too-soon")
    assert (again.status_code, again.json()["id"]) == (200, setup_id)
    assert (await person.read_enrollment())["email"]["number"] == 2


async def test_an_administrator_cancels_a_set_up_with_a_reason(
    service: Service,
) -> None:
    admin, (person, setup_id) = await _admin(service), await _begun(service)

    unexplained = await _act(admin, f"{setup_id}/cancel", reason=" ")
    cancelled = await _act(admin, f"{setup_id}/cancel", reason="Wrong mailbox")
    again = await _act(admin, f"{setup_id}/cancel", reason="Wrong mailbox")

    assert kind(unexplained) == (422, "invalid-request")
    assert cancelled.status_code == 204
    assert kind(again) == (410, "flow-ended")
    assert (await person.read_enrollment())["stage"] == "cancelled"


async def test_W2_set_up_of_a_member_who_is_erased_meanwhile_is_not_found(
    service: Service,
) -> None:
    """The erasure commits while the cancellation waits for the account's lock."""
    admin, (_, setup_id) = await _admin(service), await _begun(service)
    member_id = await member_id_of(service.pool, MEMBER)
    async with service.pool.acquire() as connection, connection.transaction():
        member = await lock_member_in_account(connection, service.account_id, member_id)
        act = _act(admin, f"{setup_id}/cancel", reason="Wrong mailbox")
        cancelling = asyncio.create_task(act)
        await until(lambda: connection.fetchval(LOCK_WAITS), bool)
        erasing = Intervention(connection, member, "asked", service.clock())
        await erasing.lock_out()
        await erase(erasing)

    assert kind(await cancelling) == (404, "not-found")
    cancelled = "select count(*) from events where kind = 'authn_flow_cancelled'"
    assert await service.pool.fetchval(cancelled) == 0


async def test_O2_set_ups_of_another_account_are_not_found(service: Service) -> None:
    await create_account(
        service.pool,
        name="Umbrella",
        admin_email="uma@umbrella.test",
        admin_name="Uma",
        password=PASSWORD,
        at=system_clock(),
    )
    other, (person, setup_id) = (
        await _admin(service, "uma@umbrella.test"),
        await _begun(service),
    )

    answers = [
        await other.with_session("GET", f"{_SETUPS}/{setup_id}"),
        await _act(other, f"{setup_id}/resend"),
        await _act(other, f"{setup_id}/cancel", reason="Not mine"),
    ]

    assert [kind(answer) for answer in answers] == [(404, "not-found")] * 3
    assert (await person.read_enrollment())["stage"] == "verify_email"


async def _begun(service: Service) -> tuple[Journey, str]:
    """A member whose setup waits for the emailed code, and its id."""
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("verify_email")
    return person, str(person.enrollment["id"])
