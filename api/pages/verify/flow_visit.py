"""A visit with the flow token of a login."""

from dataclasses import dataclass, field
from typing import Annotated, TypeAlias

from fastapi import Depends

from api.actions.enrollments import EnrollmentFlow
from api.actions.logins import LoginFlow
from api.edge.ids import parse_id
from api.edge.problems import Problem
from api.pages.frame.cookies import Cookie
from api.pages.frame.flash import Flash
from api.pages.frame.forms import Form
from api.pages.frame.visit import Redirect, TheVisit, Visit, known
from doorstep.db.accounts import Accounts
from doorstep.db.members import Members

SECONDS_KEPT = 7200
"""As long as a login may last, so that a reopened browser finds it again."""


@dataclass(frozen=True)
class FlowVisit(Visit):
    """The language is the member's, unless one was chosen."""

    flow: LoginFlow = field(kw_only=True)
    token: str = field(kw_only=True)

    async def enrollment(self, form: Form) -> EnrollmentFlow:
        """The set-up of the page that the form was on, not a later one."""
        return await self.parts.enrollments.authorise(
            parse_id(form.get("enrollment", "")), self.token
        )


async def find_flow(visit: Visit) -> tuple[LoginFlow, str]:
    """The login of the cookie's token; raises Problem where there is none."""
    login_id, _, token = visit.cookie(Cookie.flow).partition(".")
    return await visit.parts.logins.authorise(parse_id(login_id), token), token


async def has_running_login(visit: Visit) -> bool:
    """Whether this browser has a running login."""
    try:
        flow, _ = await find_flow(visit)
    except Problem:
        return False
    return not flow.row.over(visit.parts.clock())


async def _flow_visit(visit: TheVisit) -> FlowVisit:
    try:
        flow, token = await find_flow(visit)
    except Problem:
        raise Redirect("/sign-in", Flash("sign-in", "flow-ended")) from None
    async with visit.parts.logins.pool.acquire() as connection:
        member = await Members(connection).get(flow.row.member_id)
        account = await Accounts(connection).get(flow.row.account_id)
    visit = FlowVisit(
        visit.request,
        visit.parts,
        visit.pages,
        visit.language_for(member),
        account,
        flow=flow,
        token=token,
    )
    return known(visit, visit.request)


TheFlowVisit: TypeAlias = Annotated[FlowVisit, Depends(_flow_visit)]
