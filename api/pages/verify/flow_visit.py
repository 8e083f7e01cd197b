"""A visit with the flow token of a login."""

from dataclasses import dataclass, field
from typing import Annotated, TypeAlias
from uuid import UUID

from fastapi import Depends

from api.actions.enrollments import EnrollmentFlow
from api.actions.logins import LoginFlow
from api.edge.ids import parse_id
from api.edge.problems import Problem
from api.pages.frame.asking import asked_by
from api.pages.frame.cookies import Cookie
from api.pages.frame.flash import Flash
from api.pages.frame.forms import Form
from api.pages.frame.visit import Redirect, TheVisit, Visit, known
from doorstep.db.login_facts import LoginFacts
from doorstep.transactions.flow_facts import FlowFacts

SECONDS_KEPT = 7200
"""As long as a login may last, so that a reopened browser finds it again."""


@dataclass(frozen=True)
class FlowVisit(Visit):
    """The language is the member's, unless one was chosen."""

    flow: LoginFlow = field(kw_only=True)
    token: str = field(kw_only=True)

    async def enrollment(self, form: Form) -> EnrollmentFlow:
        """The setup of the page that the form was on, not a later one."""
        return await self.parts.enrollments.authorise(
            parse_id(form.get("enrollment", "")), self.token
        )


@dataclass(frozen=True)
class FlowPage(FlowVisit):
    """A visit that shows where the login stands, from facts that are read once."""

    facts: FlowFacts = field(kw_only=True)


def _presented(visit: Visit) -> tuple[UUID, str]:
    """Login and token of the cookie; raises Problem where there are none."""
    login_id, _, token = visit.cookie(Cookie.flow).partition(".")
    return parse_id(login_id), token


async def has_running_login(visit: Visit) -> bool:
    """Whether this browser has a running login."""
    try:
        flow = await visit.parts.logins.authorise(*_presented(visit))
    except Problem:
        return False
    return not flow.row.over(visit.parts.clock())


async def _flow_visit(visit: TheVisit) -> FlowVisit:
    try:
        login_id, token = _presented(visit)
        flow, member, account = await visit.parts.logins.with_owner(login_id, token)
    except Problem:
        raise _ended() from None
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


async def _flow_page(visit: TheVisit) -> FlowPage:
    try:
        login_id, token = _presented(visit)
        facts = await visit.parts.logins.facts(login_id, token)
    except Problem:
        raise _ended() from None
    page = FlowPage(
        visit.request,
        visit.parts,
        visit.pages,
        visit.language_for(facts.member),
        facts.account,
        flow=LoginFlow(LoginFacts(facts.row, facts.device, None)),
        token=token,
        facts=facts,
    )
    if facts.asking:
        page = asked_by(page, facts.asking.client, facts.asking.parameters)
    return known(page, visit.request)


def _ended() -> Redirect:
    return Redirect("/sign-in", Flash("sign-in", "flow-ended"))


TheFlowVisit: TypeAlias = Annotated[FlowVisit, Depends(_flow_visit)]
TheFlowPage: TypeAlias = Annotated[FlowPage, Depends(_flow_page)]
