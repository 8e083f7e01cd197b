"""The audit trail says from where an administrator acted, not where a member was."""

from collections.abc import Mapping
from typing import Any

from cli.interventions import end_sessions
from journey import Journey
from seeding import long_enrolled, member_id_of
from service import ADMIN, MEMBER, PASSWORD, Service
from waiting import until

_EVENTS = "/v1/account/events"
_REASON = {"reason": "asked for"}
_NEW = {
    "email": "kim@acme.test",
    "name": "Kim",
    "role": "member",
    "language": "en",
    "password": PASSWORD,
}
_FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


async def _admin(service: Service) -> Journey:
    """Signed in with a browser that no member has."""
    usual = service.http.headers["User-Agent"]
    service.http.headers["User-Agent"] = _FIREFOX
    admin = Journey(service, ADMIN, "admin_center")
    assert (await admin.start()).status_code == 201
    service.http.headers["User-Agent"] = usual
    return admin


async def _events(admin: Journey, query: str = "") -> list[dict[str, Any]]:
    answer = await admin.with_session("GET", f"{_EVENTS}{query}")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def _act(admin: Journey, method: str, path: str, body: Mapping[str, Any]) -> None:
    answer = await admin.with_session(method, f"/v1/account{path}", json=body)
    assert answer.is_success, answer.text


async def test_L1_every_act_of_an_administrator_says_from_where_it_was_done(
    service: Service,
) -> None:
    admin, person = await _admin(service), await long_enrolled(service)
    member_id = await member_id_of(service.pool, MEMBER)
    member = f"/members/{member_id}"
    await person.submit_code(person.code())
    waiting = Journey(service)
    await waiting.start()
    await waiting.begin_setup()
    await waiting.email_code()
    await service.pool.execute(
        "update emails set asked_at = asked_at - interval '61 seconds'"
    )
    setup = f"/enrollments/{waiting.enrollment['id']}"
    erase = {**_REASON, "email": MEMBER}

    await _act(admin, "PATCH", "", {"language": "pt"})
    await _act(admin, "POST", "/members", _NEW)
    await _act(admin, "PATCH", member, {"name": "Maxi"})
    await _act(admin, "POST", f"{setup}/resend", {})
    await _act(admin, "POST", f"{setup}/cancel", _REASON)
    await _act(admin, "POST", f"/logins/{waiting.login['id']}/cancel", _REASON)
    await _act(admin, "POST", f"{member}/end-sessions", _REASON)
    await _act(admin, "POST", f"{member}/reset-device", _REASON)
    await _act(admin, "PATCH", member, {"disabled": True})
    await _act(admin, "PATCH", member, {"disabled": False})
    await _act(admin, "POST", f"{member}/erase", erase)
    await until(
        lambda: _events(admin, "?kind=user_deleted"), lambda erased: len(erased) == 1
    )

    admin_id = str(await member_id_of(service.pool, ADMIN))
    acts = [each for each in await _events(admin) if each["actor_id"] == admin_id]
    assert sorted(each["kind"] for each in acts) == [
        *("account_changed", "authn_device_reset", "authn_email_asked"),
        *("authn_flow_cancelled", "authn_flow_cancelled", "session_ended"),
        *("user_created", "user_deleted", "user_disabled", "user_disabled"),
        *("user_enabled", "user_updated"),
    ]
    for each in acts:
        assert (each["client_address"], each["browser_family"]) == (
            *("127.0.0.1", "Firefox"),
        )
        login_id = each["actor_login_id"] or each["login_id"]
        assert login_id == admin.login["id"]
        assert "actor_login_id" not in each["detail"]


async def test_L1_act_of_an_operator_shows_no_place_of_the_member(
    service: Service,
) -> None:
    admin, person = await _admin(service), Journey(service)
    await person.start()
    await end_sessions(service.settings, MEMBER, None, "asked for")

    (ended,) = await _events(admin, "?kind=session_ended")

    assert ended["login_id"] == person.login["id"]
    assert (ended["client_address"], ended["browser_family"]) == (None, None)


async def test_L1_member_who_ends_another_session_did_it_from_the_own(
    service: Service,
) -> None:
    admin, lost, at_hand = await _admin(service), Journey(service), Journey(service)
    await lost.start()
    await at_hand.start()
    sessions = (await lost.with_session("GET", "/v1/me/sessions")).json()["items"]
    lost_id = next(each["id"] for each in sessions if each["current"])

    await at_hand.with_session("DELETE", f"/v1/me/sessions/{lost_id}")
    await at_hand.with_session("DELETE", "/v1/me/session")

    logged_out, ended = await _events(admin, "?kind=session_ended")
    assert (ended["login_id"], ended["actor_login_id"]) == (
        *(lost.login["id"], at_hand.login["id"]),
    )
    assert (logged_out["login_id"], logged_out["actor_login_id"]) == (
        *(at_hand.login["id"], None),
    )
    assert logged_out["client_address"] == "127.0.0.1"
