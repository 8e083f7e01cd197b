"""An event of the audit trail in words, for the page and the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from api.edge import bodies
from api.pages.frame.signed_in_visit import Membership
from api.texts.events import (
    browser_words,
    detail_words,
    kind_words,
    operator_words,
    stage_words,
)
from doorstep.db.logins import Origin


@dataclass(frozen=True)
class Line:
    """A text is empty where the event has no such thing; `operator` is for acts without
    a member who acted.
    """

    event: bodies.Event
    text: str
    details: list[str]
    member: str
    actor: str
    operator: str
    address: str
    browser: str

    @property
    def reason(self) -> str:
        return str(self.event.detail.get("reason", ""))

    @classmethod
    def of(
        cls,
        event: bodies.Event,
        names: Mapping[UUID, str],
        origins: Mapping[UUID, Origin],
        language: str,
    ) -> "Line":
        text, stage = kind_words(event.kind, language), event.detail.get("stage")
        origin = origins.get(event.login_id) if event.login_id else None
        actor = names.get(event.actor_id, "") if event.actor_id else ""
        return cls(
            event,
            f"{text}: {stage_words(str(stage), language)}" if stage else text,
            detail_words(event.detail, language),
            names.get(event.member_id, "") if event.member_id else "",
            actor,
            "" if event.actor_id else operator_words(event.kind, language),
            origin.client_address if origin else "",
            browser_words(origin.browser, language) if origin else "",
        )


async def lines_of(admin: Membership, events: tuple[bodies.Event, ...]) -> list[Line]:
    trail = admin.parts.audit_trail
    names = await trail.names(admin.signed_in, events)
    origins = await trail.origins(admin.signed_in, events)
    return [Line.of(event, names, origins, admin.language) for event in events]
