"""A visit: one request for a page, what is known of the visitor, and its response."""

from dataclasses import dataclass
from typing import Annotated, Final, TypeAlias, TypeVar
from urllib.parse import unquote

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.edge import bodies
from api.edge.problems import Problem
from api.pages.frame.addresses import page_inside, page_of, path_of
from api.pages.frame.cookies import Cookie, CookieJar
from api.pages.frame.csrf import form_token
from api.pages.frame.flash import SECONDS_KEPT, Flash
from api.pages.frame.kept_forms import KeptForms
from api.pages.frame.origins import Origins
from api.pages.frame.rendering import Renderer
from api.pages.frame.typed_fields import Fields, TypedFields, worth_keeping
from api.parts import Parts
from doorstep import i18n
from doorstep.db.accounts import Account
from doorstep.db.clients import Client
from doorstep.db.members import Member
from doorstep.rules.stages import is_client
from doorstep.rules.tokens import looks_like_token, new_token

_SEE_OTHER = 303
_NOTHING: Final[Fields] = {}


@dataclass(frozen=True)
class Pages:
    """What all pages share."""

    renderer: Renderer
    jar: CookieJar
    origins: Origins
    kept_forms: KeptForms
    typed: TypedFields


class Redirect(Exception):  # noqa: N818  a redirect, not an error
    """The visitor is redirected to another page, which fills in what was typed."""

    def __init__(
        self, address: str, flash: Flash | None = None, typed: Fields = _NOTHING
    ) -> None:
        super().__init__(address)
        self.address = address
        self.flash = flash
        self.typed = typed


_Known = TypeVar("_Known", bound="Visit")


@dataclass(frozen=True)
class Visit:
    """Only the language is known: chosen on a page, or that of the browser.

    `account` is None before the right password: the page then has Doorstep's colour.
    `asking` is the client that the person signs in to.
    """

    request: Request
    parts: Parts
    pages: Pages
    language: str
    account: Account | None = None
    asking: Client | None = None

    @property
    def language_chosen(self) -> bool:
        """Whether it was, in this browser."""
        return bool(_chosen(self.request, self.pages.jar))

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
        here: str = "",
        typed: Fields | None = None,
        defaults: Fields = _NOTHING,
        **shown: object,
    ) -> Response:
        """The page, with the flash and what was typed of the cookies unless given.

        `here` is its address, where that is not the requested one; `defaults` fill in
        the fields where nothing was typed.
        """
        here = here or page_of(self.request)
        carried = Flash.decoded(self.cookie(Cookie.flash))
        key = self.cookie(Cookie.form)
        known = looks_like_token(key)
        key = key if known else new_token()
        values = {
            "account": self.account,
            "asking": self.asking,
            **shown,
            **self._typed(here, typed, defaults),
            "here": here,
            "step": step,
            "flash": flash or carried,
            "form_token": form_token(key),
            "now": self.parts.clock(),
        }
        response = HTMLResponse(
            self.pages.renderer.html(template, self.language, values), status
        )
        if not known:
            self.pages.jar.put(response, Cookie.form, key)
        self._drop(response, Cookie.flash, Cookie.typed)
        return response

    def _typed(
        self, here: str, typed: Fields | None, defaults: Fields
    ) -> dict[str, object]:
        """The values of the fields; `typed_sealed` is for the language menu."""
        if typed is None:
            typed = self.typed_at(here)
        known = {**defaults, **worth_keeping(typed)}
        return {"typed": known, "typed_sealed": self._sealed(typed, here)}

    def typed_at(self, address: str) -> Fields:
        """What was typed there, on the page before this one."""
        return self.opened(self.cookie(Cookie.typed), address)

    def opened(self, sealed: str, address: str) -> Fields:
        """What was typed on the page of this address; empty if it was on another."""
        key = self.cookie(Cookie.form)
        return self.pages.typed.opened(sealed, path_of(address), key)

    def _sealed(self, typed: Fields, address: str) -> str:
        key = self.cookie(Cookie.form)
        return self.pages.typed.sealed(typed, path_of(address), key)

    def _drop(self, response: Response, *cookies: Cookie) -> None:
        for cookie in cookies:
            if self.cookie(cookie):
                self.pages.jar.drop(response, cookie)

    def go(
        self, address: str, flash: Flash | None = None, typed: Fields = _NOTHING
    ) -> Response:
        """303 See Other: reloading the next page repeats nothing."""
        response, jar = RedirectResponse(address, _SEE_OTHER), self.pages.jar
        if flash:
            jar.put(response, Cookie.flash, flash.encoded(), seconds=SECONDS_KEPT)
        if sealed := self._sealed(typed, address):
            jar.put(response, Cookie.typed, sealed, seconds=SECONDS_KEPT)
        return response

    def flash(self, problem: Problem, act: str) -> Flash:
        return Flash.of(problem, act, self.parts.clock())

    async def enter(self, login: bodies.Login) -> Response:
        """Redirects to the application, with the new session, to the page asked for."""
        if is_client(login.application):
            return await self._return(login)
        asked = unquote(self.cookie(Cookie.page))
        response = self.go(page_inside(login.application, asked))
        self.pages.jar.drop(response, Cookie.page)
        if login.session:
            cookie = Cookie.session_of(login.application)
            self.pages.jar.put(response, cookie, login.session.token)
        return response

    async def _return(self, login: bodies.Login) -> Response:
        """To the client; the cookie is that of the session which it has joined."""
        response = self.go(f"/verify/return?login={login.id}")
        if login.session:
            token = login.session.token
            joined = await self.parts.sessions.authenticate(token)
            cookie = Cookie.session_of(joined.session.application)
            self.pages.jar.put(response, cookie, token)
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


async def _visit(request: Request) -> Visit:
    return visit_of(request)


TheVisit: TypeAlias = Annotated[Visit, Depends(_visit)]
