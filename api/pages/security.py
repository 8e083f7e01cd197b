"""`/security`: the member's password, authenticator, sessions, language and address."""

from fastapi import APIRouter, Response
from pydantic import BaseModel

from api.edge.client import TheClient
from api.edge.lists import ListRequest
from api.edge.password_bodies import PasswordChange
from api.edge.problems import Problem
from api.pages.frame.cookies import Cookie
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import TheForm, filled
from api.pages.frame.signed_in_visit import Membership, TheMember
from api.pages.frame.visit import TheVisit
from api.pages.verify.sign_in import left
from doorstep.rules.people import Language
from doorstep.rules.stages import Application

_ADDRESS = "/security"
_MOST = 100
router = APIRouter(route_class=PageRoute, include_in_schema=False)


class _Language(BaseModel):
    language: Language


@router.get("/.well-known/change-password")
async def change_password_address(visit: TheVisit) -> Response:
    """Where password managers lead who wants to change a password.

    Source: W3C, A Well-Known URL for Changing Passwords.
    """
    return visit.go(_ADDRESS)


@router.get(_ADDRESS)
async def security(member: TheMember) -> Response:
    return await _show(member)


@router.post(f"{_ADDRESS}/password")
async def change_password(
    form: TheForm, member: TheMember, client: TheClient
) -> Response:
    """What is wrong is said on the same page, at its field."""
    try:
        change = filled(PasswordChange, form)
        await member.parts.own_password.change(member.signed_in, change, client)
    except Problem as problem:
        return await _show(member, problem)
    return member.go(_ADDRESS, Flash("change-password", "password-changed"))


@router.post(f"{_ADDRESS}/replace-device")
async def replace_device(_form: TheForm, member: TheMember) -> Response:
    """Only a login replaces a device: the password is asked for again, and the page
    that asks for a code then offers it.
    """
    email = {"email": member.signed_in.member.email}
    flash = Flash("sign-in", "replace-device")
    console = Application.web_console
    return await left(member, console, member.signed_in, flash, email)


@router.post(f"{_ADDRESS}/language")
async def change_language(form: TheForm, member: TheMember) -> Response:
    """Takes the place of one that was chosen in this browser."""
    chosen = filled(_Language, form).language
    await member.parts.own_language.change(member.signed_in, chosen)
    response = member.go(_ADDRESS, Flash("change-language", "saved"))
    member.pages.jar.drop(response, Cookie.language)
    return response


async def _show(member: Membership, problem: Problem | None = None) -> Response:
    parts, signed_in = member.parts, member.signed_in
    sessions = await parts.sessions.open_ones(signed_in, ListRequest(_MOST))
    response = member.show(
        "security.html",
        step="security",
        status=problem.status if problem else 200,
        flash=member.flash(problem, "change-password") if problem else None,
        here=_ADDRESS,
        me=await parts.sessions.me(signed_in),
        sessions=len(sessions.items),
        pending=await parts.addresses.pending(signed_in),
        fewest=parts.own_password.rules(signed_in).fewest,
    )
    if problem and "retry_after" in problem.extra:
        response.headers["Retry-After"] = str(problem.extra["retry_after"])
    return response
