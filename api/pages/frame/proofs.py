"""The proof of a step-up that came with a form."""

from pydantic import BaseModel

from api.edge.client import Client
from api.edge.problems import Problem
from api.edge.step_up_body import StepUp
from api.pages.frame.forms import Form, filled, sent_form, typed_app_code
from api.pages.frame.visit import Visit
from api.texts.problems import ProblemKind
from doorstep.db.signed_in import SignedIn
from doorstep.rules.people import TypedPassword


class ProofRefused(Exception):  # noqa: N818  an answer to a person, not an error
    """The code or password was not accepted: the act is not done, and asked again."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind)
        self.problem = problem


class _Password(BaseModel):
    password: TypedPassword


async def proved(visit: Visit, signed_in: SignedIn, client: Client) -> SignedIn:
    """As it is after the proof, where the form brought one. Raises ProofRefused, and
    the problem that asks where the page was only read in another language.
    """
    sent = sent_form(visit.request)
    if sent is None or sent.proof is None:
        return signed_in
    if sent.proof.keys().isdisjoint(StepUp.model_fields):
        raise Problem(ProblemKind.step_up_required)
    try:
        return await visit.parts.step_up.give(signed_in, _read(sent.proof), client)
    except Problem as problem:
        raise ProofRefused(problem) from None


def _read(form: Form) -> StepUp:
    if "password" in form:
        return StepUp(password=filled(_Password, form).password)
    return StepUp(code=typed_app_code(form))
