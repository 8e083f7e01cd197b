"""For each operation of the API, existing ids and a token for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from address_change import Move
from application import application_of
from client_rows import client_of
from doorstep.rules.tokens import token_hash
from doorstep.transactions.groups import AccountGroups
from invitation import Invited
from journey import Journey
from password_reset import Reset
from seeding import long_enrolled, member_id_of
from service import ADMIN, MEMBER, Service

LOGIN = "/v1/logins/{login_id}"
SETUP = "/v1/enrollments/{enrollment_id}"
_SET_UPS = {
    "verify_email": (
        f"GET {SETUP}",
        f"POST {SETUP}/resend",
        f"POST {SETUP}/email-code",
    ),
    "connect_device": (
        f"POST {SETUP}/continue",
        f"GET {SETUP}/authenticator",
        f"POST {SETUP}/setup-code",
    ),
}
CLIENTS = "/v1/account/clients"
CLIENT = f"{CLIENTS}/{{client_id}}"
GROUPS = "/v1/account/groups"
GROUP = f"{GROUPS}/{{group_id}}"
IN_GROUP = f"{GROUP}/members/{{member_id}}"
SUBJECT = "/v1/subjects/{external_id}"
RESET = "/v1/password-resets/{reset_id}"
INVITATION = "/v1/invitations/{token}"
INVITATION_OF_MEMBER = "/v1/account/members/{member_id}/invitation"
RUNNING = "/v1/account/enrollments/{enrollment_id}"
CANCELLED_LOGIN = "/v1/account/logins/{login_id}/cancel"
_ADMINISTRATION = (
    "GET /v1/account",
    "PATCH /v1/account",
    "GET /v1/account/enrollments",
    "GET /v1/account/events",
    "GET /v1/account/members",
    "GET /v1/account/members.csv",
    "POST /v1/account/members",
    "GET /v1/account/members/{member_id}",
    "PATCH /v1/account/members/{member_id}",
    "POST /v1/account/members/{member_id}/reset-device",
    "POST /v1/account/members/{member_id}/unlock",
    "GET /v1/account/members/{member_id}/sessions",
    "POST /v1/account/members/{member_id}/end-sessions",
    "GET /v1/account/members/{member_id}/logins",
    "POST /v1/account/members/{member_id}/erase",
)


@dataclass(frozen=True)
class Target:
    """A token, and the ids that it may access."""

    token: str = ""
    ids: Mapping[str, str] | None = None


async def targets_in(service: Service) -> dict[str, Target]:
    """By "METHOD /path" as the OpenAPI document names it."""
    targets = await _sessions(service)
    await service.require_two_step()
    set_ups = await _set_ups(service)
    read, cancelled = set_ups[f"GET {SETUP}"], await _set_up(service, "verify_email")
    admin = targets["GET /v1/account"].token
    newcomer = await _newcomer(service)
    return {
        **targets,
        **set_ups,
        **await _logins(service),
        **await _applications(service),
        **await _clients(service, admin),
        **await _groups(service, admin),
        f"POST {CANCELLED_LOGIN}": Target(admin, {"login_id": newcomer.login["id"]}),
        f"GET {RUNNING}": Target(admin, read.ids),
        f"POST {RUNNING}/resend": Target(admin, read.ids),
        f"POST {RUNNING}/cancel": Target(admin, cancelled.ids),
        **await _resets(service),
        **await _invitations(service, admin),
    }


async def _resets(service: Service) -> dict[str, Target]:
    """One that waits for its code, one for the password, and one to be cancelled.

    The password is that of somebody whose sessions are no targets: it would end them.
    """
    forgetful = f"{uuid4()}@acme.test"
    await service.add_member(forgetful)
    waiting, proven = Reset(service), Reset(service, forgetful)
    cancelled = Reset(service, ADMIN)
    for reset in (waiting, proven, cancelled):
        await reset.ask()
    await proven.submit_code(await proven.emailed_code())
    return {
        "POST /v1/password-resets": Target(),
        f"GET {RESET}": _reset(waiting),
        f"POST {RESET}/resend": _reset(waiting),
        f"POST {RESET}/code": _reset(waiting),
        f"POST {RESET}/password": _reset(proven),
        f"DELETE {RESET}": _reset(cancelled),
    }


async def _invitations(service: Service, admin: str) -> dict[str, Target]:
    """One that is sent again, one to cancel, one to read, and one to accept."""
    signed_in = Journey(service, ADMIN, "admin_center", session_token=admin)
    first, cancelled, reading, accepting = (
        Invited(service, signed_in, f"invited-{number}@acme.test")
        for number in range(4)
    )
    for one in (first, cancelled, reading, accepting):
        assert (await one.create()).status_code == 201
    return {
        f"POST {INVITATION_OF_MEMBER}": Target(admin, _of(first)),
        f"DELETE {INVITATION_OF_MEMBER}": Target(admin, _of(cancelled)),
        f"GET {INVITATION}": Target("", {"token": await reading.token()}),
        f"POST {INVITATION}": Target("", {"token": await accepting.token()}),
    }


def _of(one: Invited) -> dict[str, str]:
    return {"member_id": str(one.document["id"])}


def _reset(reset: Reset) -> Target:
    return Target(reset.document["flow_token"], {"reset_id": reset.document["id"]})


def _flow(person: Journey) -> Target:
    ids = {"login_id": person.login["id"]}
    if person.enrollment:
        ids = {"enrollment_id": person.enrollment["id"]}
    return Target(person.login["flow_token"], ids)


async def _set_ups(service: Service) -> dict[str, Target]:
    """One setup in each stage, and one to be cancelled."""
    targets: dict[str, Target] = {}
    for stage, operations in _SET_UPS.items():
        targets |= dict.fromkeys(operations, await _set_up(service, stage))
    return targets | {f"DELETE {SETUP}": await _set_up(service, "verify_email")}


async def _set_up(service: Service, stage: str) -> Target:
    person = await _newcomer(service)
    await person.as_far_as(stage)
    return _flow(person)


async def _newcomer(service: Service) -> Journey:
    """A new member, who has typed the password."""
    email = f"{uuid4()}@acme.test"
    await service.add_member(email)
    person = Journey(service, email)
    await person.start()
    return person


async def _logins(service: Service) -> dict[str, Target]:
    waiting = await long_enrolled(service)
    signed_in, cancelled = Journey(service), Journey(service)
    signed_in.secret = waiting.secret
    for person in (signed_in, cancelled):
        await person.start()
    await signed_in.submit_code(signed_in.code())
    newcomer = Journey(service, ADMIN)
    await newcomer.start()
    return {
        "POST /v1/logins": Target(),
        f"GET {LOGIN}": _flow(waiting),
        f"POST {LOGIN}/setup": _flow(newcomer),
        f"POST {LOGIN}/code": _flow(waiting),
        f"POST {LOGIN}/session": _flow(signed_in),
        f"DELETE {LOGIN}": _flow(cancelled),
    }


async def _clients(service: Service, admin: str) -> dict[str, Target]:
    """Clients of the account: one to be changed, and one to be removed."""
    changed, removed = await client_of(service), await client_of(service)
    secret_id = await service.pool.fetchval(
        "select id from client_secrets where client_id = $1", changed.id
    )
    ids = {"client_id": changed.id, "secret_id": str(secret_id)}
    return {
        f"GET {CLIENTS}": Target(admin),
        f"POST {CLIENTS}": Target(admin),
        f"GET {CLIENT}": Target(admin, {"client_id": changed.id}),
        f"PATCH {CLIENT}": Target(admin, {"client_id": changed.id}),
        f"DELETE {CLIENT}": Target(admin, {"client_id": removed.id}),
        f"POST {CLIENT}/secrets": Target(admin, {"client_id": changed.id}),
        f"DELETE {CLIENT}/secrets/{{secret_id}}": Target(admin, ids),
    }


async def _groups(service: Service, admin: str) -> dict[str, Target]:
    """One to be changed, and one to be deleted."""
    groups = AccountGroups(service.pool, service.account_id, service.clock())
    kept, deleted = await groups.add("Kept"), await groups.add("Deleted")
    member_id = str(await member_id_of(service.pool, MEMBER))
    one = Target(admin, {"group_id": str(kept.id)})
    inside = Target(admin, {"group_id": str(kept.id), "member_id": member_id})
    return {
        f"GET {GROUPS}": Target(admin),
        f"POST {GROUPS}": Target(admin),
        f"GET {GROUP}": one,
        f"PATCH {GROUP}": one,
        f"DELETE {GROUP}": Target(admin, {"group_id": str(deleted.id)}),
        f"PUT {IN_GROUP}": inside,
        f"DELETE {IN_GROUP}": inside,
    }


async def _applications(service: Service) -> dict[str, Target]:
    """One application, with people to be read, changed and erased."""
    shop = await application_of(service)
    for name in ("kept", "erased"):
        await shop.put(name, email=f"{name}@acme.test")
    kept = Target(shop.token, {"external_id": "kept"})
    return {
        "GET /v1/subjects": kept,
        f"GET {SUBJECT}": kept,
        f"PUT {SUBJECT}": kept,
        f"DELETE {SUBJECT}": Target(shop.token, {"external_id": "erased"}),
        "POST /v1/verifications": kept,
    }


async def _sessions(service: Service) -> dict[str, Target]:
    """Sessions of members who signed in before two-step verification was required."""
    await service.add_member("changed@acme.test")
    changed = str(await member_id_of(service.pool, "changed@acme.test"))
    ended, leaving, staying, admin = [
        await _session_token(service, email, application)
        for email, application in (
            *((MEMBER, "web_console"),) * 3,
            (ADMIN, "admin_center"),
        )
    ]
    return {
        "GET /v1/me": Target(staying),
        "PATCH /v1/me": Target(staying),
        "POST /v1/me/step-up": Target(staying),
        "GET /v1/me/sessions": Target(staying),
        "POST /v1/me/password": Target(staying),
        "DELETE /v1/me/session": Target(leaving),
        "DELETE /v1/me/sessions/{session_id}": Target(
            staying, {"session_id": await _session_id(service, ended)}
        ),
        **await _addresses(service),
        **dict.fromkeys(_ADMINISTRATION, Target(admin, {"member_id": changed})),
    }


async def _addresses(service: Service) -> dict[str, Target]:
    """A member to ask for another address, one who waits for the code, and one who
    cancels.
    """
    asking, waiting, cancelling = [await _newcomer(service) for _ in range(3)]
    for person in (waiting, cancelling):
        await Move(person, f"{uuid4()}@acme.test").ask()
    waits = Target(waiting.session_token)
    return {
        "POST /v1/me/email": Target(asking.session_token),
        "GET /v1/me/email": waits,
        "POST /v1/me/email/resend": waits,
        "POST /v1/me/email/code": waits,
        "DELETE /v1/me/email": Target(cancelling.session_token),
    }


async def _session_token(service: Service, email: str, application: str) -> str:
    person = Journey(service, email, application)
    await person.start()
    return person.session_token


async def _session_id(service: Service, token: str) -> str:
    found = await service.pool.fetchval(
        "select id from sessions where token_hash = $1", token_hash(token)
    )
    return str(found)
