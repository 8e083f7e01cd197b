"""Somebody who has forgotten a password, over HTTP."""

from dataclasses import dataclass, field
from typing import Any

import httpx

from service import MEMBER, Service
from waiting import until_true

SUBJECT = "Password reset"
NEW = "seven quiet lamps of tin"


@dataclass
class Reset:
    """One reset; every answer is the raw response."""

    service: Service
    email: str = MEMBER
    document: dict[str, Any] = field(default_factory=dict)

    async def ask(self) -> httpx.Response:
        body = {"email": self.email}
        answer = await self.service.http.post("/v1/password-resets", json=body)
        if answer.is_success:
            self.document = answer.json()
        return answer

    async def emailed_code(self) -> str:
        """The code in the newest mail, once all that were asked for have come."""
        number = (await self.read())["email"]["number"]
        codes = self.service.mail.codes
        await until_true(lambda: len(codes(self.email, SUBJECT)) >= number)
        return codes(self.email, SUBJECT)[-1]

    async def read(self) -> dict[str, Any]:
        answer = await self.service.http.get(self.path, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def resend(self) -> httpx.Response:
        return await self.post("resend")

    async def submit_code(self, code: str) -> httpx.Response:
        return await self.post("code", code=code)

    async def submit_wrong_code(self) -> httpx.Response:
        codes = self.service.mail.codes(self.email, SUBJECT)
        return await self.submit_code("000000" if "000000" not in codes else "111111")

    async def set_password(self, new: str = NEW) -> httpx.Response:
        return await self.post("password", new=new)

    async def cancel(self) -> httpx.Response:
        return await self.service.http.delete(self.path, headers=self.headers)

    async def prove(self) -> None:
        """From asking to the new password."""
        assert (await self.ask()).status_code == 202
        answer = await self.submit_code(await self.emailed_code())
        assert answer.status_code == 200, answer.text

    async def post(self, act: str, **body: str) -> httpx.Response:
        path = f"{self.path}/{act}"
        return await self.service.http.post(path, headers=self.headers, json=body)

    @property
    def path(self) -> str:
        return f"/v1/password-resets/{self.document['id']}"

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.document['flow_token']}"}
