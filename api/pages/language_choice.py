"""The language menu of all pages."""

from http import HTTPStatus

from fastapi import APIRouter, Response

from api.edge.problems import Problem
from api.pages.frame.addresses import own_address
from api.pages.frame.cookies import Cookie
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import UnopenedForm
from api.pages.frame.kept_forms import FIELD
from api.pages.frame.visit import TheVisit
from api.texts.problems import ProblemKind
from doorstep import i18n

_SECONDS_KEPT = 365 * 24 * 3600

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.post("/language")
async def choose(form: UnopenedForm, visit: TheVisit) -> Response:
    """Redirects to the same page in the chosen language, which a cookie keeps.

    The page says again what it said, and fills in again what was typed. One that holds
    an act which waits for a proof is asked for by the same form.
    """
    language = form.get("language", "")
    if language not in i18n.LANGUAGES:
        raise Problem(ProblemKind.invalid_request)
    page, said = own_address(form.get("page", "")), Flash.decoded(form.get("said", ""))
    response = visit.go(page, said, visit.opened(form.get("typed", ""), page))
    if FIELD in form:
        response.status_code = HTTPStatus.TEMPORARY_REDIRECT
    jar = visit.pages.jar
    jar.put(response, Cookie.language, language, seconds=_SECONDS_KEPT)
    return response
