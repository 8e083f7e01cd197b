"""`/oauth2/end_session`: a client sends a browser here to sign out (OpenID Connect
RP-Initiated Logout 1.0).

An ID token of the session that this browser has ends it without asking; otherwise a
page asks. Without the browser's cookie nothing ends. What was registered is returned
to, and no other address is ever followed.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from api.edge.problems import Problem
from api.edge.request_body import limited_body
from api.oauth.parameters import Parameters, read_query
from api.pages.frame.cookies import Cookie
from api.pages.frame.csrf import UnfitForm
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.forms import TheForm
from api.pages.frame.visit import TheVisit, Visit
from doorstep.db.signed_in import SignedIn
from doorstep.rules.sign_out import KEPT_FOR, SignOut

_ADDRESS = "/oauth2/end_session"
_SESSIONS = (Cookie.session, Cookie.web_console, Cookie.admin_center)
router = APIRouter(prefix=_ADDRESS, route_class=PageRoute, include_in_schema=False)


@router.get("")
async def end_session(visit: TheVisit) -> Response:
    asked = await _read(visit, read_query(visit.request.scope["query_string"]))
    return await _SigningOut(visit, asked).answer()


@router.post("")
async def end_session_by_form(visit: TheVisit) -> Response:
    """Without this browser's cookies, if the form is on another site's page: they come
    with the redirect that follows.
    """
    asked = await _read(visit, read_query(await limited_body(visit.request)))
    return visit.go(f"{_ADDRESS}/continue?request={_sealed(visit, asked)}")


@router.get("/continue")
async def go_on(visit: TheVisit) -> Response:
    given = read_query(visit.request.scope["query_string"]).values
    asked = _opened(visit, given.get("request", ""))
    return await _SigningOut(visit, asked).answer()


@router.post("/confirm")
async def confirm(form: TheForm, visit: TheVisit) -> Response:
    """The person agrees: every session of this browser ends."""
    asked = _opened(visit, form.get("request", ""))
    return await _SigningOut(visit, asked).end_all()


async def _read(visit: Visit, given: Parameters) -> SignOut:
    """A request that names something twice asks for nothing in particular."""
    return await visit.parts.sign_outs.read({} if given.repeated else given.values)


def _sealed(visit: Visit, asked: SignOut) -> str:
    until = visit.parts.clock() + KEPT_FOR
    form = {"asked": asked.model_dump_json(), "until": until.isoformat()}
    return visit.pages.kept_forms.sealed(form, _ADDRESS, "")


def _opened(visit: Visit, sealed: str) -> SignOut:
    """One that is too old, or none of ours, asks for nothing in particular."""
    try:
        form = visit.pages.kept_forms.opened(sealed, _ADDRESS, "")
        if visit.parts.clock() < datetime.fromisoformat(form["until"]):
            return SignOut.model_validate_json(form["asked"])
    except (UnfitForm, ValidationError):
        pass
    return SignOut()


@dataclass(frozen=True)
class _SigningOut:
    """One request of a browser."""

    visit: Visit
    asked: SignOut

    async def answer(self) -> Response:
        """The person is asked, unless the ID token is of a session that ends."""
        sessions = await self._sessions()
        own = {
            cookie: each
            for cookie, each in sessions.items()
            if each.session.id == self.asked.session_id
        }
        if self.asked.refused or (sessions and not own):
            return await self._ask(signed_in=bool(sessions))
        return await self._leave(own, after_form=False)

    async def end_all(self) -> Response:
        return await self._leave(await self._sessions(), after_form=True)

    async def _sessions(self) -> dict[Cookie, SignedIn]:
        """The live ones of this browser."""
        found = {}
        for cookie in _SESSIONS:
            try:
                token = self.visit.cookie(cookie)
                authenticate = self.visit.parts.sessions.authenticate
                found[cookie] = await authenticate(token, used=False)
            except Problem:
                continue
        return found

    async def _leave(
        self, ending: dict[Cookie, SignedIn], *, after_form: bool
    ) -> Response:
        """End these, and return to the client, if that may be."""
        for each in ending.values():
            await self.visit.parts.sessions.end(each)
        response = await self._goodbye(after_form=after_form)
        for cookie in ending:
            self.visit.pages.jar.drop(response, cookie)
        return response

    async def _goodbye(self, *, after_form: bool) -> Response:
        visit, address = await self._for_client(), self.asked.address
        if visit.asking is None or not address:
            return visit.show("asked/signed_out.html", step="signed-out")
        if not after_form:
            return RedirectResponse(address, HTTPStatus.SEE_OTHER)
        return visit.show("asked/return.html", step="return", address=address)

    async def _ask(self, *, signed_in: bool) -> Response:
        refused = self.asked.refused
        kept = self.asked.model_copy(update={"refused": False})
        return (await self._for_client()).show(
            "asked/sign_out.html",
            step="sign-out",
            status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK,
            refused=refused,
            signed_in=signed_in,
            kept=_sealed(self.visit, kept),
        )

    async def _for_client(self) -> Visit:
        """The visit with the client's name, where it may still be used."""
        visit, client_id = self.visit, self.asked.client_id
        client = None
        if client_id:
            client = await visit.parts.authorizations.waiting.client(client_id)
        language = visit.language
        if self.asked.language and not visit.language_chosen:
            language = self.asked.language
        return replace(visit, language=language, asking=client)
