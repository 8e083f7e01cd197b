"""What an operator sees of a flow in Temporal UI: ids and stages, never a person."""

from datetime import datetime
from uuid import UUID

from temporalio import workflow
from temporalio.common import SearchAttributePair, TypedSearchAttributes

with workflow.unsafe.imports_passed_through():
    from doorstep.search_attributes import ACCOUNT, APPLICATION, MEMBER, STAGE
    from doorstep.stages import Application, EnrollmentStage, LoginStage

_LOGIN_WAITS_FOR = {
    LoginStage.setup_required: "the member to begin setting up an authenticator",
    LoginStage.setting_up: "the set-up that runs as its child workflow",
    LoginStage.code_required: "a code from the member's authenticator app",
}
_ENROLLMENT_WAITS_FOR = {
    EnrollmentStage.verify_email: "the 6-digit code that was emailed to the member",
    EnrollmentStage.install_app: "the member to install an authenticator app",
    EnrollmentStage.connect_device: "the member to scan the QR code or type the key",
    EnrollmentStage.confirm_code: "the first code from the new authenticator",
}


def attributes(
    stage: LoginStage | EnrollmentStage,
    account_id: UUID,
    member_id: UUID,
    application: Application,
) -> TypedSearchAttributes:
    """The search attributes that a flow starts with."""
    return TypedSearchAttributes(
        [
            SearchAttributePair(STAGE, stage.value),
            SearchAttributePair(ACCOUNT, str(account_id)),
            SearchAttributePair(MEMBER, str(member_id)),
            SearchAttributePair(APPLICATION, application.value),
        ]
    )


def show_login(stage: LoginStage, since: datetime, until: datetime) -> None:
    _show(stage, _LOGIN_WAITS_FOR.get(stage), since, until)


def show_enrollment(
    stage: EnrollmentStage, since: datetime, until: datetime, *notes: str
) -> None:
    _show(stage, _ENROLLMENT_WAITS_FOR.get(stage), since, until, *notes)


def _show(
    stage: LoginStage | EnrollmentStage,
    waits_for: str | None,
    since: datetime,
    until: datetime,
    *notes: str,
) -> None:
    if waits_for is None:
        lines = [f"**{stage.value}** since {_clock(since)}. Nothing more happens here."]
    else:
        lines = [
            f"**{stage.value}** since {_clock(since)}",
            f"Waits for {waits_for}.",
            *notes,
            f"Ends as `expired` at {_clock(until)} unless it goes on before.",
        ]
    workflow.set_current_details("\n\n".join(lines))


def _clock(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")
