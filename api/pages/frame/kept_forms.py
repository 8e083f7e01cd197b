"""A form that waits on a page for the step-up, sealed: it may hold a password.

So the page that asks shows nothing of it, and its act is done with what was typed.
"""

import json
from dataclasses import dataclass

from pydantic import TypeAdapter

from api.pages.frame.csrf import UnfitForm
from doorstep.errors import UnsealError
from doorstep.rules.seal import KeyRing, Purpose

FIELD = "asked"
"""The form's field that has the form that was asked for."""
_FIELDS: TypeAdapter[dict[str, str]] = TypeAdapter(dict[str, str])


@dataclass(frozen=True)
class KeptForms:
    ring: KeyRing

    def sealed(self, form: dict[str, str], path: str, key: str) -> str:
        """Opens only for the act at `path`, in the browser with this form key."""
        plain = json.dumps(form, separators=(",", ":")).encode()
        return self.ring.seal(Purpose.kept_form, plain, f"{path} {key}")

    def opened(self, sealed: str, path: str, key: str) -> dict[str, str]:
        """Raises UnfitForm."""
        try:
            plain = self.ring.open(Purpose.kept_form, sealed, f"{path} {key}")
        except UnsealError:
            raise UnfitForm(400) from None
        return _FIELDS.validate_json(plain)
