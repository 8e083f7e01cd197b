"""A person who signs in to clients with a browser, and what the clients do then."""

import time
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

from doorstep.rules.pkce import challenge_of
from doorstep.rules.tokens import new_token
from trials.faults.applications import CALLBACK, SIGNED_OUT, Application, Applications
from trials.faults.browser import Browser, Page
from trials.faults.frontend import Act, Answer, Frontend
from trials.faults.person import LostError, Person

_CODE_LIVES = 55.0
"""Seconds; a code that is refused earlier was lost."""


@dataclass
class Asked:
    """One authorization request, and what it is exchanged by."""

    client: Application
    verifier: str = field(default_factory=new_token)
    state: str = field(default_factory=new_token)

    @property
    def parameters(self) -> dict[str, str]:
        return {
            "response_type": "code",
            "client_id": self.client.id,
            "redirect_uri": CALLBACK,
            "scope": "openid email offline_access",
            "acr_values": "urn:doorstep:acr:mfa",
            "state": self.state,
            "code_challenge": challenge_of(self.verifier),
            "code_challenge_method": "S256",
        }

    def exchange(self, code: str) -> dict[str, str]:
        return {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": CALLBACK,
            "code_verifier": self.verifier,
        }


@dataclass
class Visit:
    """`tokens` are the newest of each client, by its id."""

    person: Person
    frontend: Frontend
    browser: Browser
    tokens: dict[str, dict[str, str]] = field(default_factory=dict)

    async def sign_in(self, client: Application, *, pushed: bool = False) -> None:
        """To the client's tokens. Whoever comes too late with a code begins again."""
        while client.id not in self.tokens:
            asked, began = Asked(client), time.monotonic()
            code = await self._code(asked, pushed=pushed)
            answer = await self._twice(client, asked.exchange(code))
            if answer.good:
                self.tokens[client.id] = answer.document
            elif time.monotonic() - began < _CODE_LIVES:
                raise LostError(f"a code was answered {answer}")

    async def refresh(self, client: Application) -> None:
        old = self.tokens[client.id]["refresh_token"]
        form = {"grant_type": "refresh_token", "refresh_token": old}
        answer = await self._twice(client, form)
        if not answer.good or answer.document["refresh_token"] == old:
            raise LostError(f"a refresh token was answered {answer}")
        self.tokens[client.id] = answer.document

    async def use_again(self, client: Application) -> None:
        """A refresh token that was used before ends all that came of it."""
        form = {
            "grant_type": "refresh_token",
            "refresh_token": self.tokens[client.id]["refresh_token"],
        }
        await self.refresh(client)
        stolen = await self.frontend.form("/oauth2/token", form, client.proof)
        if stolen.good or await self.known(client):
            raise LostError(f"a refresh token was used twice: {stolen}")

    async def known(self, client: Application) -> bool:
        """Whether its access token is good."""
        token = self.tokens[client.id]["access_token"]
        answer = await self.frontend.call_until_answered(
            "GET", "/oauth2/userinfo", token
        )
        return answer.status == 200

    async def sign_out(self, client: Application) -> None:
        hint = self.tokens[client.id]["id_token"]
        given = {"id_token_hint": hint, "post_logout_redirect_uri": SIGNED_OUT}
        page = await self.browser.open(f"/oauth2/end_session?{urlencode(given)}")
        self.frontend.log.steps += 1
        if page.leads_to != SIGNED_OUT:
            raise LostError(f"signing out was answered {page.answer}")

    async def _twice(self, client: Application, form: dict[str, str]) -> Answer:
        """A repeat under the same key gives the same tokens, as after a lost answer."""
        key = str(uuid4())
        first, again = [
            await self.frontend.form("/oauth2/token", form, client.proof, key)
            for _ in range(2)
        ]
        if first.good and first.document != again.document:
            raise LostError("a repeat gave other tokens")
        return first

    async def _code(self, asked: Asked, *, pushed: bool) -> str:
        address = await self._address(asked, pushed=pushed)
        page = await self.browser.open(address)
        while not page.leads_to.startswith(f"{CALLBACK}?"):
            if page.answer.status == 400 and pushed and page.asked_before:
                address = await self._address(asked, pushed=True)  # it works once
                page = await self.browser.open(address)
            else:
                page = await self._go_on(page)
        answer = parse_qs(urlsplit(page.leads_to).query)
        if answer.get("state") != [asked.state] or "code" not in answer:
            raise LostError(f"the client is told {page.leads_to}")
        return answer["code"][0]

    async def _address(self, asked: Asked, *, pushed: bool) -> str:
        given = asked.parameters
        if pushed:
            answer = await self.frontend.form("/oauth2/par", given, asked.client.proof)
            if not answer.good:
                raise LostError(f"a pushed request was answered {answer}")
            given = {
                "client_id": asked.client.id,
                "request_uri": answer.document["request_uri"],
            }
        return f"/oauth2/authorize?{urlencode(given)}"

    async def _go_on(self, page: Page) -> Page:
        """With what the page asks for."""
        if page.form("/verify/code") is not None:
            return await self._give_code(page)
        if page.form("/verify/session") is not None:
            return await self.browser.send(page, "/verify/session")
        asks = page.form("/sign-in")
        if asks is None or "request" not in asks:
            raise LostError(f"a page that asks for nothing: {page.answer.status}")
        typed = {"email": self.person.email, "password": self.person.password}
        return await self.browser.send(page, "/sign-in", **typed)

    async def _give_code(self, page: Page) -> Page:
        app = self.person.app
        if app is None:
            raise LostError("a code is asked for, and there is no authenticator")
        step = await app.fresh_step()
        code = app.code(step)
        after = await self.browser.send(page, "/verify/code", code=code)
        self.frontend.log.acts.append(Act("", "page", "", code, after.answer))
        app.used = step
        return after


async def use_client(visit: Visit, clients: Applications, *, again: bool) -> None:
    """Sign in, refresh, ask who it is; `again` is whether a token is used twice."""
    await visit.sign_in(clients.shop)
    await visit.refresh(clients.shop)
    if not await visit.known(clients.shop):
        raise LostError("an access token that was handed out is not good")
    if again:
        await visit.use_again(clients.shop)


async def sign_out(visit: Visit, clients: Applications) -> None:
    """Of two clients by one of them, of which the second asked for nothing."""
    await visit.sign_in(clients.shop)
    await visit.sign_in(clients.stall, pushed=True)
    await visit.sign_out(clients.shop)
    for client in (clients.shop, clients.stall):
        if await visit.known(client):
            raise LostError("an access token outlived its session")
