"""An event of the audit trail in words, for the page, the file and the command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from api.actions.audit_trail import AuditTrail
from api.edge import bodies
from api.edge.event_bodies import Event
from api.edge.lists import ListRequest
from api.texts.events import (
    ABOUT_CLIENTS,
    application_words,
    browser_words,
    detail_words,
    kind_words,
    name_words,
    operator_words,
    stage_words,
)
from doorstep.db.event_filter import EventFilter
from doorstep.db.events import CLIENT, FREQUENT
from doorstep.rules.user_agents import Browser


@dataclass(frozen=True)
class Line:
    """A text is empty where the event has no such thing; `operator` is for acts without
    a member or client who acted, `entered` is the name of the client
    that was signed in to, `application` says so in words.
    """

    event: Event
    text: str
    details: list[str]
    renamed: str
    member: str
    actor: str
    operator: str
    address: str
    browser: str
    entered: str
    application: str

    @property
    def reason(self) -> str:
        return str(self.event.detail.get("reason", ""))

    @classmethod
    def of(
        cls,
        event: Event,
        names: Mapping[UUID, str],
        language: str,
    ) -> "Line":
        text, stage = kind_words(event.kind, language), event.detail.get("stage")
        browser = Browser(event.browser_family or "", event.browser_system or "")
        actor = names.get(event.actor_id, "") if event.actor_id else ""
        client = event.client_name or ""
        if CLIENT in event.detail and event.kind not in ABOUT_CLIENTS:
            actor = actor or client
        entered = client if event.kind in FREQUENT else ""
        return cls(
            event,
            f"{text}: {stage_words(str(stage), language)}" if stage else text,
            detail_words(event.detail, language),
            name_words(event.detail, language),
            names.get(event.member_id, "") if event.member_id else "",
            actor,
            "" if event.actor_id or actor else operator_words(event.kind, language),
            event.client_address or "",
            browser_words(browser, language),
            entered,
            application_words(entered, language) if entered else "",
        )


@dataclass(frozen=True)
class Reader:
    """Reads the trail of an account, or of none, in words of one language."""

    trail: AuditTrail
    account_id: UUID | None
    language: str

    async def page(
        self, wanted: EventFilter, asked: ListRequest[UUID]
    ) -> bodies.Page[Event]:
        return await self.trail.newest(self.account_id, wanted, asked)

    async def lines(self, events: tuple[Event, ...]) -> list[Line]:
        names = await self.trail.names(self.account_id, events)
        return [Line.of(event, names, self.language) for event in events]
