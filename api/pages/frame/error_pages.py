"""Error pages, and redirects to the page that a visitor needs instead."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from http import HTTPStatus
from itertools import chain
from typing import Any, TypeAlias, cast

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.edge.faults import as_problem
from api.edge.problems import Problem, not_found
from api.edge.responses import routes_within
from api.edge.time_limit import time_limited
from api.pages.frame.addresses import page_above, page_of, page_to_return_to, path_of
from api.pages.frame.csrf import UnfitForm
from api.pages.frame.flash import Flash
from api.pages.frame.forms import sent_form
from api.pages.frame.step_up import asking_for_proof
from api.pages.frame.visit import Redirect, visit_of
from api.texts.problems import ProblemKind
from doorstep.rules.stages import EnrollmentStage

_Handler: TypeAlias = Callable[[Request], Coroutine[Any, Any, Response]]
_Answer: TypeAlias = Callable[[Request, Exception], Awaitable[Response]]
_SHOWN_BY_THE_PAGE = (
    ProblemKind.wrong_stage,
    ProblemKind.flow_ended,
    ProblemKind.not_found,
)
_IN_A_SETUP = ("resend", "email-code", "continue", "setup-code")


def problem_page(request: Request, problem: Problem) -> Response:
    """The page in place of a problem document."""
    visit = visit_of(request)
    slug = problem.slug if isinstance(problem, UnfitForm) else problem.kind
    response = visit.show(
        "problem.html",
        step=slug,
        status=problem.status,
        slug=slug,
        again=_again(request),
        public_url=visit.parts.settings.public_url,
    )
    if "retry_after" in problem.extra:
        response.headers["Retry-After"] = str(problem.extra["retry_after"])
    return response


def show_missing_pages(app: FastAPI) -> None:
    """Browsers get a page for a dead link, and the page above for the address of a form
    action; other clients get the problem document.
    """
    usual = cast("_Answer", app.exception_handlers[HTTPException])

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        if not _is_for_people(request):
            return await usual(request, error)
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            if request.method == "GET":
                return RedirectResponse(page_above(request), HTTPStatus.SEE_OTHER)
        elif error.status_code == HTTPStatus.NOT_FOUND:
            if page := _without_slash(request):
                return RedirectResponse(page, HTTPStatus.PERMANENT_REDIRECT)
            return problem_page(request, not_found())
        return await usual(request, error)


def _is_for_people(request: Request) -> bool:
    asks_for_a_page = "text/html" in request.headers.get("accept", "")
    return asks_for_a_page and not request.scope["path"].startswith("/v1/")


def _without_slash(request: Request) -> str | None:
    """The page that this address, which ends in a slash, may mean."""
    path = str(request.scope["path"])
    page = path.rstrip("/")
    if not path.endswith("/") or not _is_route(request, page, request.method):
        return None
    query = request.scope["query_string"].decode("ascii", "ignore")
    return f"{page}?{query}" if query else page


def _page_with(request: Request) -> str:
    """The page with the form: that at its own address, with the query it had, or else
    the page above.
    """
    above, page = page_above(request), page_to_return_to(request)
    path = str(request.scope["path"])
    own = path_of(page) == path and _is_route(request, path, "GET")
    return page if own or path_of(page) == above else above


def _is_route(request: Request, path: str, method: str) -> bool:
    scope = {**request.scope, "path": path, "method": method}
    routes = chain.from_iterable(map(routes_within, request.app.routes))
    return any(route.matches(scope)[0] is Match.FULL for route in routes)


def _again(request: Request) -> str:
    """The address to try again: a page is reloaded, a form action is not repeated."""
    return "/" if request.scope.get("route") is None else page_of(request)


class PageRoute(APIRoute):
    """A route that always answers with a page."""

    def get_route_handler(self) -> _Handler:
        return _as_page(time_limited(asking_for_proof(super().get_route_handler())))


class ActRoute(APIRoute):
    """A form action: a problem is shown by the page with the form, after a redirect,
    with what was typed.
    """

    def get_route_handler(self) -> _Handler:
        return _as_page(
            _flashed(time_limited(asking_for_proof(super().get_route_handler())))
        )


def _as_page(handle: _Handler) -> _Handler:
    async def answer(request: Request) -> Response:
        try:
            return await handle(request)
        except Redirect as direction:
            visit = visit_of(request)
            return visit.go(direction.address, direction.flash, direction.typed)
        except Problem as problem:
            return problem_page(request, problem)
        except HTTPException:
            raise
        except Exception as fault:  # noqa: BLE001  any error gets a page
            return problem_page(request, as_problem(fault))

    return answer


def _flashed(handle: _Handler) -> _Handler:
    async def act(request: Request) -> Response:
        try:
            return await handle(request)
        except UnfitForm:
            raise
        except Problem as problem:
            flash, sent = await _flash_of(request, problem), sent_form(request)
            typed = sent.asked if sent else {}
            raise Redirect(_page_with(request), flash, typed) from None

    return act


async def _flash_of(request: Request, problem: Problem) -> Flash | None:
    act = request.scope["path"].rpartition("/")[2]
    if _expired_set_up(request, act, problem):
        return Flash(act, "setup-expired")
    if act in _IN_A_SETUP and _step_done(problem):
        return Flash(act, "step-done")
    if problem.kind in _SHOWN_BY_THE_PAGE:
        return None
    if problem.extra.get("retry_after") == 1:
        # Another request of the same flow is running: wait for it, then show its
        # result.
        await asyncio.sleep(1)
        return Flash(act, "at-once")
    return visit_of(request).flash(problem, act)


def _step_done(problem: Problem) -> bool:
    """Whether another window has taken the setup past the step of the form."""
    enrolled = problem.extra.get("stage") == EnrollmentStage.enrolled
    return problem.kind is ProblemKind.wrong_stage or enrolled


def _expired_set_up(request: Request, act: str, problem: Problem) -> bool:
    """Whether the page above must say that the setup has expired."""
    own = page_above(request) == "/verify" and act in _IN_A_SETUP
    expired = problem.extra.get("stage") == EnrollmentStage.expired
    return own and problem.kind is ProblemKind.flow_ended and expired
