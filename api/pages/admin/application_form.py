"""The form of an application: between what is typed and the fields of a client."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from api.edge.client_bodies import Client
from api.edge.problems import Problem
from api.pages.frame.forms import Form, filled
from api.texts.field_errors import field_error
from doorstep.rules.acr import Acr
from doorstep.rules.client_fields import ClientChange, ClientFields
from doorstep.rules.clients import (
    DEFAULT_SCOPES,
    ClientKind,
    FirstFactor,
    Scope,
)

_LINES = ("redirect_uris", "post_logout_redirect_uris")
_SINGLE = (
    *("backchannel_logout_uri", "initiate_login_uri", "client_uri", "jwks_uri"),
    *("entra_tenant_id", "entra_client_id", "entra_issuer"),
)
_FOR_SECOND_FACTOR = (Scope.subjects, Scope.verifications)


@dataclass(frozen=True)
class Typed:
    """What the fields show: as text, or on and off. `wrong` has the errors by field."""

    texts: Mapping[str, str]
    ticked: frozenset[str]
    wrong: Mapping[str, str]

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    @classmethod
    def empty(cls) -> "Typed":
        usual = {"kind": ClientKind.web.value, "first_factor": "doorstep"}
        return cls(usual, frozenset(), {})

    @classmethod
    def of(cls, client: Client) -> "Typed":
        values = client.model_dump(mode="json")
        texts = {name: str(values[name] or "") for name in (*_SINGLE, "name")}
        texts |= {name: "\n".join(values[name]) for name in _LINES}
        texts |= {name: values[name] for name in ("auth_method", "id_token_alg")}
        texts["jwks"] = json.dumps(client.jwks, indent=2) if client.jwks else ""
        ticked = {f"scope_{scope}" for scope in client.scopes}
        if client.min_acr is Acr.mfa:
            ticked.add("always_code")
        if client.require_pkce:
            ticked.add("require_pkce")
        return cls(texts, frozenset(ticked), {})

    @classmethod
    def again(cls, form: Form, problem: Problem, language: str) -> "Typed":
        """After a refusal, with what is wrong beside each field."""
        wrong = {
            str(error.place[0]): field_error(error.kind, error.context, language)
            for error in reversed(problem.errors)
            if error.place
        }
        return cls(form, frozenset(form), wrong)

    @classmethod
    def kept(
        cls, form: Form, read: Callable[[Form], object], language: str
    ) -> "Typed | None":
        """Typed before the page was opened once more, such as in another language."""
        if not form:
            return None
        try:
            read(form)
        except Problem as problem:
            return cls.again(form, problem, language)
        return cls(form, frozenset(form), {})


def new_fields(form: Form) -> ClientFields:
    """Of the page “New application”, which leaves out what seldom matters."""
    scopes: tuple[Scope, ...] = DEFAULT_SCOPES
    if form.get("first_factor") == FirstFactor.client:
        scopes += _FOR_SECOND_FACTOR
    chosen = {name: form.get(name, "") for name in ("name", "kind", "first_factor")}
    return filled(ClientFields, {}, **chosen, **_addresses(form), scopes=scopes)


def changed_fields(form: Form) -> ClientChange:
    """Of the page of one application."""
    chosen: dict[str, object] = {
        name: form[name] for name in ("auth_method", "id_token_alg") if name in form
    }
    return filled(
        ClientChange,
        {},
        name=form.get("name", ""),
        **_addresses(form),
        **chosen,
        jwks=_json(form.get("jwks", "")),
        min_acr=Acr.mfa if "always_code" in form else None,
        require_pkce="require_pkce" in form,
        scopes=tuple(scope for scope in Scope if f"scope_{scope}" in form),
    )


def _addresses(form: Form) -> dict[str, object]:
    lists = {name: tuple(form.get(name, "").split()) for name in _LINES}
    return {**lists, **{name: form.get(name, "").strip() or None for name in _SINGLE}}


def _json(text: str) -> object:
    """Text that is no JSON stays text, which is refused as such."""
    try:
        return json.loads(text) if text.strip() else None
    except ValueError:
        return text
