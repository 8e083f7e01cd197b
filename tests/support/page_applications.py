"""The pages of the Admin Center about applications."""

from dataclasses import replace
from uuid import UUID

from api.edge.bodies import Page
from api.edge.client_bodies import Client, ClientSecret
from api.pages.admin.application_form import Typed
from api.texts.field_errors import field_error
from client_shapes import client
from doorstep.rules.clients import AuthMethod, ClientKind, FirstFactor, Scope
from page_states import ID, NOW, State, in_admin_center

_ISSUER = "https://login.acme.test"
_OTHER = UUID("01890000-0000-7000-8000-000000000009")
_SECRETS = (
    ClientSecret(id=ID, created_at=NOW),
    ClientSecret(id=_OTHER, created_at=NOW),
)
_BILLING = Client.of(client(ID), ()).model_copy(update={"secrets": _SECRETS[:1]})
_KIOSK = _BILLING.model_copy(
    update={
        "name": "Kiosk",
        "kind": ClientKind.native,
        "auth_method": AuthMethod.none,
        "secrets": (),
        "disabled": True,
    }
)
_SHOP = _BILLING.model_copy(
    update={"name": "Shop", "first_factor": FirstFactor.client, "secrets": _SECRETS}
)


def _refused(language: str) -> dict[str, object]:
    return {
        "fields": Typed(
            {"name": "Billing", "kind": "web", "first_factor": "id_token_hint"},
            frozenset(),
            {
                "entra_tenant_id": field_error("entra_field", {}, language),
                "redirect_uris": field_error("uri_plain", {}, language),
            },
        )
    }


def _about(name: str, **shown: object) -> State:
    context = in_admin_center(**shown)
    return State(f"admin_center/{name}.html", context, step="applications")


def _page(of: Client) -> State:
    return _about(
        "application",
        client=of,
        fields=Typed.of(of),
        scopes=list(Scope),
        issuer=_ISSUER,
    )


APPLICATIONS = {
    "applications": _about(
        "applications",
        page=Page[Client](items=(_BILLING, _KIOSK, _SHOP), next_cursor=_SHOP.id),
        later=False,
    ),
    "no applications": _about(
        "applications", page=Page[Client](items=(), next_cursor=None), later=False
    ),
    "new application": replace(_about("new_application"), spoken=_refused),
    "application": _page(_BILLING),
    "application that is off": _page(_KIOSK),
    "application with refused fields": replace(_page(_SHOP), spoken=_refused),
    "new secret": _about(
        "application_secret", client=_BILLING, secret="a" * 43, issuer=_ISSUER
    ),
    "delete a secret": _about("delete_secret", client=_SHOP, secret=_SECRETS[0]),
    "remove an application": _about("remove_application", client=_BILLING),
}
