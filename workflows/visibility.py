"""What Temporal UI shows of a flow: ids and stages, no personal data.

Setting the current details adds no event to the history. Upserting a search attribute
does, so `DoorstepTrouble` is set only when a trouble begins or ends.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from doorstep.messages.activities import Verdict
    from doorstep.messages.flows import Outcome
    from doorstep.messages.search_attributes import STAGE, TROUBLE
    from doorstep.rules.stages import (
        AddressStage,
        EnrollmentStage,
        InvitationStage,
        LoginStage,
        RecoveryStage,
        in_words,
    )

Stage: TypeAlias = (
    LoginStage | EnrollmentStage | RecoveryStage | AddressStage | InvitationStage
)
WAITS_FOR: dict[Stage, str] = {
    LoginStage.setup_required: "the member to begin setting up an authenticator",
    LoginStage.setting_up: "the setup, which runs as a child workflow",
    LoginStage.code_required: "a code from the member's authenticator app",
    EnrollmentStage.verify_email: "the 6-digit code that was emailed to the member",
    EnrollmentStage.install_app: "the member to install an authenticator app",
    EnrollmentStage.connect_device: "the member to scan the QR code or enter the key",
    EnrollmentStage.confirm_code: "the first code from the new authenticator",
    RecoveryStage.set_password: "the member to choose a new password",
    InvitationStage.invited: "the invited member to choose a password",
}
"""Recoveries and changes of address wait for an emailed code as setups do."""
NEXT: dict[Stage, str] = {
    LoginStage.setup_required: "the setup (`setting_up`) begins once the member "
    "selects Continue",
    LoginStage.setting_up: "the code prompt (`code_required`) once the new device is "
    "confirmed, or the previous stage if the setup ends otherwise",
    LoginStage.code_required: "signed in (`signed_in`) with a correct code, or a setup "
    "(`setting_up`) if the member replaces the device",
    EnrollmentStage.verify_email: "installing an app (`install_app`) once the correct "
    "code is entered",
    EnrollmentStage.install_app: "connecting the device (`connect_device`) once the "
    "member continues",
    EnrollmentStage.connect_device: "confirming with a code (`confirm_code`) once the "
    "member continues",
    EnrollmentStage.confirm_code: "the device is set up (`enrolled`) with a correct "
    "code",
    InvitationStage.invited: "the invitation is accepted (`accepted`) once a password "
    "is set",
}
NEXT_OF_RECOVERY: dict[Stage, str] = {
    RecoveryStage.verify_email: "choosing a password (`set_password`) once the correct "
    "code is entered",
    RecoveryStage.set_password: "the reset is done (`done`) once a new password is set",
}
NEXT_OF_ADDRESS: dict[Stage, str] = {
    AddressStage.verify_email: "the address is changed (`changed`) once the correct "
    "code is entered",
}
_OF_FLOW: dict[type, dict[Stage, str]] = {
    RecoveryStage: NEXT_OF_RECOVERY,
    AddressStage: NEXT_OF_ADDRESS,
}
"""Equal stages of different flows are equal as keys, so these have tables."""

EXPIRES = "Expires unless finished by then"
COUNTS_AS_SLOW = "Counts as slow unless the emailed code is entered by then"
"""Summaries of timers, which are shown from the first second."""


class Trouble(StrEnum):
    """The values of `DoorstepTrouble`: why a flow may need an operator."""

    slow = "slow"
    mail_delayed = "mail_delayed"
    mail_failed = "mail_failed"
    locked = "locked"
    device_disabled = "device_disabled"
    logout_delayed = "logout_delayed"
    logout_failed = "logout_failed"


class OperatorView:
    """Current details and search attributes of one flow."""

    def __init__(self, since: datetime, *, locks: bool = True) -> None:
        """`locks`: whether codes that are used up are a trouble for operators."""
        self._since = since
        self._locks = locks
        self._wrong = 0
        self._last: Verdict | None = None
        self._trouble: Trouble | None = None

    def enter(self, stage: Stage) -> None:
        self._since = workflow.now()
        self._wrong = 0
        self._last = None
        workflow.upsert_search_attributes([STAGE.value_set(stage.value)])

    def note(self, verdict: Verdict) -> None:
        if verdict.outcome is Outcome.wrong_code:
            self._wrong += 1
        if verdict.outcome not in (Outcome.accepted, Outcome.wrong_stage):
            self._last = verdict

    def show(
        self,
        stage: Stage,
        until: datetime,
        details: Sequence[str] = (),
        trouble: Trouble | None = None,
    ) -> None:
        """Set the current details, in Markdown, and the trouble."""
        since = clock(self._since)
        then = _OF_FLOW.get(type(stage), NEXT)
        if stage.final:
            lines = [f"**Ended** at {since}: {said(stage)}. Nothing else will happen."]
        else:
            lines = [
                f"**Waiting for {WAITS_FOR[stage]}** since {since}.",
                *(f"- {note}" for note in (*details, *self._typed())),
                f"**Next:** {then[stage]}; otherwise it expires at {clock(until)}.",
            ]
        workflow.set_current_details("\n\n".join(lines))
        self._show_trouble(trouble or self._locked())

    def _typed(self) -> list[str]:
        last = self._last
        if last is None:
            return []
        words = [wrong_codes(self._wrong, last.attempts_left)]
        until = f" until {clock(last.retry_at)}" if last.retry_at else ""
        if last.outcome is not Outcome.wrong_code:
            words.append(f"The last act was refused: {spaced(last.outcome)}{until}.")
        elif until:
            words.append(f"The device is **locked** for this network{until}.")
        return words

    def _locked(self) -> Trouble | None:
        """A wrong code with no tries left begins a wait."""
        last = self._last
        if last is None or not self._locks:
            return None
        if last.outcome is Outcome.device_disabled:
            return Trouble.device_disabled
        spent = last.outcome is Outcome.wrong_code and last.attempts_left == 0
        held = last.outcome is Outcome.too_many_attempts
        return Trouble.locked if spent or held else None

    def _show_trouble(self, trouble: Trouble | None) -> None:
        """Flows that began before `DoorstepTrouble` existed go on without it."""
        if trouble is self._trouble or not workflow.patched("trouble"):
            return
        self._trouble = trouble
        update = TROUBLE.value_set(trouble) if trouble else TROUBLE.value_unset()
        workflow.upsert_search_attributes([update])


def said(stage: Stage) -> str:
    """In words, with the value to search for where that differs."""
    words = in_words(stage)
    return words if words == stage else f"{words} (`{stage}`)"


def spaced(name: str) -> str:
    """`too-many-attempts` as words."""
    return name.replace("-", " ").replace("_", " ")


def wrong_codes(count: int, left: int | None) -> str:
    """How many were wrong in this stage, and how many attempts are left, if limited."""
    attempts = "" if left is None else f" (attempts left: {left})"
    return f"Wrong codes in this stage: {count}{attempts}."


def clock(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")
