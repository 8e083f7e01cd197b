"""`/verify`: one address, which shows the page of the login's stage.

So a reload, a second tab and the Back button show the present stage.
"""

from base64 import b64encode
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from fastapi import APIRouter, Response

from api.actions.enrollment_view import enrollment_body
from api.actions.login_view import login_shown
from api.edge import bodies
from api.edge.problems import unavailable
from api.pages.frame.addresses import HOME, sign_in_address
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.signed_in_visit import find_session, live_session
from api.pages.frame.visit import Redirect
from api.pages.verify.flow_visit import FlowPage, TheFlowPage
from doorstep.db.emails import Email
from doorstep.db.sessions import RENEWABLE_FOR
from doorstep.rules.stages import EnrollmentStage, LoginStage, is_client

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/verify")
async def step(visit: TheFlowPage) -> Response:
    login = _login(visit)
    return await _SHOWN[login.stage](visit, login)


@router.get("/verify/done")
async def done(visit: TheFlowPage) -> Response:
    """The last page of a setup."""
    return await _at_the_code(visit, "steps/enrolled.html")


@router.get("/verify/new-device")
async def new_device(visit: TheFlowPage) -> Response:
    """What setting up another device involves, before it is started."""
    return await _at_the_code(visit, "steps/new_device.html")


def _login(visit: FlowPage) -> bodies.Login:
    return login_shown(visit.facts.row, visit.facts.device, visit.parts.clock())


async def _at_the_code(visit: FlowPage, template: str) -> Response:
    login = _login(visit)
    if login.stage is not LoginStage.code_required:
        return visit.go("/verify")
    return visit.show(template, step=template, login=login)


async def _step(visit: FlowPage, login: bodies.Login) -> Response:
    return visit.show(f"steps/{login.stage}.html", step=login.stage, login=login)


async def _code_required(visit: FlowPage, login: bodies.Login) -> Response:
    device = visit.facts.device
    digits = visit.flow.facts.totp.digits
    return visit.show(
        "steps/code_required.html",
        step=login.stage,
        login=login,
        code_digits=digits,
        device_enrolled_at=device.enrolled_at if device else None,
    )


async def _ended(visit: FlowPage, login: bodies.Login) -> Response:
    return visit.show("steps/ended.html", step=login.stage, login=login)


async def _setting_up(visit: FlowPage, login: bodies.Login) -> Response:
    facts, parts = visit.facts, visit.parts
    if login.enrollment_id is None or facts.setup is None:
        raise unavailable()
    enrollment = enrollment_body(facts.setup, parts.clock())
    stage = enrollment.stage
    if stage.final:  # the login is notified within a moment
        raise unavailable()
    template = f"steps/{stage}.html"
    if stage is EnrollmentStage.verify_email:
        return await _verify_email(visit, enrollment, facts.setup.email)
    if not stage.shows_secret:
        return visit.show(template, step=stage, enrollment=enrollment)
    authenticator = parts.authenticators.shown(facts.setup)
    return visit.show(
        template,
        step=stage,
        enrollment=enrollment,
        authenticator=authenticator,
        qr_code=picture(authenticator.qr_svg),
    )


async def _verify_email(
    visit: FlowPage, enrollment: bodies.Enrollment, email: Email
) -> Response:
    """With the moment and the browser that the mail names, too: it belongs to this
    setup and no other.
    """
    again = None
    if enrollment.email.status == "retrying":
        again = await visit.parts.enrollments.mail_tried_again_at(enrollment.id)
    return visit.show(
        "steps/verify_email.html",
        step=enrollment.stage,
        enrollment=enrollment,
        tried_again_at=again,
        requested_at=email.asked_at,
        browser=visit.facts.row.browser,
    )


async def _signed_in(visit: FlowPage, login: bodies.Login) -> Response:
    """The application, unless the answer with the session was lost."""
    if is_client(login.application):
        return await _signed_in_to_client(visit, login)
    if await find_session(visit, login.application):
        return visit.go(HOME[login.application])
    ended_at = visit.facts.row.ended_at
    if ended_at and visit.parts.clock() >= ended_at + RENEWABLE_FOR:
        raise Redirect(sign_in_address(login.application))
    return await _step(visit, login)


async def _signed_in_to_client(visit: FlowPage, login: bodies.Login) -> Response:
    found, row = await live_session(visit), visit.facts.row
    lost = row.session_id and (found is None or found.session.id != row.session_id)
    soon = row.ended_at and visit.parts.clock() < row.ended_at + RENEWABLE_FOR
    if lost and soon:
        return await _step(visit, login)
    return visit.go(f"/verify/return?login={login.id}")


def picture(svg: str) -> str:
    """A data: URL of the picture."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


_Shown: TypeAlias = Callable[[FlowPage, bodies.Login], Awaitable[Response]]
_SHOWN: dict[LoginStage, _Shown] = {
    LoginStage.setup_required: _step,
    LoginStage.setting_up: _setting_up,
    LoginStage.code_required: _code_required,
    LoginStage.signed_in: _signed_in,
    LoginStage.expired: _ended,
    LoginStage.cancelled: _ended,
}
