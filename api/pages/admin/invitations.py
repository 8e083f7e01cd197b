"""`/admin-center/members/…`: inviting one or many, sending again, cancelling."""

from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Response

from api.edge.ids import parse_id
from api.edge.problems import Problem
from api.pages.admin.pages import show
from api.pages.frame.error_pages import ActRoute, PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import Form, TheForm, filled
from api.pages.frame.signed_in_visit import Membership, TheAdmin
from api.texts.field_errors import field_error
from api.texts.problems import ProblemKind
from doorstep.errors import AddressTakenError
from doorstep.messages.flows import InvitationStart
from doorstep.rules.pasted_addresses import PastedAddress, pasted_addresses
from doorstep.rules.people import Role
from doorstep.transactions.members import MemberFields

_LIST = "/admin-center/members"
_INVITE = f"{_LIST}/invite"
_MOST: Final = 100
router = APIRouter(include_in_schema=False)
pages = APIRouter(prefix=_LIST, route_class=PageRoute)
acts = APIRouter(prefix=_LIST, route_class=ActRoute)


@dataclass(frozen=True)
class Refused:
    """An address as it was pasted, and why nobody was invited."""

    text: str
    problem: str


@pages.get("/invite")
async def ask(admin: TheAdmin) -> Response:
    """The account's language is preselected, since most members speak it."""
    language = admin.signed_in.account.language.value
    return _show(admin, defaults={"role": Role.member, "language": language})


@pages.post("/invite")
async def invite(form: TheForm, admin: TheAdmin) -> Response:
    """Everybody is invited who can be; the others stay in the form, with the reason."""
    pasted = list(pasted_addresses(form.get("addresses", "")))
    if not 0 < len(pasted) <= _MOST:
        slug = "too-many-addresses" if pasted else "no-addresses"
        return _show(admin, Flash("invite", slug), form, form.get("addresses", ""))
    starts, refused = [], []
    for each in pasted:
        done = await _invite(form, admin, each)
        starts += [done] if isinstance(done, InvitationStart) else []
        refused += [done] if isinstance(done, Refused) else []
    await admin.parts.account.flows.start_invitations(starts)
    if not refused:
        return admin.go(_LIST, Flash("invite", "invited"))
    flash = Flash("invite", "some-invited" if starts else "nobody-invited")
    left = "\n".join(each.text for each in refused)
    return _show(admin, flash, form, left, refused=tuple(refused))


@acts.post("/{member_id}/send-invitation")
async def send_again(_form: TheForm, admin: TheAdmin, member_id: str) -> Response:
    known = parse_id(member_id)
    await admin.parts.account.inviting.send_again(admin.signed_in, known)
    return admin.go(f"{_LIST}/{known}", Flash("send-invitation", "invitation-resent"))


@acts.post("/{member_id}/cancel-invitation")
async def cancel(_form: TheForm, admin: TheAdmin, member_id: str) -> Response:
    known = parse_id(member_id)
    await admin.parts.account.inviting.cancel(admin.signed_in, known)
    flash = Flash("cancel-invitation", "invitation-cancelled")
    return admin.go(f"{_LIST}/{known}", flash)


async def _invite(
    form: Form, admin: Membership, pasted: PastedAddress
) -> InvitationStart | Refused:
    language = admin.language
    try:
        fields = filled(MemberFields, form, email=pasted.email, name=pasted.name)
        return await admin.parts.account.invite(admin.signed_in, fields)
    except AddressTakenError:
        title, _ = ProblemKind.email_taken.texts(language)
        return Refused(pasted.text, title)
    except Problem as problem:
        if not problem.errors:
            raise
        wrong = problem.errors[0]
        text = field_error(wrong.kind, wrong.context, language)
        return Refused(pasted.text, text)


def _show(
    admin: Membership,
    flash: Flash | None = None,
    typed: Form | None = None,
    addresses: str = "",
    *,
    refused: tuple[Refused, ...] = (),
    defaults: Form | None = None,
) -> Response:
    return show(
        admin,
        "invite",
        status=422 if flash else 200,
        flash=flash,
        here=_INVITE,
        typed=typed,
        defaults=defaults or {},
        addresses=addresses,
        refused=refused,
    )


router.include_router(pages)
router.include_router(acts)
