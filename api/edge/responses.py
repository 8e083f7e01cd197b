"""Responses: JSON, problem documents, and their headers."""

from http import HTTPStatus
from itertools import chain

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.edge.faults import as_problem
from api.edge.oauth_errors import as_oauth_error, is_oauth
from api.edge.problems import Problem, not_found
from api.texts.problems import ProblemKind
from doorstep import i18n
from doorstep.db.pool import DATABASE_AWAY
from doorstep.transactions.kept_answers import Reply


def as_reply(body: BaseModel, status: int = 200) -> Reply:
    """A body as the contract has it: tokens that were not set are left out."""
    document = body.model_dump(mode="json")
    for name in ("flow_token", "session", "client_secret", "secret_id"):
        if name in document and name not in body.model_fields_set:
            del document[name]
    return Reply(status, document)


def send(reply: Reply) -> Response:
    if reply.document is None:
        return Response(status_code=reply.status)
    return JSONResponse(reply.document, reply.status)


def problem_response(request: Request, problem: Problem) -> Response:
    """As JSON for a programmer at an OAuth endpoint, which has errors of its own."""
    if is_oauth(request):
        return as_oauth_error(problem).response()
    asked = request.headers.get("accept-language")
    language = i18n.pick(asked, getattr(request.state, "language", "en"))
    headers = {"Content-Language": language, "Vary": "Accept-Language"}
    if "retry_after" in problem.extra:
        headers["Retry-After"] = str(problem.extra["retry_after"])
    if challenge := _challenge(problem):
        headers["WWW-Authenticate"] = challenge
    return JSONResponse(
        problem.document(language),
        problem.status,
        headers,
        media_type="application/problem+json",
    )


def _challenge(problem: Problem) -> str:
    """That a session token is wanted, a newer proof by its holder (RFC 9470), or one
    that is good for more (RFC 6750 3.1).
    """
    match problem.kind:
        case ProblemKind.not_signed_in:
            return "Bearer"
        case ProblemKind.step_up_required:
            max_age = problem.extra["max_age"]
            error = "insufficient_user_authentication"
            return f'Bearer error="{error}", max_age={max_age}'
        case ProblemKind.insufficient_scope:
            scope = f', scope="{problem.scope}"' if problem.scope else ""
            return f'Bearer error="insufficient_scope"{scope}'
        case _:
            return ""


def answer_problems(app: FastAPI) -> None:
    """Every error under `/v1` becomes a problem document without internals."""

    @app.exception_handler(Problem)
    async def _problem(request: Request, problem: Problem) -> Response:
        return problem_response(request, problem)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        if error.status_code == HTTPStatus.NOT_FOUND:
            return problem_response(request, not_found())
        problem = Problem(ProblemKind.invalid_request, status=error.status_code)
        response = problem_response(request, problem)
        response.headers.update(error.headers or {})
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            response.headers["Allow"] = ", ".join(_methods(request))
        return response

    for fault in DATABASE_AWAY:
        app.add_exception_handler(fault, _away)
    app.add_middleware(_Unforeseen)


def _methods(request: Request) -> list[str]:
    """The methods of all routes with this path; the framework names those of the first.

    Where no route has the path, it is that of a static file.
    """
    routes = chain.from_iterable(map(routes_within, request.app.routes))
    partly = [
        route for route in routes if route.matches(request.scope)[0] is Match.PARTIAL
    ]
    methods = {method for route in partly for method in route.methods or ()}
    if not partly or "GET" in methods:
        methods |= {"GET", "HEAD"}
    return sorted(methods)


def routes_within(route: BaseRoute) -> list[Route]:
    """A router's routes, with those of the routers that it was made of."""
    inner = getattr(route, "original_router", None)
    if inner is None:
        return [route] if isinstance(route, Route) else []
    return list(chain.from_iterable(map(routes_within, inner.routes)))


async def _away(request: Request, fault: Exception) -> Response:
    return problem_response(request, as_problem(fault))


class _Unforeseen:
    """ASGI middleware: an unhandled exception becomes a problem document too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        except Exception as fault:
            if started or scope["type"] != "http":
                raise
            response = problem_response(Request(scope), as_problem(fault))
            await response(scope, receive, send)
