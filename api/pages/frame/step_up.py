"""Step-up in place: an act that wants a proof is asked for it, then done.

The page that asks holds the form of the act, and sends it with the proof to the act's
own address. So nothing that was typed is lost, and a reload of a page does no act.
"""

from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

from fastapi import Request, Response

from api.edge.problems import Problem
from api.pages.frame.addresses import page_above
from api.pages.frame.forms import kept_form
from api.pages.frame.kept_forms import FIELD
from api.pages.frame.proofs import ProofRefused
from api.pages.frame.signed_in_visit import Membership
from api.pages.frame.visit import visit_of
from api.texts.problems import ProblemKind

_Handler: TypeAlias = Callable[[Request], Coroutine[Any, Any, Response]]


def asking_for_proof(handle: _Handler) -> _Handler:
    """A form's handler: where a step-up is wanted, the answer is the page that asks."""

    async def answer(request: Request) -> Response:
        try:
            return await handle(request)
        except ProofRefused as refused:
            if refused.problem.kind is ProblemKind.not_signed_in:
                raise refused.problem from None
            return await _ask(request, refused.problem, refused=True)
        except Problem as problem:
            if problem.kind is not ProblemKind.step_up_required:
                raise
            return await _ask(request, problem, refused=False)

    return answer


async def _ask(request: Request, problem: Problem, *, refused: bool) -> Response:
    visit = visit_of(request)
    if not isinstance(visit, Membership):
        raise problem
    digits = await visit.parts.step_up.code_digits(visit.signed_in)
    response = visit.show(
        "step_up.html",
        step="step-up",
        status=problem.status,
        flash=visit.flash(problem, "code" if digits else "password")
        if refused
        else None,
        here=str(request.scope["path"]),
        waiting={FIELD: kept_form(visit)},
        code_digits=digits,
        back=page_above(request),
    )
    if "retry_after" in problem.extra:
        response.headers["Retry-After"] = str(problem.extra["retry_after"])
    return response
