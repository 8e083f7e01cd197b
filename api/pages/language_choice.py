"""The language menu of all pages."""

from fastapi import APIRouter, Response

from api.edge.problems import Problem
from api.pages.frame.addresses import own_address
from api.pages.frame.cookies import Cookie
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.forms import TheForm
from api.pages.frame.visit import TheVisit
from api.texts.problems import ProblemKind
from doorstep import i18n

_SECONDS_KEPT = 365 * 24 * 3600

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.post("/language")
async def choose(form: TheForm, visit: TheVisit) -> Response:
    """Redirects to the same page in the chosen language, which a cookie keeps."""
    language = form.get("language", "")
    if language not in i18n.LANGUAGES:
        raise Problem(ProblemKind.invalid_request)
    response = visit.go(own_address(form.get("page", "")))
    jar = visit.pages.jar
    jar.put(response, Cookie.language, language, seconds=_SECONDS_KEPT)
    return response
