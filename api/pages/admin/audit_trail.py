"""`/admin-center/audit`: what happened in the account, newest first."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Response

from api.edge import bodies
from api.edge.ids import id_in_query
from api.edge.lists import ListRequest
from api.edge.problems import Problem
from api.pages.admin.pages import show
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.signed_in_visit import Membership, TheAdmin
from api.texts.events import kind_words, stage_words
from api.texts.problems import ProblemKind
from doorstep.db.events import COUNT, EventFilter, EventKind

router = APIRouter(
    prefix="/admin-center", route_class=PageRoute, include_in_schema=False
)
_ON_A_PAGE = 50
_MEMBERS_TO_CHOOSE_FROM = 200


@dataclass(frozen=True)
class Line:
    """An event in words; a name is empty where the event has no such member."""

    event: bodies.Event
    text: str
    member: str
    actor: str

    @property
    def reason(self) -> str:
        return str(self.event.detail.get("reason", ""))

    @classmethod
    def of(cls, event: bodies.Event, names: dict[UUID, str], language: str) -> "Line":
        text, stage = kind_words(event.kind, language), event.detail.get("stage")
        if COUNT in event.detail:
            text = f"{text} ({event.detail[COUNT]} ×)"  # noqa: RUF001  as people write it
        return cls(
            event,
            f"{text}: {stage_words(str(stage), language)}" if stage else text,
            names.get(event.member_id, "") if event.member_id else "",
            names.get(event.actor_id, "") if event.actor_id else "",
        )


@router.get("/audit")
async def trail(admin: TheAdmin) -> Response:
    wanted, before = _wanted(admin), id_in_query(admin.request, "cursor")
    page = await admin.parts.audit_trail.newest(
        admin.signed_in, wanted, ListRequest(_ON_A_PAGE, before)
    )
    names = await admin.parts.audit_trail.names(admin.signed_in, page.items)
    kinds = {kind.value: kind_words(kind, admin.language) for kind in EventKind}
    return show(
        admin,
        "audit",
        step="audit",
        lines=[Line.of(event, names, admin.language) for event in page.items],
        next_cursor=page.next_cursor,
        later=before is not None,
        wanted=wanted,
        kinds=sorted(kinds.items(), key=lambda kind: kind[1]),
        members=await _to_choose_from(admin, wanted.member_id),
    )


def _wanted(admin: Membership) -> EventFilter:
    kind = admin.request.query_params.get("kind") or None
    if kind is not None and kind not in list(EventKind):
        raise Problem(ProblemKind.invalid_request)
    return EventFilter(kind=kind, member_id=id_in_query(admin.request, "member_id"))


async def _to_choose_from(
    admin: Membership, chosen: UUID | None
) -> tuple[bodies.Member, ...]:
    """The first members of a large account, and the chosen one."""
    account = admin.parts.account
    page = await account.members(admin.signed_in, ListRequest(_MEMBERS_TO_CHOOSE_FROM))
    if chosen is None or any(each.id == chosen for each in page.items):
        return page.items
    return (*page.items, await account.member(admin.signed_in, chosen))
