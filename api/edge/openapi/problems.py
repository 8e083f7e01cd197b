"""Which problems each operation gives, for its OpenAPI description."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from api.edge.problems import URN
from api.texts.field_errors import FIELD_ERRORS
from api.texts.problems import MALFORMED, ProblemKind
from doorstep.rules.password_strength import Weakness
from doorstep.rules.stages import (
    AddressStage,
    EnrollmentStage,
    InvitationStage,
    LoginStage,
    RecoveryStage,
)

_Kind = ProblemKind
_OF_AN_ACT = (_Kind.flow_ended, _Kind.too_many_attempts)
_ONLY_HERE: Mapping[str, tuple[ProblemKind, ...]] = {
    "log_in": (
        _Kind.invalid_credentials,
        _Kind.not_signed_in,
        _Kind.not_an_administrator,
        _Kind.not_an_application,
        _Kind.insufficient_scope,
        _Kind.too_many_attempts,
        _Kind.too_many_logins,
    ),
    "begin_setup": (*_OF_AN_ACT, _Kind.too_many_emails, _Kind.approval_needed),
    "submit_code": (
        *_OF_AN_ACT,
        _Kind.wrong_stage,
        _Kind.wrong_code,
        _Kind.device_disabled,
    ),
    "renew_session": (*_OF_AN_ACT, _Kind.wrong_stage),
    "cancel_login": _OF_AN_ACT,
    "resend_email": (
        *_OF_AN_ACT,
        _Kind.wrong_stage,
        _Kind.resend_too_soon,
        _Kind.too_many_emails,
    ),
    "submit_email_code": (*_OF_AN_ACT, _Kind.wrong_stage, _Kind.wrong_code),
    "advance_setup": (*_OF_AN_ACT, _Kind.wrong_stage),
    "read_authenticator": (_Kind.flow_ended, _Kind.wrong_stage),
    "submit_setup_code": (*_OF_AN_ACT, _Kind.wrong_stage, _Kind.wrong_code),
    "cancel_setup": _OF_AN_ACT,
    "read_running_setup": (_Kind.flow_ended,),
    "resend_for_member": (
        *_OF_AN_ACT,
        _Kind.wrong_stage,
        _Kind.resend_too_soon,
        _Kind.too_many_emails,
    ),
    "cancel_for_member": (_Kind.flow_ended,),
    "step_up": (
        _Kind.wrong_code,
        _Kind.wrong_password,
        _Kind.device_disabled,
        _Kind.too_many_attempts,
    ),
    "list_members": (_Kind.not_found,),
    "change_account": (_Kind.step_up_required,),
    "download_members": (_Kind.not_found,),
    "create_member": (
        _Kind.step_up_required,
        _Kind.email_taken,
        _Kind.weak_password,
    ),
    "change_member": (
        _Kind.step_up_required,
        _Kind.last_administrator,
        _Kind.email_taken,
        _Kind.resend_too_soon,
        _Kind.too_many_emails,
    ),
    "reset_device": (_Kind.step_up_required,),
    "unlock_device": (_Kind.step_up_required,),
    "change_password": (
        _Kind.weak_password,
        _Kind.wrong_password,
        _Kind.too_many_attempts,
    ),
    "change_email": (
        _Kind.step_up_required,
        _Kind.too_many_attempts,
        _Kind.resend_too_soon,
        _Kind.too_many_emails,
    ),
    "read_pending_email": (_Kind.not_found,),
    "resend_code_to_new_email": (
        *_OF_AN_ACT,
        _Kind.not_found,
        _Kind.resend_too_soon,
        _Kind.too_many_emails,
    ),
    "confirm_new_email": (
        *_OF_AN_ACT,
        _Kind.not_found,
        _Kind.wrong_code,
        _Kind.email_taken,
    ),
    "keep_email": (_Kind.not_found, _Kind.flow_ended),
    "forget_password": (_Kind.too_many_attempts, _Kind.too_many_emails),
    "resend_reset_email": (
        *_OF_AN_ACT,
        _Kind.wrong_stage,
        _Kind.resend_too_soon,
        _Kind.too_many_emails,
    ),
    "submit_reset_code": (*_OF_AN_ACT, _Kind.wrong_stage, _Kind.wrong_code),
    "set_new_password": (*_OF_AN_ACT, _Kind.wrong_stage, _Kind.weak_password),
    "cancel_reset": _OF_AN_ACT,
    "accept_invitation": (
        _Kind.too_many_attempts,
        _Kind.weak_password,
        _Kind.email_taken,
    ),
    "send_invitation": (
        _Kind.wrong_stage,
        _Kind.email_taken,
        _Kind.too_many_emails,
    ),
    "cancel_invitation": (_Kind.flow_ended,),
    "cancel_member_login": (_Kind.flow_ended,),
    "erase_member": (_Kind.step_up_required, _Kind.last_administrator),
    "add_group": (_Kind.step_up_required, _Kind.name_taken),
    "rename_group": (_Kind.step_up_required, _Kind.name_taken),
    "remove_group": (_Kind.step_up_required,),
    "put_group_member": (_Kind.step_up_required, _Kind.invalid_request),
    "remove_group_member": (_Kind.step_up_required,),
    "add_client": (_Kind.step_up_required,),
    "change_client": (_Kind.step_up_required,),
    "remove_client": (_Kind.step_up_required,),
    "end_client_secret": (_Kind.step_up_required,),
    "add_client_secret": (_Kind.step_up_required, _Kind.too_many_secrets),
    "put_subject": (_Kind.email_taken,),
    "erase_subject": (_Kind.last_administrator,),
    "open_verification": (
        _Kind.invalid_credentials,
        _Kind.not_an_application,
        _Kind.not_found,
        _Kind.too_many_logins,
    ),
}
"""Beside those that follow from what an operation takes."""
OF_FLOWS = ("/v1/logins", "/v1/enrollments", "/v1/password-resets", "/v1/invitations")
"""The paths of flows, which have tokens of their own."""
_WAITS = ("429", "503")
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {
            "type": "string",
            "enum": [f"{URN}{kind}" for kind in ProblemKind],
        },
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "description": "What is wrong: `invalid-request`, `weak-password`.",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {
                    "pointer": {
                        "type": "string",
                        "description": "A JSON Pointer into the body: `#/code`; or to "
                        "`#/query/limit`, `#/header/Idempotency-Key`.",
                    },
                    "detail": {"type": "string"},
                },
            },
        },
        "stage": {
            "type": "string",
            "enum": sorted(
                {
                    *(*LoginStage, *EnrollmentStage, *RecoveryStage),
                    *(*AddressStage, *InvitationStage),
                }
            ),
        },
        "reason": {"type": "string", "enum": list(Weakness)},
        "attempts_left": {"type": "integer"},
        "next_code_at": {"type": "string", "format": "date-time"},
        "retry_after": {"type": "integer"},
        "max_age": {
            "type": "integer",
            "description": "Seconds that a step-up may be old for this act.",
        },
    },
}
_RETRY_AFTER = {
    "Retry-After": {
        "required": True,
        "schema": {"type": "integer", "minimum": 1},
        "description": "Seconds to wait.",
    }
}


def problem_responses(path: str, operation: Mapping[str, Any]) -> dict[str, Any]:
    """The responses with a problem of an operation, by status."""
    by_status: defaultdict[str, list[ProblemKind]] = defaultdict(list)
    for kind in dict.fromkeys(_kinds(path, operation)):
        by_status[str(kind.status)].append(kind)
    if "requestBody" in operation:
        for status in ("408", "413", "415"):
            by_status[status].append(_Kind.invalid_request)
    return {
        status: _response(status, by_status[status]) for status in sorted(by_status)
    }


def _kinds(path: str, operation: Mapping[str, Any]) -> Iterable[ProblemKind]:
    if not path.startswith(OF_FLOWS):
        yield _Kind.not_signed_in
        yield _Kind.insufficient_scope
    if path.startswith("/v1/account"):
        yield _Kind.not_an_administrator
    if "{" in path:
        yield _Kind.not_found
    taken = {each["in"] for each in operation.get("parameters", ())}
    if "requestBody" in operation or taken & {"query", "header"}:
        yield _Kind.invalid_request
    yield from _ONLY_HERE.get(operation["operationId"], ())
    yield _Kind.temporarily_unavailable


def _response(status: str, kinds: list[ProblemKind]) -> dict[str, Any]:
    types = [f"{URN}{kind}" for kind in kinds]
    schema = {
        "allOf": [{"$ref": "#/components/schemas/Problem"}],
        "properties": {"type": {"enum": types}},
    }
    shown = {"schema": schema, "example": _example(kinds[0], int(status))}
    response = {
        "description": " ".join(_described(kind, int(status)) for kind in kinds),
        "content": {"application/problem+json": shown},
    }
    return response | ({"headers": _RETRY_AFTER} if status in _WAITS else {})


def _described(kind: ProblemKind, status: int) -> str:
    title, detail = kind.texts("en", status)
    return f"`{kind}`: {detail if status in MALFORMED else title}"


def _example(kind: ProblemKind, status: int) -> dict[str, object]:
    title, detail = kind.texts("en", status)
    example: dict[str, object] = {
        "type": f"{URN}{kind}",
        "title": title,
        "status": status,
        "detail": detail,
    }
    if kind is _Kind.invalid_request and status == kind.status:
        missing = {"pointer": "#/code", "detail": FIELD_ERRORS["missing"]}
        example["errors"] = [missing]
    if str(status) in _WAITS:
        example["retry_after"] = 30
    return example
