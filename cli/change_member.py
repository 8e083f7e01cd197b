"""Changing, disabling and enabling a member for an operator."""

from collections.abc import Mapping

from cli import texts
from cli.address_changes import begin_change, new_address
from cli.database import open_database
from cli.interventions import inform, signed_out, workflows_of
from cli.inviting import start_soon
from doorstep.clock import system_clock
from doorstep.messages.flows import Ended
from doorstep.settings.processes import DatabaseSettings
from doorstep.transactions import operators


async def change_member(
    settings: DatabaseSettings,
    name: str,
    values: Mapping[str, object],
    reason: str | None,
    email: str | None = None,
) -> str:
    """Returns sentences that say what was done."""
    address = new_address(settings, email) if email is not None else None
    async with open_database(settings) as pool:
        changed = await operators.change_member(
            pool, name, values=values, reason=reason, at=system_clock(), address=address
        )
        mailed = ""
        if changed.address is not None:
            mailed = f" {await begin_change(settings, pool, changed.address)}"
    if changed.invited is not None:
        told = await inform(settings, changed.invitations, notices=changed.notices)
        await start_soon(settings, changed.invited)
        sentence = texts.INVITED_THERE if "email" in changed.fields else texts.INVITED
        mailed = f" {sentence}{told}"
    if changed.kept is not None:
        mailed = await inform(settings, [f"address/{changed.kept}"])
    match changed.fields and values.get("disabled"):
        case True:
            done, news = texts.MEMBER_DISABLED, Ended.member_disabled
            flows = [*workflows_of(changed.ended), *changed.invitations]
            return await signed_out(settings, done, flows, news, None)
        case False:
            return texts.MEMBER_ENABLED
    now = [field for field in changed.fields if field != "email"]
    return f"{texts.changed(now) if now or not mailed else ''}{mailed}".strip()
