"""Settings of lifetimes and limits, and the policies made of them."""

from datetime import timedelta

from pydantic import PositiveInt

from doorstep.rules.policy import EnrollmentPolicy, LoginPolicy, PasswordPolicy
from doorstep.wires.service_links import BesideServices


class LimitVariables(BesideServices):
    """Durations are whole seconds."""

    login_ttl: PositiveInt = 600
    login_longest: PositiveInt = 7200
    login_code_tries: PositiveInt = 5
    login_code_first_wait: PositiveInt = 30
    login_code_longest_wait: PositiveInt = 3600
    login_code_disable_after: PositiveInt = 100
    login_network_known_for: PositiveInt = 2_592_000
    logins_per_member: PositiveInt = 60
    enrollment_ttl: PositiveInt = 1800
    email_code_ttl: PositiveInt = 600
    email_code_tries: PositiveInt = 5
    email_code_tries_per_day: PositiveInt = 20
    resend_cooldown: PositiveInt = 60
    emails_per_hour: PositiveInt = 5
    setup_code_tries: PositiveInt = 10
    password_window: PositiveInt = 900
    password_tries_per_pair: PositiveInt = 10
    password_first_wait: PositiveInt = 30
    password_longest_wait: PositiveInt = 900
    password_tries_per_address: PositiveInt = 100
    password_tries_per_client: PositiveInt = 100
    session_idle_ttl: PositiveInt = 3600
    session_ttl: PositiveInt = 86400

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
    def password_policy(self) -> PasswordPolicy:
        return PasswordPolicy(
            window=timedelta(seconds=self.password_window),
            tries_per_pair=self.password_tries_per_pair,
            first_wait=timedelta(seconds=self.password_first_wait),
            longest_wait=timedelta(seconds=self.password_longest_wait),
            tries_per_address=self.password_tries_per_address,
            tries_per_client=self.password_tries_per_client,
            logins_per_member=self.logins_per_member,
        )
