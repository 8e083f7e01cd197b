"""A browser without JavaScript: it keeps cookies, sends forms, and goes on where a page
does by itself, as far as Doorstep leads.
"""

import asyncio
import re
from dataclasses import dataclass
from html import unescape
from http.cookiejar import CookieJar

from trials.faults.apis import Apis
from trials.faults.frontend import PAUSE_SECONDS, Answer, Frontend, answer_of

_FORM = re.compile(r'<form[^>]* action="([^"]*)".*?</form>', re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')
_GOES_ON = re.compile(r'http-equiv="refresh" content="0; url=([^"]*)"')


@dataclass(frozen=True)
class Page:
    """`leads_to` is where it redirects, or goes on by itself; of a page that was asked
    for before, without an answer, `asked_before` is true.
    """

    answer: Answer
    text: str
    leads_to: str
    asked_before: bool = False

    def form(self, action: str) -> dict[str, str] | None:
        """The hidden fields of the form that goes there; None where there is none."""
        for form in _FORM.finditer(self.text):
            if form[1] == action:
                return {
                    name: unescape(value) for name, value in _HIDDEN.findall(form[0])
                }
        return None


class Browser:
    def __init__(self, frontend: Frontend, own_address: str) -> None:
        self._apis = Apis(frontend.urls, CookieJar())
        self._log = frontend.log
        self._own_address = own_address
        self._shown = ""

    async def close(self) -> None:
        await self._apis.close()

    async def open(self, address: str) -> Page:
        """The page that is shown in the end, or one that leads to another site."""
        page = await self._opened(address)
        while page.leads_to.startswith("/"):
            address = page.leads_to
            page = await self._opened(address)
        self._shown = address
        return page

    async def send(self, page: Page, action: str, **typed: str) -> Page:
        """A form; where its answer is lost, the page that it was on is loaded again."""
        headers = {"Origin": self._own_address, "Sec-Fetch-Site": "same-origin"}
        fields = {**(page.form(action) or {}), **typed}
        sent = await self._once("POST", action, headers=headers, data=fields)
        if sent.answer.unanswered:
            await asyncio.sleep(PAUSE_SECONDS)
            return await self.open(self._shown)
        self._log.steps += 1
        return await self.open(sent.leads_to) if _is_own(sent.leads_to) else sent

    async def _opened(self, address: str) -> Page:
        page = await self._once("GET", address)
        while page.answer.unanswered:
            await asyncio.sleep(PAUSE_SECONDS)
            again = await self._once("GET", address)
            page = Page(again.answer, again.text, again.leads_to, asked_before=True)
        return page

    async def _once(self, method: str, address: str, **content: object) -> Page:
        raw = await self._apis.send(method, address, **content)
        answer = answer_of(raw, {})
        self._log.note(answer, f"{method} {address.partition('?')[0]}")
        if raw is None:
            return Page(answer, "", "")
        goes_on = _GOES_ON.search(raw.text)
        by_itself = unescape(goes_on[1]) if goes_on else ""
        return Page(answer, raw.text, raw.headers.get("location", by_itself))


def _is_own(address: str) -> bool:
    return address.startswith("/")
