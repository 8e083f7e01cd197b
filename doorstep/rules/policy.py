"""Limits and lifetimes of flows, with the defaults of the HTTP contract.

They are copied into the start message of a flow, so that a changed setting does not
change a running flow. A login's row has only those that differ from the defaults, which
are of the contract and do not change.
"""

from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict, PositiveInt


class Policy(BaseModel):
    """A set of limits: immutable, and complete in the message."""

    model_config = ConfigDict(frozen=True, defer_build=True)


class EmailPolicy(Policy):
    """The limits of emailed codes, in a flow of this lifetime."""

    lifetime: timedelta = timedelta(minutes=30)
    email_code_lifetime: timedelta = timedelta(minutes=10)
    email_code_tries: PositiveInt = 5
    email_code_tries_per_day: PositiveInt = 20
    resend_cooldown: timedelta = timedelta(seconds=60)
    emails_per_hour: PositiveInt = 5


class EnrollmentPolicy(EmailPolicy):
    """The limits of a setup."""

    setup_code_tries: PositiveInt = 10


class RecoveryPolicy(EmailPolicy):
    """The limits of the reset of a forgotten password."""


class AddressPolicy(EmailPolicy):
    """The limits of a change of address: an administrator may ask for it while the
    member is away, so it waits longer than its codes live.
    """

    lifetime: timedelta = timedelta(days=1)


class InvitationPolicy(Policy):
    """The limits of an invitation: one that is over before has no reminder."""

    lifetime: timedelta = timedelta(days=7)
    reminder_after: timedelta = timedelta(days=3)

    def reminder_at(self, invited_at: datetime) -> datetime | None:
        short = self.lifetime <= self.reminder_after
        return None if short else invited_at + self.reminder_after


class LoginPolicy(Policy):
    """The limits of a login."""

    lifetime: timedelta = timedelta(minutes=10)
    longest: timedelta = timedelta(hours=2)
    free_tries: PositiveInt = 5
    first_wait: timedelta = timedelta(seconds=30)
    longest_wait: timedelta = timedelta(hours=1)
    tries_before_disabling: PositiveInt = 100
    network_known_for: timedelta = timedelta(days=30)
    session_lifetime: timedelta = timedelta(hours=24)
    enrollment: EnrollmentPolicy = EnrollmentPolicy()


class RecoveryStarts(Policy):
    """How many resets one client can ask for within the window."""

    per_client: PositiveInt = 30
    window: timedelta = timedelta(minutes=15)


class PasswordPolicy(Policy):
    """The limits on password tries, counted within one `window`."""

    window: timedelta = timedelta(minutes=15)
    tries_per_pair: PositiveInt = 10
    first_wait: timedelta = timedelta(seconds=30)
    longest_wait: timedelta = timedelta(minutes=15)
    tries_per_address: PositiveInt = 100
    tries_per_client: PositiveInt = 100
    hold: timedelta = timedelta(minutes=1)
    known_client_for: timedelta = timedelta(days=30)
    logins_per_member: PositiveInt = 60
    single_sign_ons: PositiveInt = 200

    @property
    def remembered_for(self) -> timedelta:
        """How long a wrong try is read: its wait, with a window before and after."""
        return self.longest_wait + 2 * self.window


def wait_after(
    count: int, *, free: int, first: timedelta, longest: timedelta
) -> timedelta | None:
    """The wait after the `count`-th wrong try in a row: none before the `free`-th, then
    `first`, doubling up to `longest`.
    """
    if count < free:
        return None
    factor: int = 2 ** min(count - free, 32)
    return min(first * factor, longest)
