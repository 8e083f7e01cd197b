"""The forms of the page Security that change the member's own address."""

from fastapi import APIRouter, Response

from api.edge.address_bodies import NewEmail
from api.edge.problems import Problem
from api.pages.frame.error_pages import ActRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import TheForm, filled, typed_code
from api.pages.frame.signed_in_visit import Membership, TheMember
from api.texts.problems import ProblemKind

_PAGE = "/security"
_OVER = (ProblemKind.flow_ended, ProblemKind.not_found)
router = APIRouter(prefix=_PAGE, route_class=ActRoute, include_in_schema=False)


@router.post("/change-email")
async def change_email(form: TheForm, member: TheMember) -> Response:
    email = filled(NewEmail, form).email
    await member.parts.addresses.ask(member.signed_in, email)
    return member.go(_PAGE, Flash("change-email", "address-asked"))


@router.post("/resend")
async def resend(_form: TheForm, member: TheMember) -> Response:
    try:
        await member.parts.addresses.resend(member.signed_in)
    except Problem as problem:
        return _over(member, problem)
    return member.go(_PAGE, Flash("resend", "email-sent"))


@router.post("/email-code")
async def submit_code(form: TheForm, member: TheMember) -> Response:
    code = typed_code(form)
    try:
        await member.parts.addresses.submit_code(member.signed_in, code)
    except Problem as problem:
        return _over(member, problem)
    return member.go(_PAGE, Flash("email-code", "address-changed"))


@router.post("/keep-email")
async def keep_email(_form: TheForm, member: TheMember) -> Response:
    try:
        await member.parts.addresses.cancel(member.signed_in)
    except Problem as problem:
        return _over(member, problem)
    return member.go(_PAGE, Flash("keep-email", "address-kept"))


def _over(member: Membership, problem: Problem) -> Response:
    """Where the change has ended meanwhile, the page says so."""
    if problem.kind not in _OVER:
        raise problem
    return member.go(_PAGE, Flash("email-code", "address-over"))
