"""`/admin-center/audit`: what happened in the account, newest first."""

from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from api.edge import bodies
from api.edge.ids import id_in_query
from api.edge.lists import ListRequest
from api.edge.problems import Problem
from api.pages.admin.audit_file import audit_file
from api.pages.admin.audit_line import Reader
from api.pages.admin.pages import show
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.signed_in_visit import Membership, TheAdmin
from api.texts.events import kind_words
from api.texts.problems import ProblemKind
from doorstep.db.event_filter import EventFilter
from doorstep.db.events import EventKind

router = APIRouter(
    prefix="/admin-center", route_class=PageRoute, include_in_schema=False
)
_ON_A_PAGE = 50
_MEMBERS_TO_CHOOSE_FROM = 200
_FILTER: Final = ("kind", "member_id", "from", "to")
_EARLIEST, _LATEST = date(2000, 1, 1), date(9000, 1, 1)


@router.get("/audit")
async def trail(admin: TheAdmin) -> Response:
    wanted, before = _wanted(admin), id_in_query(admin.request, "cursor")
    reader = _reader(admin)
    page = await reader.page(wanted, ListRequest(_ON_A_PAGE, before))
    kinds = {kind.value: kind_words(kind, admin.language) for kind in EventKind}
    return show(
        admin,
        "audit",
        step="audit",
        lines=await reader.lines(page.items),
        next_cursor=page.next_cursor,
        later=before is not None,
        wanted=wanted,
        query=_query(admin),
        kinds=sorted(kinds.items(), key=lambda kind: kind[1]),
        members=await _to_choose_from(admin, wanted.member_id),
    )


@router.get("/audit.csv")
async def trail_as_file(admin: TheAdmin) -> Response:
    return StreamingResponse(
        audit_file(_reader(admin), _wanted(admin)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="audit.csv"'},
    )


def _reader(admin: Membership) -> Reader:
    account_id = admin.signed_in.account.id
    return Reader(admin.parts.audit_trail, account_id, admin.language)


def _wanted(admin: Membership) -> EventFilter:
    kind = admin.request.query_params.get("kind") or None
    if kind is not None and kind not in list(EventKind):
        raise Problem(ProblemKind.invalid_request)
    last = _day(admin, "to")
    return EventFilter(
        kind=kind,
        member_id=id_in_query(admin.request, "member_id"),
        since=_day(admin, "from"),
        until=last + timedelta(days=1) if last else None,
    )


def _day(admin: Membership, name: str) -> datetime | None:
    """The beginning of a day in UTC: `2026-03-05`."""
    text = admin.request.query_params.get(name)
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Problem(ProblemKind.invalid_request) from None
    if not _EARLIEST <= day <= _LATEST:
        raise Problem(ProblemKind.invalid_request)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _query(admin: Membership) -> dict[str, str]:
    """The filter as it was asked for."""
    asked = {name: admin.request.query_params.get(name, "") for name in _FILTER}
    return {name: text for name, text in asked.items() if text}


async def _to_choose_from(
    admin: Membership, chosen: UUID | None
) -> tuple[bodies.Member, ...]:
    """The first members of a large account, and the chosen one."""
    asked: ListRequest[UUID] = ListRequest(_MEMBERS_TO_CHOOSE_FROM)
    page = await admin.parts.member_lists.page(admin.signed_in.account.id, asked)
    if chosen is None or any(each.id == chosen for each in page.items):
        return page.items
    return (*page.items, await admin.parts.account.member(admin.signed_in, chosen))
