"""What was typed in a form that was refused, for the page that shows the form again.

It may be a name or an address, so between two requests it is in no URL, and in a cookie
or a hidden field only sealed, for one page. Passwords and codes are never in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from api.pages.frame.csrf import UnfitForm
from api.pages.frame.kept_forms import KeptForms
from doorstep.rules.clients import Scope

Fields: TypeAlias = Mapping[str, str]
_KEPT: Final = frozenset(
    (
        *("name", "email", "role", "language", "colour", "reason"),
        *("kind", "first_factor", "redirect_uris", "post_logout_redirect_uris"),
        *("backchannel_logout_uri", "initiate_login_uri", "client_uri", "jwks_uri"),
        *("entra_tenant_id", "entra_client_id", "entra_issuer", "jwks"),
        *("auth_method", "id_token_alg", "always_code", "require_pkce"),
        *(f"scope_{scope}" for scope in Scope),
    )
)
_MOST_CHARACTERS = 3500
"""Browsers drop a cookie of more than 4096, with its name and attributes."""


def worth_keeping(form: Fields) -> dict[str, str]:
    return {name: text for name, text in form.items() if name in _KEPT}


@dataclass(frozen=True)
class TypedFields:
    """Seals and opens them; `path` is that of the page with the form, `key` the form
    key of the browser.
    """

    forms: KeptForms

    def sealed(self, form: Fields, path: str, key: str) -> str:
        """Empty where there is nothing to keep, or too much for a cookie."""
        if not (fields := worth_keeping(form)):
            return ""
        sealed = self.forms.sealed(fields, path, key)
        return sealed if len(sealed) <= _MOST_CHARACTERS else ""

    def opened(self, sealed: str, path: str, key: str) -> Fields:
        """Empty for those of another page or browser."""
        try:
            return worth_keeping(self.forms.opened(sealed, path, key))
        except UnfitForm:
            return {}
