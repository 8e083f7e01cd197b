"""Parsing a form, after the CSRF checks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, TypeAlias, TypeVar
from unicodedata import category, decimal
from urllib.parse import parse_qsl

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError

from api.edge.problems import Problem
from api.edge.request_body import limited_body, not_as
from api.pages.frame.cookies import Cookie
from api.pages.frame.csrf import UnfitForm, check_token
from api.pages.frame.kept_forms import FIELD
from api.pages.frame.visit import TheVisit, Visit
from api.texts.problems import ProblemKind

Form: TypeAlias = Mapping[str, str]
_Model = TypeVar("_Model", bound=BaseModel)
_KIND = "application/x-www-form-urlencoded"
_MOST_FIELDS = 40
_TOKEN = "form_token"  # noqa: S105  a name
_CODE = re.compile(r"[0-9]{6,8}\Z")
_DIGITS = 6


def typed_code(form: Form) -> str:
    """A code of 6 digits: one that was mailed, or the first of an authenticator."""
    code = typed_app_code(form)
    if len(code) != _DIGITS:
        raise Problem(ProblemKind.invalid_request)
    return code


def typed_app_code(form: Form) -> str:
    """The code of an authenticator, without what chat and mail put around it, in digits
    of any script.

    That is white space, punctuation, symbols, and characters that only direct or join
    the text beside them.
    """
    code = "".join(map(_digit, form.get("code", "")))
    if not _CODE.match(code):
        raise Problem(ProblemKind.invalid_request)
    return code


def _digit(character: str) -> str:
    if character.isdecimal():
        return str(decimal(character))
    around = category(character).startswith(("P", "S", "Z", "Cf"))
    return "" if around or character.isspace() else character


def filled(model: type[_Model], form: Form, **known: object) -> _Model:
    """The model from the form's fields and from `known` values."""
    fields = {name: form[name] for name in model.model_fields if name in form}
    try:
        return model.model_validate({**fields, **known})
    except ValidationError as error:
        raise not_as(error) from None


@dataclass(frozen=True)
class SentForm:
    """The form of the act, and the one with the proof that its act was asked for."""

    asked: Form
    proof: Form | None = None


def sent_form(request: Request) -> SentForm | None:
    """What this request sent, once it has been read."""
    sent = getattr(request.state, "sent_form", None)
    return sent if isinstance(sent, SentForm) else None


def kept_form(visit: Visit) -> str:
    """The form of the act, sealed for the page that asks for a proof."""
    sent = sent_form(visit.request)
    form = dict(sent.asked) if sent else {}
    form.pop(_TOKEN, None)
    return visit.pages.kept_forms.sealed(form, *_place(visit))


async def _unopened_form(request: Request, visit: TheVisit) -> Form:
    visit.pages.origins.check(request.headers)
    form = _parse(request, await _read(request))
    check_token(visit.cookie(Cookie.form), form.get(_TOKEN, ""))
    return form


UnopenedForm: TypeAlias = Annotated[Form, Depends(_unopened_form)]
"""The form as it was sent: one that it holds is for another address."""


async def _own_form(request: Request, visit: TheVisit, form: UnopenedForm) -> Form:
    sent = SentForm(form)
    if FIELD in form:
        asked = visit.pages.kept_forms.opened(form[FIELD], *_place(visit))
        sent = SentForm(asked, proof=form)
    request.state.sent_form = sent
    return sent.asked


def _place(visit: Visit) -> tuple[str, str]:
    """The act, and this browser."""
    return str(visit.request.scope["path"]), visit.cookie(Cookie.form)


TheForm: TypeAlias = Annotated[Form, Depends(_own_form)]
"""The first argument of a handler, so that the CSRF checks come first, and that the
visitor who is found next has stepped up, if the form has a proof.
"""


async def _read(request: Request) -> bytes:
    try:
        return await limited_body(request)
    except Problem as problem:
        raise UnfitForm(problem.status) from None


def _parse(request: Request, body: bytes) -> Form:
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind.strip().lower() != _KIND:
        raise UnfitForm(415)
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        raise UnfitForm(400) from None
    if len({name for name, _ in pairs}) != len(pairs):
        raise UnfitForm(400)
    return dict(pairs)
