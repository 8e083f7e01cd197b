"""Modules below the workflows call them by name; mypy checks all other calls."""

import ast
from pathlib import Path

import pytest
from temporalio.workflow import _Definition

from doorstep.messages.flows import (
    AddressStart,
    Ended,
    EnrollmentEnded,
    InvitationStart,
    MailDelay,
    NoticeStart,
    RecoveryStart,
)
from workflows.address_change import AddressChangeWorkflow
from workflows.enrollment import EnrollmentWorkflow
from workflows.invitation import InvitationWorkflow
from workflows.login import LoginWorkflow
from workflows.notice import NoticeWorkflow
from workflows.purge import PurgeWorkflow
from workflows.recovery import RecoveryWorkflow

ROOT = Path(__file__).parent.parent.parent
SIGNALS = [
    ("doorstep/temporal/executions.py", "end_now", LoginWorkflow, Ended),
    ("doorstep/temporal/executions.py", "end_now", EnrollmentWorkflow, Ended),
    ("doorstep/temporal/executions.py", "end_now", RecoveryWorkflow, Ended),
    ("doorstep/temporal/executions.py", "end_now", AddressChangeWorkflow, Ended),
    ("doorstep/temporal/executions.py", "end_now", InvitationWorkflow, Ended),
    ("activities/mails.py", "mail_delayed", EnrollmentWorkflow, MailDelay),
    ("activities/own_deliveries.py", "mail_delayed", RecoveryWorkflow, MailDelay),
    ("activities/own_deliveries.py", "mail_delayed", AddressChangeWorkflow, MailDelay),
    ("activities/own_deliveries.py", "mail_delayed", InvitationWorkflow, MailDelay),
    ("workflows/enrollment.py", "setup_ended", LoginWorkflow, EnrollmentEnded),
]
STARTED = [
    ("Notice", NoticeWorkflow, [NoticeStart]),
    ("Purge", PurgeWorkflow, []),
    ("Recovery", RecoveryWorkflow, [RecoveryStart]),
    ("AddressChange", AddressChangeWorkflow, [AddressStart]),
    ("Invitation", InvitationWorkflow, [InvitationStart]),
]
PRODUCT = ("activities", "api", "cli", "doorstep", "workflows")


@pytest.mark.parametrize(("signal", "flow", "news"), [signal for _, *signal in SIGNALS])
def test_a_signal_sent_by_name_exists(signal: str, flow: type, news: type) -> None:
    assert _Definition.must_from_class(flow).signals[signal].arg_types == [news]


@pytest.mark.parametrize(("name", "flow", "start"), STARTED)
def test_a_workflow_started_by_name_exists(
    name: str, flow: type, start: list[type]
) -> None:
    found = _Definition.must_from_class(flow)

    assert (found.name, found.arg_types) == (name, start)


def test_nothing_else_is_called_by_name() -> None:
    called = {
        (str(file.relative_to(ROOT)), name)
        for folder in PRODUCT
        for file in (ROOT / folder).rglob("*.py")
        for name in _called_by_name(file)
    }

    assert called == {(caller, signal) for caller, signal, _, _ in SIGNALS}


def _called_by_name(file: Path) -> list[object]:
    return [
        node.args[0].value
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("signal", "query", "execute_update", "start_update")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]
