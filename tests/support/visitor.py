"""A browser without JavaScript: opens pages, keeps cookies, submits forms."""

from dataclasses import dataclass

import httpx

from markup import Markup
from service import MEMBER, PASSWORD


@dataclass
class Visitor:
    """One person; `answer` is the last response, redirects followed."""

    http: httpx.AsyncClient
    answer: httpx.Response | None = None

    @property
    def page(self) -> Markup:
        assert self.answer is not None
        return Markup(self.answer.text)

    @property
    def path(self) -> str:
        assert self.answer is not None
        return self.answer.url.path

    async def open(self, address: str) -> Markup:
        self.answer = await self.http.get(address, follow_redirects=True)
        return self.page

    async def send(self, action: str, **typed: str) -> Markup:
        """Fill in the form that goes to `action` on the present page and send it."""
        fields = {**self.page.form(action).hidden, **typed}
        shown = str(self.answer.url) if self.answer else ""
        self.answer = await self.post(action, fields, referer=shown)
        return self.page

    async def post(
        self, action: str, fields: dict[str, str], **headers: str
    ) -> httpx.Response:
        """With the headers that a browser adds, changed by `headers`."""
        own = {"origin": str(self.http.base_url), "sec-fetch-site": "same-origin"}
        chosen = {**own, **{k.replace("_", "-"): v for k, v in headers.items()}}
        return await self.http.post(
            action, data=fields, headers=chosen, follow_redirects=True
        )

    async def sign_in(
        self,
        email: str = MEMBER,
        password: str = PASSWORD,
        application: str = "web_console",
    ) -> Markup:
        await self.open(f"/sign-in?application={application}")
        return await self.send("/sign-in", email=email, password=password)
