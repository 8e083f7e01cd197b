"""The Admin Center's setups and roster, with real servers."""

import csv
import io
from datetime import timedelta

import pytest

from api.texts.waiting import waiting_for
from doorstep.transactions.operators import create_account
from doorstep.why.explanations import Explanation, Reason
from journey import Journey
from page_texts import flash_text, heading_of, lines_of
from seeding import long_enrolled, member_id_of
from service import ADMIN, MEMBER, PASSWORD, Service
from setup_rows import insert_setup
from visitor import Visitor
from waiting import until

_SETUPS = "/admin-center/set-ups"


async def _admin(service: Service, email: str = ADMIN) -> Visitor:
    visitor = Visitor(service.http)
    await visitor.sign_in(email, application="admin_center")
    return visitor


async def _boss(service: Service) -> Visitor:
    """The administrator of another account."""
    await create_account(
        service.pool,
        name="Other",
        admin_email="boss@other.test",
        admin_name="Boss",
        password=PASSWORD,
        at=service.clock(),
    )
    return await _admin(service, "boss@other.test")


async def _audited(service: Service, kind: str) -> tuple[bool, str | None]:
    """Whether the administrator is the actor, and the reason."""
    record = await service.pool.fetchrow(
        """
        select actor_id, reason from events
        left join event_reasons on event_id = id where kind = $1
        """,
        kind,
    )
    assert record is not None
    by_admin = record["actor_id"] == await member_id_of(service.pool, ADMIN)
    return by_admin, record["reason"]


def _new_places_wait() -> str:
    usual = lines_of("member")
    shown = lines_of("member whose new places wait")
    return next(line for line in shown if line not in usual)


async def test_L1_administrator_sends_the_mail_again_and_cancels_with_a_reason(
    service: Service,
) -> None:
    visitor = await _admin(service)
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("verify_email")
    await person.email_code()
    page = f"{_SETUPS}/{person.enrollment['id']}"

    shown = await visitor.open(_SETUPS)
    assert "127.0.0.1" in shown.words
    early = await visitor.send(f"{page}/resend")
    await service.pool.execute("update emails set cooldown = '0 seconds'")
    await visitor.open(_SETUPS)
    again = await visitor.send(f"{page}/resend")
    await visitor.open(page)
    cancelled = await visitor.send(f"{page}/cancel-setup", reason="wrong address")
    login = await until(person.read, lambda seen: seen["stage"] == "setup_required")
    late = await visitor.open(page)

    assert waiting_for(Explanation(Reason.email_code), "en") in shown.words
    assert "Max" in early.heading
    assert early.alerts[0].startswith(flash_text("resend-too-soon"))
    assert flash_text("email-sent") in again.words
    assert flash_text("setup-cancelled") in cancelled.words
    assert lines_of("no setups")[-1] in cancelled.words
    assert login["enrollment_id"] is None
    assert late.heading == heading_of("setups")
    assert flash_text("setup-over") in late.words
    assert await _audited(service, "authn_email_asked") == (True, None)
    assert await _audited(service, "authn_flow_cancelled") == (True, "wrong address")


async def test_L1_administrator_unlocks_a_device_with_a_reason(
    service: Service,
) -> None:
    visitor = await _admin(service)
    await long_enrolled(service)
    await service.pool.execute(
        "update known_networks set failures = 5, "
        "blocked_until = now() + interval '1 hour'"
    )
    member = f"/admin-center/members/{await member_id_of(service.pool, MEMBER)}"

    locked = await visitor.open(member)
    await visitor.open(f"{member}/unlock-device")
    refused = await visitor.send(f"{member}/unlock-device", reason=" ")
    await visitor.open(f"{member}/unlock-device")
    unlocked = await visitor.send(f"{member}/unlock-device", reason="called back")
    await visitor.open(f"{member}/unlock-device")
    twice = await visitor.send(f"{member}/unlock-device", reason="called back")

    assert locked.all("a", id="unlock")
    assert refused.alerts == [flash_text("invalid-request", "unlock-device")]
    assert flash_text("device-unlocked") in unlocked.words
    assert not unlocked.all("a", id="unlock")
    assert twice.alerts == [flash_text("no-wait")]
    assert await _audited(service, "authn_device_unlocked") == (True, "called back")


async def test_T1_row10_administrator_ends_the_wait_of_unknown_networks(
    service: Service,
) -> None:
    visitor = await _admin(service)
    await long_enrolled(service)
    await service.pool.execute(
        "update devices set failures = 100, others_refused_at = now()"
    )
    member = f"/admin-center/members/{await member_id_of(service.pool, MEMBER)}"

    waits = await visitor.open(member)
    await visitor.open(f"{member}/unlock-device")
    unlocked = await visitor.send(f"{member}/unlock-device", reason="called back")

    assert _new_places_wait() in waits.words
    assert "Locked" not in waits.words
    assert waits.all("a", id="unlock")
    assert _new_places_wait() not in unlocked.words
    assert not unlocked.all("a", id="unlock")


async def test_O2_set_ups_of_another_account_are_not_found_by_their_address(
    service: Service,
) -> None:
    page = f"{_SETUPS}/{await insert_setup(service)}"
    boss = await _boss(service)
    form = (await boss.open("/admin-center")).form("/admin-center/two-step").hidden

    shown = await boss.open(page)
    cancelled = await boss.post(f"{page}/cancel-setup", {**form, "reason": "mine"})
    resent = await boss.post(f"{page}/resend", form)

    assert shown.heading == heading_of("no such page")
    assert cancelled.status_code == resent.status_code == 404
    assert not await service.pool.fetchval("select count(ended_at) from enrollments")


async def test_O2_device_of_another_account_is_not_unlocked(service: Service) -> None:
    await long_enrolled(service)
    await service.require_two_step(False)
    await service.pool.execute(
        "update known_networks set failures = 5, "
        "blocked_until = now() + interval '1 hour'"
    )
    member_id = await member_id_of(service.pool, MEMBER)
    boss = await _boss(service)
    form = (await boss.open("/admin-center")).form("/admin-center/two-step").hidden

    unlocked = await boss.post(
        f"/admin-center/members/{member_id}/unlock-device", {**form, "reason": "mine"}
    )

    assert unlocked.status_code == 404
    assert await service.pool.fetchval("select blocked_until from known_networks")


async def test_roster_is_filtered_counted_and_downloaded(service: Service) -> None:
    visitor = await _admin(service)
    await long_enrolled(service)
    await service.add_member("zoe@acme.test")
    await insert_setup(service, "zoe@acme.test")

    everybody = await visitor.open("/admin-center/members")
    enrolled = await visitor.open("/admin-center/members?two_step=enrolled")
    file = await visitor.http.get("/admin-center/members.csv?two_step=enrolled")
    unknown = await visitor.http.get("/admin-center/members?two_step=made_up")

    (bar,) = everybody.all("progress")
    assert (bar.attributes["value"], bar.attributes["max"]) == ("1", "3")
    counts = [link.text for link in everybody.all("a") if "(" in link.text]
    assert counts == [
        *("All (3)", "Invited (0)", "Not set up (1)"),
        *("Setting up (1)", "Set up (1)", "Locked (0)"),
    ]
    assert MEMBER in enrolled.words
    assert ADMIN not in enrolled.words
    header, row = csv.reader(io.StringIO(file.content.decode("utf-8-sig")))
    assert header[:3] == ["email", "name", "role"]
    member_id = str(await member_id_of(service.pool, MEMBER))
    told = dict(zip(header, row, strict=True))
    assert row[:3] == [MEMBER, "Max", "member"]
    assert (told["two_step"], told["id"]) == ("enrolled", member_id)
    assert told["enrolled_since"].endswith("+00:00")
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in file.headers["content-disposition"]
    assert unknown.status_code == 422


async def test_a_long_roster_is_downloaded_as_a_whole_piece_by_piece(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.actions.member_lists._IN_A_FILE", 2)
    visitor = await _admin(service)
    added = [f"zoe-{number}@acme.test" for number in range(5)]
    for email in added:
        await service.add_member(email)

    file = await visitor.http.get("/admin-center/members.csv")

    _, *rows = csv.reader(io.StringIO(file.content.decode("utf-8-sig")))
    assert [row[0] for row in rows][-5:] == added
    assert len({row[-1] for row in rows}) == len(rows) == 7


async def test_S2_page_that_reloads_itself_keeps_no_idle_session_alive(
    service: Service,
) -> None:
    visitor = await _admin(service)
    half_an_hour = timedelta(minutes=30)
    await service.pool.execute(
        "update sessions set last_seen_at = last_seen_at - $1::interval", half_an_hour
    )
    seen = "select last_seen_at from sessions"
    before = await service.pool.fetchval(seen)

    by_itself = await visitor.http.get(_SETUPS, headers={"doorstep-refresh": "1"})
    after = await service.pool.fetchval(seen)
    await visitor.open(_SETUPS)

    assert by_itself.status_code == 200
    assert after == before
    assert await service.pool.fetchval(seen) > before
