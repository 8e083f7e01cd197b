"""The language menu of all pages."""

from fastapi import APIRouter, Response

from api.edge.problems import Problem
from api.pages.frame.addresses import own_address
from api.pages.frame.cookies import Cookie
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import TheForm
from api.pages.frame.visit import TheVisit
from api.texts.problems import ProblemKind
from doorstep import i18n

_SECONDS_KEPT = 365 * 24 * 3600

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.post("/language")
async def choose(form: TheForm, visit: TheVisit) -> Response:
    """Redirects to the same page in the chosen language, which a cookie keeps.

    The page says again what it said, and fills in again what was typed.
    """
    language = form.get("language", "")
    if language not in i18n.LANGUAGES:
        raise Problem(ProblemKind.invalid_request)
    page, said = own_address(form.get("page", "")), Flash.decoded(form.get("said", ""))
    response = visit.go(page, said, visit.opened(form.get("typed", ""), page))
    jar = visit.pages.jar
    jar.put(response, Cookie.language, language, seconds=_SECONDS_KEPT)
    return response
