"""Telling our own forms from those of other sites.

A cross-site request is told by what the browser says of its origin (see `origins`), and
by the token in each form, which only a page that this browser got from us can hold.
"""

import hashlib
import hmac
from enum import StrEnum

from api.edge.problems import Problem
from api.texts.problems import ProblemKind


class FormFault(StrEnum):
    """What only a page has words for."""

    foreign_form = "foreign-form"
    other_address = "other-address"


class UnfitForm(Problem):
    """The form itself is not taken: it is not ours, or none at all."""

    def __init__(self, status: int, fault: FormFault | None = None) -> None:
        super().__init__(ProblemKind.invalid_request, status=status)
        self.fault = fault

    @property
    def slug(self) -> str:
        """What its page is about."""
        return self.fault or self.kind


def form_token(key: str) -> str:
    """Derived from the cookie, so that no page shows the cookie itself."""
    return hmac.new(key.encode(), b"form", hashlib.sha256).hexdigest()


def check_token(key: str, token: str) -> None:
    right = hmac.compare_digest(form_token(key).encode(), token.encode())
    if not (key and right):
        raise foreign_form()


def foreign_form() -> UnfitForm:
    return UnfitForm(403, FormFault.foreign_form)
