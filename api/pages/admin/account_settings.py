"""`/admin-center/account`: the account's name, language and colour."""

from dataclasses import replace

from fastapi import APIRouter, Response

from api.edge.problems import Problem
from api.pages.admin.pages import show
from api.pages.frame.error_pages import ActRoute, PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import Form, TheForm, filled
from api.pages.frame.signed_in_visit import Membership, TheAdmin
from doorstep.db.accounts import Account
from doorstep.rules.colours import DARK, LIGHT, in_light_and_dark
from doorstep.transactions.accounts import AccountFields

_ADDRESS = "/admin-center/account"
_TYPED = ("name", "language", "colour")
router = APIRouter(include_in_schema=False)
pages = APIRouter(prefix=_ADDRESS, route_class=PageRoute)
acts = APIRouter(prefix=_ADDRESS, route_class=ActRoute)


@pages.get("")
async def account(admin: TheAdmin) -> Response:
    """What was typed and not saved is previewed, as in another language than before."""
    try:
        fields = _fields(admin.typed_at(_ADDRESS))
    except Problem:
        fields = AccountFields()
    previewed = bool(fields.model_fields_set)
    return _show(admin, fields.of(admin.signed_in.account), previewed=previewed)


@acts.post("/preview")
async def preview(form: TheForm, admin: TheAdmin) -> Response:
    """The page with other values; nothing is saved."""
    fields = _fields(form)
    return _show(admin, fields.of(admin.signed_in.account), previewed=True, typed=form)


@acts.post("/change")
async def change(form: TheForm, admin: TheAdmin) -> Response:
    await admin.parts.account.change_any(admin.signed_in, _fields(form))
    return admin.go(_ADDRESS, Flash("account", "saved"))


def _fields(form: Form) -> AccountFields:
    """Only the fields of this page; the switch is on another page."""
    typed = {name: form[name] for name in _TYPED if name in form}
    own = {"colour": None} if "own_colour" in form else {}
    return filled(AccountFields, typed, **own)


def _show(
    admin: Membership,
    account: Account,
    *,
    previewed: bool = False,
    typed: Form | None = None,
) -> Response:
    light, dark = in_light_and_dark(account.colour)
    return show(
        replace(admin, account=account),
        "account",
        here=_ADDRESS,
        typed=typed,
        defaults={
            "name": account.name,
            "language": account.language,
            "colour": account.shown_colour,
        },
        step="account",
        previewed=previewed,
        schemes={"light": (LIGHT, light), "dark": (DARK, dark)},
    )


router.include_router(pages)
router.include_router(acts)
