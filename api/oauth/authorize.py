"""`/oauth2/authorize`: where a client sends a browser (RFC 6749 3.1, RFC 9126 4, RFC
9207, OpenID Connect Core 3.1.2).

Until client and redirect URI are known to belong together, an error is told on a page
of ours, and nothing is redirected. After that the client is told.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from http import HTTPStatus

from fastapi import APIRouter, Response

from api.actions.authorizations import AskPassword, Browser, Next
from api.edge import bodies
from api.edge.client import Client as Caller
from api.edge.client import TheClient
from api.edge.oauth_metrics import count_request, note_client
from api.edge.request_body import limited_body
from api.oauth.parameters import Parameters, read_query
from api.pages.frame.asking import browser_token, keep_browser
from api.pages.frame.client_return import hand_over, refuse
from api.pages.frame.cookies import Cookie
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.signed_in_visit import live_session
from api.pages.frame.visit import TheVisit, Visit
from doorstep.db.clients import Client
from doorstep.rules.authorization import (
    REQUEST_URI,
    AuthorizationError,
    AuthorizationParameters,
    AuthorizationRefused,
    answered_at,
    read_parameters,
)
from doorstep.rules.client_uris import is_registered
from doorstep.rules.clients import FirstFactor
from doorstep.transactions.authorization_codes import Issued

_HANDLE_LIVES = timedelta(seconds=60)
_FLOW_SECONDS = 7200

router = APIRouter(prefix="/oauth2", route_class=PageRoute, include_in_schema=False)


@router.get("/authorize")
async def authorize(visit: TheVisit, caller: TheClient) -> Response:
    given = read_query(visit.request.scope["query_string"])
    return await _Authorizing(visit, caller, given).answer()


@router.post("/authorize")
async def authorize_by_form(visit: TheVisit, caller: TheClient) -> Response:
    """Without this browser's cookies, if the form is on another site's page: they come
    with the redirect that follows.
    """
    given = read_query(await limited_body(visit.request))
    return await _Authorizing(visit, caller, given, by_form=True).answer()


@router.get("/authorize/continue")
async def go_on(visit: TheVisit, caller: TheClient) -> Response:
    """The page after the form of another site; its handle works once."""
    given = read_query(visit.request.scope["query_string"]).values
    authorizing = _Authorizing(visit, caller, Parameters({}))
    return await authorizing.take(given.get("handle", ""), "request-over")


@dataclass(frozen=True)
class _Authorizing:
    """One request of a browser."""

    visit: Visit
    caller: Caller
    given: Parameters
    by_form: bool = False

    async def answer(self) -> Response:
        values = self.given.values
        client = await self._client()
        if client is None:
            return self._refuse_here("unknown-client")
        if "request_uri" in values and values["request_uri"].startswith(REQUEST_URI):
            handle = values["request_uri"].removeprefix(REQUEST_URI)
            return await self.take(handle, "request-uri", client)
        redirect_uri = values.get("redirect_uri", "")
        unclear = "redirect_uri" in self.given.repeated
        if unclear or not is_registered(
            redirect_uri, client.redirect_uris, client.kind
        ):
            return self._refuse_here("redirect-uri", client)
        to = answered_at(values, redirect_uri)
        try:
            if client.first_factor is FirstFactor.id_token_hint:
                return await self._by_hint(client, to)
            asked = self._read(client, to)
            return await self._begin(client, asked)
        except AuthorizationRefused as refused:
            return refuse(self.visit, client, to, refused, after_form=False)

    async def take(
        self, handle: str, otherwise: str, client: Client | None = None
    ) -> Response:
        """Go on with a stored request, which only this browser can from now on."""
        authorizations, token = self.visit.parts.authorizations, self._token
        only = client.id if client else None
        request = await authorizations.take(handle, token, only)
        client = await authorizations.client(request.client_id) if request else None
        if request is None or client is None:
            return self._refuse_here(otherwise)
        if not is_registered(
            request.parameters.redirect_uri, client.redirect_uris, client.kind
        ):
            return self._refuse_here("redirect-uri", client)
        try:
            browser = await self._browser(client)
            after = await authorizations.go_on(client, request, browser, stored=True)
        except AuthorizationRefused as refused:
            asked = request.parameters
            return refuse(self.visit, client, asked, refused, after_form=False)
        return self._lead(client, request.parameters, after)

    def _read(
        self, client: Client, to: AuthorizationParameters
    ) -> AuthorizationParameters:
        if self.given.repeated:
            raise AuthorizationRefused(
                AuthorizationError.invalid_request, "a parameter is there twice"
            )
        if client.first_factor is not FirstFactor.doorstep:
            raise AuthorizationRefused(
                AuthorizationError.unauthorized_client,
                "this client has to use pushed authorization requests (RFC 9126)",
            )
        return read_parameters(self.given.values, client, to)

    async def _by_hint(self, client: Client, to: AuthorizationParameters) -> Response:
        """The first factor is proved by a hint of an identity provider's form."""
        if self.given.repeated or not self.by_form:
            raise AuthorizationRefused(
                AuthorizationError.invalid_request, "send one form, each field once"
            )
        parts = self.visit.parts
        asked, member_id = await parts.oauth.hints.read(client, self.given.values, to)
        keep = parts.authorizations.keep
        handle = await keep(client, asked, _HANDLE_LIVES, member_id)
        return self.visit.go(f"/oauth2/authorize/continue?handle={handle}")

    async def _begin(self, client: Client, asked: AuthorizationParameters) -> Response:
        authorizations = self.visit.parts.authorizations
        if self.by_form:
            handle = await authorizations.keep(client, asked, _HANDLE_LIVES)
            return self.visit.go(f"/oauth2/authorize/continue?handle={handle}")
        browser = await self._browser(client)
        after = await authorizations.begin(client, asked, browser)
        return self._lead(client, asked, after)

    def _lead(
        self, client: Client, asked: AuthorizationParameters, after: Next
    ) -> Response:
        match after:
            case Issued(code):
                answer = {"code": code}
                return hand_over(self.visit, client, asked, answer, after_form=False)
            case AskPassword(request_id):
                response = self.visit.go(f"/sign-in?request={request_id}")
            case bodies.Login():
                response = self.visit.go("/verify")
                flow = f"{after.id}.{after.flow_token}"
                jar = self.visit.pages.jar
                jar.put(response, Cookie.flow, flow, seconds=_FLOW_SECONDS)
        return keep_browser(self.visit, response, self._token)

    async def _client(self) -> Client | None:
        """None where it is not said which, or it may not be used."""
        if "client_id" in self.given.repeated:
            return None
        client_id = self.given.values.get("client_id", "")
        return await self.visit.parts.authorizations.client(client_id)

    @cached_property
    def _token(self) -> str:
        return browser_token(self.visit)

    async def _browser(self, client: Client) -> Browser:
        """A client that proves the first factor itself takes no part in sessions."""
        session = None
        if client.first_factor is FirstFactor.doorstep:
            session = await live_session(self.visit)
        return Browser(self._token, session, self.caller)

    def _refuse_here(self, slug: str, client: Client | None = None) -> Response:
        """On a page of ours: there is no address that the answer may be sent to."""
        if client is not None:
            note_client(self.visit.request, client.kind)
        count_request(self.visit.request, "authorize", slug.replace("-", "_"))
        return replace(self.visit, asking=client).show(
            "asked/refused.html",
            step=slug,
            status=HTTPStatus.BAD_REQUEST,
            slug=slug,
        )
