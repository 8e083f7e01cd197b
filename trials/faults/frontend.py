"""HTTP as the contract tells a caller: a 503 means read the flow, then repeat."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import uuid4

import httpx

from trials.faults.apis import Apis

PAUSE_SECONDS = 0.25
_NO_ANSWER = 0
Flow: TypeAlias = tuple[str, str, str]
"""Its path, id and token."""


@dataclass(frozen=True)
class Answer:
    """Status 0: the connection broke, so the outcome is not known."""

    status: int
    document: dict[str, Any]

    @property
    def good(self) -> bool:
        return 200 <= self.status < 300

    @property
    def slug(self) -> str:
        return str(self.document.get("type", "")).rpartition(":")[2]

    @property
    def unanswered(self) -> bool:
        """The outcome is not known: the request is to be repeated."""
        return self.status in (_NO_ANSWER, 503)


def answer_of(raw: httpx.Response | None, document: dict[str, Any]) -> Answer:
    return Answer(raw.status_code if raw is not None else _NO_ANSWER, document)


@dataclass(frozen=True)
class Act:
    """An act that was sent under one key, and its final answer."""

    flow_id: str
    name: str
    key: str
    typed: str | None
    answer: Answer


@dataclass
class CallLog:
    """What callers were answered; the proofs compare the database with it."""

    acts: list[Act] = field(default_factory=list)
    answers: dict[int, int] = field(default_factory=dict)
    anomalies: list[str] = field(default_factory=list)
    unanswered_at: list[float] = field(default_factory=list)
    """When callers were answered 503, or lost their connection; monotonic."""
    steps: int = 0

    def note(self, answer: Answer, call: str) -> None:
        self.answers[answer.status] = self.answers.get(answer.status, 0) + 1
        if answer.unanswered:
            self.unanswered_at.append(time.monotonic())
        if answer.status >= 500 and answer.status != 503:
            self.anomalies.append(
                f"{call} was answered {answer.status}: {answer.document}"
            )


class Frontend:
    """Calls the APIs in turn, whichever is up."""

    def __init__(self, apis: tuple[str, ...], log: CallLog) -> None:
        self.urls = apis
        self._apis = Apis(apis)
        self.log = log

    async def close(self) -> None:
        await self._apis.close()

    async def call(
        self,
        method: str,
        path: str,
        token: str = "",
        body: Mapping[str, object] | None = None,
        key: str | None = None,
    ) -> Answer:
        """Once; a broken connection is an answer too."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if key:
            headers["Idempotency-Key"] = key
        return await self._sent(method, path, headers=headers, json=body)

    async def form(
        self, path: str, fields: dict[str, str], by: tuple[str, str], key: str = ""
    ) -> Answer:
        """A client's own request, by its id and secret, repeated under one key."""
        headers = {"Idempotency-Key": key} if key else {}
        while True:
            answer = await self._sent(
                "POST", path, headers=headers, data=fields, auth=by
            )
            if not answer.unanswered:
                self.log.steps += 1
                return answer
            await asyncio.sleep(PAUSE_SECONDS)

    async def _sent(self, method: str, path: str, **content: Any) -> Answer:
        raw = await self._apis.send(method, path, **content)
        answer = answer_of(raw, raw.json() if raw is not None and raw.content else {})
        self.log.note(answer, f"{method} {path}")
        return answer

    async def call_until_answered(
        self,
        method: str,
        path: str,
        token: str = "",
        body: Mapping[str, object] | None = None,
    ) -> Answer:
        """For reads, and for requests that may be repeated without a key."""
        while (answer := await self.call(method, path, token, body)).unanswered:
            await asyncio.sleep(PAUSE_SECONDS)
        self.log.steps += method != "GET"
        return answer

    async def act(self, flow: Flow, name: str, body: dict[str, str]) -> Answer:
        """An act on a flow, repeated under one key.

        After each unknown answer the flow is read. A flow that has ended is not asked
        again.
        """
        path, flow_id, token = flow
        key = str(uuid4())
        while True:
            answer = await self.call("POST", f"{path}/{name}", token, body, key)
            if answer.unanswered:
                await asyncio.sleep(PAUSE_SECONDS)
                await self.call_until_answered("GET", path, token)
            elif answer.status == 429 and answer.slug == "too-many-attempts":
                await asyncio.sleep(float(answer.document["retry_after"]))
            else:
                break
        act = Act(flow_id, name, key, body.get("code"), answer)
        self.log.acts.append(act)
        self.log.steps += 1
        return answer
