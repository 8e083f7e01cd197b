"""Waits, stages and addresses."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from doorstep.rules.people import address_hint
from doorstep.rules.policy import LoginPolicy, wait_after
from doorstep.rules.stages import (
    AFTER_ENROLLMENT_STAGE,
    AFTER_LOGIN_STAGE,
    EnrollmentStage,
    LoginStage,
)

HALF_A_MINUTE = timedelta(seconds=30)
HOUR = timedelta(hours=1)


def test_T1_waits_start_at_the_fifth_wrong_code_and_double_to_an_hour() -> None:
    waits = [
        wait_after(count, free=5, first=HALF_A_MINUTE, longest=HOUR)
        for count in range(1, 15)
    ]

    assert waits[:4] == [None] * 4
    assert waits[4:7] == [HALF_A_MINUTE, 2 * HALF_A_MINUTE, 4 * HALF_A_MINUTE]
    assert waits[-1] == HOUR


@given(st.integers(5, 10**9))
def test_no_wait_is_longer_than_the_longest(count: int) -> None:
    wait = wait_after(count, free=5, first=HALF_A_MINUTE, longest=HOUR)

    assert wait is not None
    assert HALF_A_MINUTE <= wait <= HOUR


def test_final_stages_accept_nothing_and_every_stage_is_reached() -> None:
    logins = {stage for after in AFTER_LOGIN_STAGE.values() for stage in after}
    setups = {stage for after in AFTER_ENROLLMENT_STAGE.values() for stage in after}

    assert {stage.value for stage in LoginStage if stage.final} == {
        "signed_in",
        "expired",
        "cancelled",
    }
    assert {stage.value for stage in EnrollmentStage if stage.final} == {
        "enrolled",
        "expired",
        "cancelled",
    }
    assert logins == set(LoginStage)
    assert setups == set(EnrollmentStage) - {EnrollmentStage.verify_email}


def test_hint_shows_enough_to_recognise_the_address() -> None:
    assert address_hint("jo@acme.test") == "j•••@acme.test"
    assert address_hint('"j@o"@acme.test') == '"•••@acme.test'


def test_the_defaults_are_those_of_the_contract() -> None:
    """Rows of logins leave them out: a changed one would change logins that run."""
    assert LoginPolicy().model_dump(mode="json") == {
        "lifetime": "PT10M",
        "longest": "PT2H",
        "free_tries": 5,
        "first_wait": "PT30S",
        "longest_wait": "PT1H",
        "tries_before_disabling": 100,
        "network_known_for": "P30D",
        "session_lifetime": "P1D",
        "enrollment": {
            "lifetime": "PT30M",
            "email_code_lifetime": "PT10M",
            "email_code_tries": 5,
            "email_code_tries_per_day": 20,
            "resend_cooldown": "PT1M",
            "emails_per_hour": 5,
            "setup_code_tries": 10,
        },
    }
