"""CSRF protection.

A cross-site request is recognized by the browser's headers (see `origins`) and by the
token in each form, which is bound to a cookie of this browser.
"""

import hashlib
import hmac
from enum import StrEnum

from api.edge.problems import Problem
from api.texts.problems import ProblemKind


class FormFault(StrEnum):
    """Problems that only pages have."""

    foreign_form = "foreign-form"
    other_address = "other-address"


class UnfitForm(Problem):
    """The form is rejected: it is not ours, or malformed."""

    def __init__(self, status: int, fault: FormFault | None = None) -> None:
        super().__init__(ProblemKind.invalid_request, status=status)
        self.fault = fault

    @property
    def slug(self) -> str:
        """The slug of its error page."""
        return self.fault or self.kind


def form_token(key: str) -> str:
    """Derived from the cookie, so that no page contains the cookie itself."""
    return hmac.new(key.encode(), b"form", hashlib.sha256).hexdigest()


def check_token(key: str, token: str) -> None:
    right = hmac.compare_digest(form_token(key).encode(), token.encode())
    if not (key and right):
        raise foreign_form()


def foreign_form() -> UnfitForm:
    return UnfitForm(403, FormFault.foreign_form)
