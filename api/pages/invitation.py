"""`/invitation/<token>`: who was invited chooses a password, and goes on to sign in.

Opening it changes nothing, since scanners of mail open links too. The address is a
secret: the page tells it to nobody else.
"""

from dataclasses import replace

from fastapi import APIRouter, Response

from api.actions.invitations import InvitationFlow
from api.edge.invitation_bodies import AcceptedInvitation
from api.edge.problems import Problem
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import TheForm, filled
from api.pages.frame.visit import TheVisit, Visit, known
from api.texts.problems import ProblemKind
from doorstep.rules.invitations import PATH

router = APIRouter(prefix=PATH, route_class=PageRoute, include_in_schema=False)


@router.get("/{token}")
async def choose(visit: TheVisit, token: str) -> Response:
    try:
        return _show(visit, await visit.parts.invitations.open(token), token)
    except Problem as problem:
        return _dead(visit, problem)


@router.post("/{token}")
async def accept(form: TheForm, visit: TheVisit, token: str) -> Response:
    """A weak password is told at its field."""
    invitations = visit.parts.invitations
    try:
        flow = await invitations.open(token)
    except Problem as problem:
        return _dead(visit, problem)
    try:
        password = filled(AcceptedInvitation, form).password
        await invitations.accept(flow, password)
    except Problem as problem:
        if problem.kind is ProblemKind.not_found:
            return _dead(visit, problem)
        return _show(visit, flow, token, problem)
    email = {"email": flow.email}
    return visit.go("/sign-in", Flash("sign-in", "invitation-accepted"), email)


def _show(
    visit: Visit, flow: InvitationFlow, token: str, problem: Problem | None = None
) -> Response:
    language = visit.language_for(flow.member)
    own = known(replace(visit, language=language, account=flow.account), visit.request)
    return _secret(
        own.show(
            "invitation/accept.html",
            step="invitation",
            status=problem.status if problem else 200,
            flash=visit.flash(problem, "set-password") if problem else None,
            here=f"{PATH}/{token}",
            fewest=flow.rules.fewest,
            email=flow.email,
            expires_at=flow.row.expires_at,
        )
    )


def _dead(visit: Visit, problem: Problem) -> Response:
    if problem.kind is not ProblemKind.not_found:
        raise problem
    shown = visit.show("invitation/dead.html", step="dead", status=problem.status)
    return _secret(shown)


def _secret(response: Response) -> Response:
    """No request that the page causes names its address."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
