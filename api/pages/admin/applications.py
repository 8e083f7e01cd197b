"""`/admin-center/applications`: the applications that sign people in, their secrets."""

from fastapi import APIRouter, Response

from api.edge.client_bodies import Client, ClientChange
from api.edge.ids import id_in_query, parse_client_id, parse_id
from api.edge.lists import ListRequest
from api.edge.problems import Problem, not_found
from api.pages.admin.application_form import Typed, changed_fields, new_fields
from api.pages.admin.pages import show
from api.pages.frame.error_pages import ActRoute, PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import Form, TheForm
from api.pages.frame.signed_in_visit import Membership, TheAdmin
from api.texts.problems import ProblemKind
from doorstep.rules.clients import (
    CREDENTIAL_SCOPES,
    ClientKind,
    FirstFactor,
    Scope,
)

_LIST = "/admin-center/applications"
_NEW = "/admin-center/applications/new"
_ON_A_PAGE = 50
_STEP = "applications"
router = APIRouter(include_in_schema=False)
pages = APIRouter(prefix=_LIST, route_class=PageRoute)
acts = APIRouter(prefix=_LIST, route_class=ActRoute)


@pages.get("")
async def applications(admin: TheAdmin) -> Response:
    after = admin.request.query_params.get("cursor")
    asked = ListRequest(_ON_A_PAGE, parse_client_id(after) if after else None)
    page = await admin.parts.clients.page(admin.signed_in, asked)
    return show(admin, "applications", step=_STEP, page=page, later=after is not None)


@pages.get("/new")
async def new_application(admin: TheAdmin) -> Response:
    typed = Typed.kept(admin.typed_at(_NEW), new_fields, admin.language)
    return show(admin, "new_application", step=_STEP, fields=typed or Typed.empty())


@pages.post("/new")
async def add(form: TheForm, admin: TheAdmin) -> Response:
    """The secret is in this response only: a redirect would have to carry it."""
    try:
        added = await admin.parts.clients.add(admin.signed_in, new_fields(form))
    except Problem as problem:
        if problem.kind is not ProblemKind.invalid_request:
            raise
        typed = Typed.again(form, problem, admin.language)
        return show(
            admin,
            "new_application",
            step=_STEP,
            status=problem.status,
            here=_NEW,
            typed=form,
            fields=typed,
        )
    return _show_secret(admin, added, added.client_secret)


@pages.get("/{client_id}")
async def application(admin: TheAdmin, client_id: str) -> Response:
    known = parse_client_id(client_id)
    kept = admin.typed_at(f"{_LIST}/{known}")
    typed = Typed.kept(kept, changed_fields, admin.language)
    return await _show_one(admin, known, typed)


@pages.post("/{client_id}")
async def change(form: TheForm, admin: TheAdmin, client_id: str) -> Response:
    """What is wrong is said on the same page, which keeps what was typed."""
    known = parse_client_id(client_id)
    try:
        await admin.parts.clients.change(admin.signed_in, known, changed_fields(form))
    except Problem as problem:
        if problem.kind is not ProblemKind.invalid_request:
            raise
        typed = Typed.again(form, problem, admin.language)
        return await _show_one(admin, known, typed, problem.status, form)
    return admin.go(f"{_LIST}/{known}", Flash("application", "saved"))


@acts.post("/{client_id}/access")
async def change_access(form: TheForm, admin: TheAdmin, client_id: str) -> Response:
    known, disabled = parse_client_id(client_id), form.get("disabled") == "yes"
    change = ClientChange(disabled=disabled)
    await admin.parts.clients.change(admin.signed_in, known, change)
    slug = "application-off" if disabled else "application-on"
    return admin.go(f"{_LIST}/{known}", Flash("application", slug))


@acts.post("/{client_id}/new-secret")
async def add_secret(_form: TheForm, admin: TheAdmin, client_id: str) -> Response:
    known = parse_client_id(client_id)
    new = await admin.parts.clients.add_secret(admin.signed_in, known)
    client = await admin.parts.clients.read(admin.signed_in, known)
    return _show_secret(admin, client, new.client_secret)


@pages.get("/{client_id}/delete-secret")
async def ask_to_delete(admin: TheAdmin, client_id: str) -> Response:
    secret_id = id_in_query(admin.request, "secret_id")
    client = await admin.parts.clients.read(admin.signed_in, parse_client_id(client_id))
    secret = next((each for each in client.secrets if each.id == secret_id), None)
    if secret is None:
        raise not_found()
    return show(admin, "delete_secret", step=_STEP, client=client, secret=secret)


@acts.post("/{client_id}/delete-secret")
async def delete_secret(form: TheForm, admin: TheAdmin, client_id: str) -> Response:
    known, secret_id = parse_client_id(client_id), parse_id(form.get("secret_id", ""))
    await admin.parts.clients.end_secret(admin.signed_in, known, secret_id)
    return admin.go(f"{_LIST}/{known}", Flash("application", "secret-deleted"))


@pages.get("/{client_id}/remove")
async def ask_to_remove(admin: TheAdmin, client_id: str) -> Response:
    client = await admin.parts.clients.read(admin.signed_in, parse_client_id(client_id))
    return show(admin, "remove_application", step=_STEP, client=client)


@acts.post("/{client_id}/remove")
async def remove(_form: TheForm, admin: TheAdmin, client_id: str) -> Response:
    await admin.parts.clients.remove(admin.signed_in, parse_client_id(client_id))
    return admin.go(_LIST, Flash("application", "application-removed"))


async def _show_one(
    admin: Membership,
    client_id: str,
    typed: Typed | None = None,
    status: int = 200,
    form: Form | None = None,
) -> Response:
    client = await admin.parts.clients.read(admin.signed_in, client_id)
    return show(
        admin,
        "application",
        step=_STEP,
        status=status,
        here=f"{_LIST}/{client_id}",
        typed=form,
        client=client,
        fields=typed or Typed.of(client),
        scopes=_scopes_of(client),
        issuer=admin.parts.settings.public_url,
    )


def _scopes_of(client: Client) -> list[Scope]:
    """Those that its kind can have."""
    fixed: set[Scope] = set()
    if client.kind is ClientKind.native:
        fixed |= CREDENTIAL_SCOPES
    if client.first_factor is FirstFactor.client:
        fixed.add(Scope.offline_access)
    return [scope for scope in Scope if scope not in fixed]


def _show_secret(admin: Membership, client: Client, secret: str | None) -> Response:
    """Not stored and not sent again."""
    return show(
        admin,
        "application_secret",
        step=_STEP,
        client=client,
        secret=secret,
        issuer=admin.parts.settings.public_url,
    )


router.include_router(pages)
router.include_router(acts)
