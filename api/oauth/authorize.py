"""`/oauth2/authorize`: where a client sends a browser (RFC 6749 3.1, RFC 9126 4, RFC
9207, OpenID Connect Core 3.1.2).

Until client and redirect URI are known to belong together, an error is told on a page
of ours, and nothing is redirected. After that the client is told.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi import APIRouter, Response

from api.actions.authorizations import AskPassword, Browser, Next
from api.edge import bodies
from api.edge.client import Client as Caller
from api.edge.client import TheClient
from api.edge.oauth_metrics import count_request, note_client
from api.edge.request_body import limited_body
from api.oauth.parameters import Parameters, read_query
from api.pages.frame.addresses import asked_at
from api.pages.frame.asking import browser_token, keep_browser
from api.pages.frame.client_return import hand_over, refuse
from api.pages.frame.cookies import Cookie
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.signed_in_visit import session_tokens
from api.pages.frame.visit import TheVisit, Visit
from doorstep.db.authorization_facts import Asked
from doorstep.db.authorization_requests import AuthorizationRequest
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
    """The page after the form of another site, with its request or a handle of it."""
    given = read_query(visit.request.scope["query_string"])
    return await _Authorizing(visit, caller, given).go_on()


@dataclass(frozen=True)
class _Authorizing:
    """One request of a browser."""

    visit: Visit
    caller: Caller
    given: Parameters
    by_form: bool = False

    async def answer(self) -> Response:
        values, known = self.given.values, await self._asked()
        client = known.client
        if client is None:
            return self._refuse_here("unknown-client")
        if values.get("request_uri", "").startswith(REQUEST_URI):
            handle = values["request_uri"].removeprefix(REQUEST_URI)
            waiting = self.visit.parts.authorizations.waiting
            request = await waiting.take(client, handle)
            return await self._resume(client, known, request, "request-uri")
        return await self._told(client, known)

    async def _told(self, client: Client, known: Asked) -> Response:
        """A request that the browser has brought."""
        values = self.given.values
        redirect_uri = values.get("redirect_uri", "")
        unclear = "redirect_uri" in self.given.repeated
        if unclear or not is_registered(
            redirect_uri, client.redirect_uris, client.kind
        ):
            return await self._refuse_redirect(client)
        to = answered_at(values, redirect_uri)
        try:
            if client.first_factor is FirstFactor.id_token_hint:
                return await self._by_hint(client, to)
            return await self._by_password(client, known, to)
        except AuthorizationRefused as refused:
            return refuse(self.visit, client, to, refused, after_form=False)

    async def go_on(self) -> Response:
        values, waiting = self.given.values, self.visit.parts.authorizations.waiting
        known = await self._asked()
        if (client := known.client) is None:
            return self._refuse_here("request-over")
        request = waiting.of_form(client, values.get("request", ""))
        if request is None:
            request = await waiting.take(client, values.get("handle", ""))
        return await self._resume(client, known, request, "request-over")

    async def _resume(
        self,
        client: Client,
        known: Asked,
        request: AuthorizationRequest | None,
        otherwise: str,
    ) -> Response:
        """With a request that was read before."""
        if request is None:
            return self._refuse_here(otherwise, client)
        if not is_registered(
            request.parameters.redirect_uri, client.redirect_uris, client.kind
        ):
            return await self._refuse_redirect(client)
        try:
            return await self._begin(client, known, request)
        except AuthorizationRefused as refused:
            asked = request.parameters
            return refuse(self.visit, client, asked, refused, after_form=False)

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

    async def _by_password(
        self, client: Client, known: Asked, to: AuthorizationParameters
    ) -> Response:
        """Or by the session that there is."""
        asked, authorizations = self._read(client, to), self.visit.parts.authorizations
        hint = self.given.values.get("id_token_hint")
        member_id = await authorizations.hinted(client, hint)
        request = authorizations.waiting.new(client, asked, member_id)
        if self.by_form:
            carried = authorizations.waiting.carried_by_form(request)
            return self._to_own_page(client, request=carried)
        return await self._begin(client, known, request)

    async def _by_hint(self, client: Client, to: AuthorizationParameters) -> Response:
        """The first factor is proved by a hint of an identity provider's form."""
        if self.given.repeated or not self.by_form:
            raise AuthorizationRefused(
                AuthorizationError.invalid_request, "send one form, each field once"
            )
        parts = self.visit.parts
        asked, member_id = await parts.oauth.hints.read(client, self.given.values, to)
        handle = parts.authorizations.waiting.handed(client, asked, member_id)
        return self._to_own_page(client, handle=handle)

    def _to_own_page(self, client: Client, **carried: str) -> Response:
        """Where this browser's cookies are."""
        query = urlencode({"client_id": client.id, **carried})
        return self.visit.go(f"/oauth2/authorize/continue?{query}")

    async def _begin(
        self, client: Client, known: Asked, request: AuthorizationRequest
    ) -> Response:
        browser = await self._browser(client, known)
        begin = self.visit.parts.authorizations.begin
        return self._lead(
            client, request.parameters, await begin(client, request, browser)
        )

    def _lead(
        self, client: Client, asked: AuthorizationParameters, after: Next
    ) -> Response:
        match after:
            case Issued(code):
                answer = {"code": code}
                return hand_over(self.visit, client, asked, answer, after_form=False)
            case AskPassword(request):
                response = self.visit.go(asked_at(request))
            case bodies.Login():
                response = self.visit.go("/verify")
                flow = f"{after.id}.{after.flow_token}"
                jar = self.visit.pages.jar
                jar.put(response, Cookie.flow, flow, seconds=_FLOW_SECONDS)
        return keep_browser(self.visit, response, self._token)

    async def _asked(self) -> Asked:
        """Without a client where it is not said which, or it may not be used."""
        unclear = "client_id" in self.given.repeated
        client_id = "" if unclear else self.given.values.get("client_id", "")
        waiting = self.visit.parts.authorizations.waiting
        return await waiting.asked(client_id, session_tokens(self.visit))

    @cached_property
    def _token(self) -> str:
        return browser_token(self.visit)

    async def _browser(self, client: Client, known: Asked) -> Browser:
        """A client that proves the first factor itself takes no part in sessions."""
        session = None
        if client.first_factor is FirstFactor.doorstep and known.signed_in:
            session = await self.visit.parts.authorizations.used(known.signed_in)
        return Browser(self._token, session, self.caller, known.starts_since)

    async def _refuse_redirect(self, client: Client) -> Response:
        await self.visit.parts.authorizations.waiting.refuse_redirect(client)
        return self._refuse_here("redirect-uri", client)

    def _refuse_here(self, slug: str, client: Client | None = None) -> Response:
        """On a page of ours: there is no address that the answer may be sent to."""
        if client is not None:
            note_client(self.visit.request, client.kind)
        count_request(self.visit.request, "authorize", slug.replace("-", "_"))
        return replace(self.visit, asking=client).show(
            "asked/refused.html",
            step=slug,
            status=HTTPStatus.BAD_REQUEST,
            here=self._again() if self.by_form else "",
            slug=slug,
        )

    def _again(self) -> str:
        """Where the same refusal of a form can be read, such as in another language."""
        named, values = ("client_id", "request_uri"), self.given.values
        return "/oauth2/authorize?" + urlencode(
            {name: values[name] for name in named if name in values}
        )
