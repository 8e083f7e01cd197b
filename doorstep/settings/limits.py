"""Settings of lifetimes and limits, and the policies made of them."""

from datetime import timedelta
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field, PositiveInt

from doorstep.rules.durations import read_duration
from doorstep.rules.policy import (
    AddressPolicy,
    EnrollmentPolicy,
    InvitationPolicy,
    LoginPolicy,
    PasswordPolicy,
    RecoveryPolicy,
    RecoveryStarts,
)
from doorstep.settings.sources import Variables


def _seconds(value: object) -> object:
    """Text other than a number is a duration."""
    if not isinstance(value, str) or value.strip().isdecimal():
        return value
    try:
        return round(read_duration(value).total_seconds())
    except ValueError:
        raise ValueError(
            "must be a number of seconds, or a duration such as 90s, 10m, 1h30m or 2d"
        ) from None


AS_SECONDS = BeforeValidator(_seconds)
Seconds: TypeAlias = Annotated[PositiveInt, AS_SECONDS]
"""Whole seconds; in the environment also a duration such as 10m."""


class LimitVariables(Variables):
    """Lifetimes, waits and how often something may be tried."""

    login_ttl: Seconds = 600
    """How long a login waits for its next step."""
    login_longest: Seconds = 7200
    """How long a login can take in all, setups included."""
    login_code_tries: PositiveInt = 5
    """Wrong login codes in a row before the first wait."""
    login_code_first_wait: Seconds = 30
    """The first wait after wrong login codes; each further one is twice as long."""
    login_code_longest_wait: Seconds = 3600
    """The longest wait after wrong login codes."""
    login_code_disable_after: PositiveInt = 100
    """Wrong login codes in a row after which only a new device helps."""
    login_network_known_for: Seconds = 2_592_000
    """How long a device knows a network after a right code from it."""
    logins_per_member: PositiveInt = 60
    """Logins that a member can start within DOORSTEP_PASSWORD_WINDOW."""
    single_sign_ons: PositiveInt = 200
    """Logins of one session to one application within DOORSTEP_PASSWORD_WINDOW that ask
    nothing.
    """
    enrollment_ttl: Seconds = 1800
    """How long a setup can take."""
    email_code_ttl: Seconds = 600
    """How long an emailed code is valid, from when the mail server accepted it."""
    email_code_tries: PositiveInt = 5
    """Wrong tries after which an emailed code is no longer accepted."""
    email_code_tries_per_day: PositiveInt = 20
    """A member's wrong emailed codes in a day, over all setups."""
    resend_cooldown: Seconds = 60
    """The wait before another mail with a code can be sent."""
    emails_per_hour: PositiveInt = 5
    """Mails with a code to one member in an hour."""
    setup_code_tries: PositiveInt = 10
    """Wrong setup codes after which a setup has to start over."""
    recovery_ttl: Annotated[PositiveInt, AS_SECONDS, Field(le=86_400)] = 1800
    """How long the reset of a forgotten password can take; a day at most."""
    address_change_ttl: Annotated[PositiveInt, AS_SECONDS, Field(le=604_800)] = 86_400
    """How long a change of address waits for its code; a week at most."""
    invitation_ttl: Annotated[PositiveInt, AS_SECONDS, Field(le=2_592_000)] = 604_800
    """How long the link of an invitation works; 30 days at most. After 3 days a
    reminder is mailed.
    """
    recoveries_per_client: PositiveInt = 30
    """Resets that one client can ask for within DOORSTEP_PASSWORD_WINDOW."""
    password_window: Seconds = 900
    """The time within which wrong passwords are counted."""
    password_tries_per_pair: PositiveInt = 10
    """Wrong passwords for one address from one client before the first wait."""
    password_first_wait: Seconds = 30
    """The first wait after wrong passwords; each further one is twice as long."""
    password_longest_wait: Seconds = 900
    """The longest wait after wrong passwords."""
    password_tries_per_address: PositiveInt = 100
    """Wrong passwords for one address, from all clients together."""
    password_tries_per_client: PositiveInt = 100
    """Wrong passwords from one client, for all addresses together."""
    session_idle_ttl: Seconds = 3600
    """How long a session lives without being used."""
    session_ttl: Seconds = 86400
    """How long a session lives at most."""
    offline_access_ttl: Annotated[Seconds, Field(le=2_592_000)] = 2_592_000
    """How long an application with `offline_access` can renew its tokens after somebody
    signed in, be it after the session has run out; 30 days at most.
    """

    @property
    def login_policy(self) -> LoginPolicy:
        return LoginPolicy(
            lifetime=timedelta(seconds=self.login_ttl),
            longest=timedelta(seconds=self.login_longest),
            free_tries=self.login_code_tries,
            first_wait=timedelta(seconds=self.login_code_first_wait),
            longest_wait=timedelta(seconds=self.login_code_longest_wait),
            tries_before_disabling=self.login_code_disable_after,
            network_known_for=timedelta(seconds=self.login_network_known_for),
            session_lifetime=timedelta(seconds=self.session_ttl),
            enrollment=self.enrollment_policy,
        )

    @property
    def session_idle(self) -> timedelta:
        return timedelta(seconds=self.session_idle_ttl)

    @property
    def offline_access(self) -> timedelta:
        return timedelta(seconds=self.offline_access_ttl)

    @property
    def enrollment_policy(self) -> EnrollmentPolicy:
        return EnrollmentPolicy(
            lifetime=timedelta(seconds=self.enrollment_ttl),
            email_code_lifetime=timedelta(seconds=self.email_code_ttl),
            email_code_tries=self.email_code_tries,
            email_code_tries_per_day=self.email_code_tries_per_day,
            resend_cooldown=timedelta(seconds=self.resend_cooldown),
            emails_per_hour=self.emails_per_hour,
            setup_code_tries=self.setup_code_tries,
        )

    @property
    def recovery_policy(self) -> RecoveryPolicy:
        return RecoveryPolicy(
            lifetime=timedelta(seconds=self.recovery_ttl),
            email_code_lifetime=timedelta(seconds=self.email_code_ttl),
            email_code_tries=self.email_code_tries,
            email_code_tries_per_day=self.email_code_tries_per_day,
            resend_cooldown=timedelta(seconds=self.resend_cooldown),
            emails_per_hour=self.emails_per_hour,
        )

    @property
    def address_policy(self) -> AddressPolicy:
        return AddressPolicy(
            lifetime=timedelta(seconds=self.address_change_ttl),
            email_code_lifetime=timedelta(seconds=self.email_code_ttl),
            email_code_tries=self.email_code_tries,
            email_code_tries_per_day=self.email_code_tries_per_day,
            resend_cooldown=timedelta(seconds=self.resend_cooldown),
            emails_per_hour=self.emails_per_hour,
        )

    @property
    def invitation_policy(self) -> InvitationPolicy:
        return InvitationPolicy(lifetime=timedelta(seconds=self.invitation_ttl))

    @property
    def recovery_starts(self) -> RecoveryStarts:
        return RecoveryStarts(
            per_client=self.recoveries_per_client,
            window=timedelta(seconds=self.password_window),
        )

    @property
    def password_policy(self) -> PasswordPolicy:
        return PasswordPolicy(
            window=timedelta(seconds=self.password_window),
            tries_per_pair=self.password_tries_per_pair,
            first_wait=timedelta(seconds=self.password_first_wait),
            longest_wait=timedelta(seconds=self.password_longest_wait),
            tries_per_address=self.password_tries_per_address,
            tries_per_client=self.password_tries_per_client,
            logins_per_member=self.logins_per_member,
            single_sign_ons=self.single_sign_ons,
        )
