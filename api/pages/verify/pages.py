"""`/verify`: one address that shows the step at which the login stands.

So a reload, a second tab and the browser's Back show what is true now.
"""

from base64 import b64encode
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from fastapi import APIRouter, Response

from api.edge import bodies
from api.edge.problems import unavailable
from api.pages.frame.addresses import HOME, sign_in_address
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.signed_in_visit import find_session
from api.pages.frame.visit import Elsewhere
from api.pages.verify.flow_visit import TheWalk, Walk
from doorstep.db.sessions import RENEWABLE_FOR
from doorstep.rules.stages import LoginStage

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/verify")
async def step(walk: TheWalk) -> Response:
    login = await walk.parts.logins.read(walk.flow)
    return await _SHOWN[login.stage](walk, login)


@router.get("/verify/done")
async def done(walk: TheWalk) -> Response:
    """The last page of a set-up."""
    return await _at_the_code(walk, "steps/enrolled.html")


@router.get("/verify/new-device")
async def new_device(walk: TheWalk) -> Response:
    """What it takes to set up another device, before it is begun."""
    return await _at_the_code(walk, "steps/new_device.html")


async def _at_the_code(walk: Walk, template: str) -> Response:
    login = await walk.parts.logins.read(walk.flow)
    if login.stage is not LoginStage.code_required:
        return walk.go("/verify")
    return walk.show(template, step=template, login=login)


async def _step(walk: Walk, login: bodies.Login) -> Response:
    return walk.show(f"steps/{login.stage}.html", step=login.stage, login=login)


async def _code_required(walk: Walk, login: bodies.Login) -> Response:
    return walk.show(
        "steps/code_required.html",
        step=login.stage,
        login=login,
        device_enrolled_at=await walk.parts.logins.device_enrolled_at(walk.flow),
    )


async def _ended(walk: Walk, login: bodies.Login) -> Response:
    return walk.show("steps/ended.html", step=login.stage, login=login)


async def _setting_up(walk: Walk, login: bodies.Login) -> Response:
    if login.enrollment_id is None:
        raise unavailable()
    enrollments = walk.parts.enrollments
    flow = await enrollments.authorise(login.enrollment_id, walk.token)
    enrollment = await enrollments.read(flow)
    stage = enrollment.stage
    if stage.final:  # its login hears of it within a moment
        raise unavailable()
    template = f"steps/{stage}.html"
    if enrollment.email.status == "retrying":
        return walk.show(
            template,
            step=stage,
            enrollment=enrollment,
            tried_again_at=await enrollments.mail_tried_again_at(flow),
        )
    if not stage.shows_secret:
        return walk.show(template, step=stage, enrollment=enrollment)
    authenticator = await walk.parts.authenticators.show(flow)
    return walk.show(
        template,
        step=stage,
        enrollment=enrollment,
        authenticator=authenticator,
        qr_code=picture(authenticator.qr_svg),
    )


async def _signed_in(walk: Walk, login: bodies.Login) -> Response:
    """Inside, unless the answer with the session got lost on the way here."""
    if await find_session(walk, login.application):
        return walk.go(HOME[login.application])
    ended_at = walk.flow.row.ended_at
    if ended_at and walk.parts.clock() >= ended_at + RENEWABLE_FOR:
        raise Elsewhere(sign_in_address(login.application))
    return await _step(walk, login)


def picture(svg: str) -> str:
    """An address that holds the picture itself: nothing more is fetched."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


_Shown: TypeAlias = Callable[[Walk, bodies.Login], Awaitable[Response]]
_SHOWN: dict[LoginStage, _Shown] = {
    LoginStage.setup_required: _step,
    LoginStage.setting_up: _setting_up,
    LoginStage.code_required: _code_required,
    LoginStage.signed_in: _signed_in,
    LoginStage.expired: _ended,
    LoginStage.cancelled: _ended,
}
