"""A visit: one request for a page, what is known of the visitor, and its response."""

from dataclasses import dataclass
from typing import Annotated, TypeAlias, TypeVar
from urllib.parse import unquote

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.edge import bodies
from api.edge.problems import Problem
from api.pages.frame.addresses import page_inside, page_of
from api.pages.frame.cookies import Cookie, CookieJar
from api.pages.frame.csrf import form_token
from api.pages.frame.flash import SECONDS_KEPT, Flash
from api.pages.frame.kept_forms import KeptForms
from api.pages.frame.origins import Origins
from api.pages.frame.rendering import Renderer
from api.parts import Parts
from doorstep import i18n
from doorstep.db.accounts import Account
from doorstep.db.members import Member
from doorstep.rules.tokens import looks_like_token, new_token

_SEE_OTHER = 303


@dataclass(frozen=True)
class Pages:
    """What all pages share."""

    renderer: Renderer
    jar: CookieJar
    origins: Origins
    kept_forms: KeptForms


class Redirect(Exception):  # noqa: N818  a redirect, not an error
    """The visitor is redirected to another page."""

    def __init__(self, address: str, flash: Flash | None = None) -> None:
        super().__init__(address)
        self.address = address
        self.flash = flash


_Known = TypeVar("_Known", bound="Visit")


@dataclass(frozen=True)
class Visit:
    """Only the language is known: chosen on a page, or that of the browser.

    `account` is None before the right password: the page then has Doorstep's colour.
    """

    request: Request
    parts: Parts
    pages: Pages
    language: str
    account: Account | None = None

    def language_for(self, member: Member) -> str:
        """The language chosen in this browser, else the member's."""
        return _chosen(self.request, self.pages.jar) or member.language.value

    def cookie(self, cookie: Cookie) -> str:
        return self.pages.jar.read(self.request, cookie)

    def show(
        self,
        template: str,
        *,
        step: str = "",
        status: int = 200,
        flash: Flash | None = None,
        **shown: object,
    ) -> Response:
        """The page, with the flash of the cookie unless `shown` has one.

        `shown` may have its address, `here`, where that is not the requested one.
        """
        carried = Flash.decoded(self.cookie(Cookie.flash))
        key = self.cookie(Cookie.form)
        kept = looks_like_token(key)
        key = key if kept else new_token()
        values = {
            "account": self.account,
            "here": page_of(self.request),
            **shown,
            "step": step,
            "flash": flash or carried,
            "form_token": form_token(key),
            "now": self.parts.clock(),
        }
        response = HTMLResponse(
            self.pages.renderer.html(template, self.language, values), status
        )
        if not kept:
            self.pages.jar.put(response, Cookie.form, key)
        if carried:
            self.pages.jar.drop(response, Cookie.flash)
        return response

    def go(self, address: str, flash: Flash | None = None) -> Response:
        """303 See Other: reloading the next page repeats nothing."""
        response = RedirectResponse(address, _SEE_OTHER)
        if flash:
            jar = self.pages.jar
            jar.put(response, Cookie.flash, flash.encoded(), seconds=SECONDS_KEPT)
        return response

    def flash(self, problem: Problem, act: str) -> Flash:
        return Flash.of(problem, act, self.parts.clock())

    def enter(self, login: bodies.Login) -> Response:
        """Redirects to the application, with the new session, to the page asked for."""
        asked = unquote(self.cookie(Cookie.page))
        response = self.go(page_inside(login.application, asked))
        self.pages.jar.drop(response, Cookie.page)
        if login.session:
            cookie = Cookie.session_of(login.application)
            self.pages.jar.put(response, cookie, login.session.token)
        return response


def known(visit: _Known, request: Request) -> _Known:
    """Keeps the visit for the request, so that an error page has the same colour."""
    request.state.visit = visit
    return visit


def visit_of(request: Request) -> Visit:
    if isinstance(found := getattr(request.state, "visit", None), Visit):
        return found
    state = request.app.state
    asked = i18n.pick(request.headers.get("accept-language"), "en")
    language = _chosen(request, state.pages.jar) or asked
    return Visit(request, state.parts, state.pages, language)


def _chosen(request: Request, jar: CookieJar) -> str:
    choice = jar.read(request, Cookie.language)
    return choice if choice in i18n.LANGUAGES else ""


TheVisit: TypeAlias = Annotated[Visit, Depends(visit_of)]
