"""One-time passwords, by RFC 4226 and RFC 6238."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from authenticator import code_at
from doorstep.rules import totp

RFC_SECRET = b"12345678901234567890"
RFC_4226 = (
    *("755224", "287082", "359152", "969429", "338314"),
    *("254676", "287922", "162583", "399871", "520489"),
)
EARLIEST, LATEST = datetime(2020, 1, 1), datetime(2100, 1, 1)  # noqa: DTZ001  see below
ACMES = st.text(min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_V1_rfc_6238_vectors_pass(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)

    assert totp.code(RFC_SECRET, totp.time_step(at)) == code[-6:]


@pytest.mark.parametrize(
    ("seconds", "sha256", "sha512"),
    [
        (59, "46119246", "90693936"),
        (1111111109, "68084774", "25091201"),
        (1111111111, "67062674", "99943326"),
        (1234567890, "91819424", "93441116"),
        (2000000000, "90698825", "38618901"),
        (20000000000, "77737706", "47863826"),
    ],
)
def test_V1_rfc_6238_vectors_of_other_hashes_pass(
    seconds: int, sha256: str, sha512: str
) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    long = (RFC_SECRET * 4)[:64]

    for algorithm, secret, code in (
        (totp.Algorithm.sha256, long[:32], sha256),
        (totp.Algorithm.sha512, long, sha512),
    ):
        app = totp.Parameters(algorithm, digits=8)
        assert totp.code(secret, totp.time_step(at, app), app) == code


@given(
    st.datetimes(EARLIEST, LATEST, timezones=st.just(UTC)),
    st.sampled_from(totp.Algorithm),
    st.sampled_from([6, 7, 8]),
    st.sampled_from([15, 30, 60, 120]),
    st.integers(-5, 5),
)
def test_IM2_window_is_one_step_of_the_devices_own_period(
    at: datetime, algorithm: totp.Algorithm, digits: int, period: int, away: int
) -> None:
    app = totp.Parameters(algorithm, digits, period)
    typed = code_at(
        totp.as_base32(RFC_SECRET),
        at,
        away,
        algorithm=algorithm.lower(),
        digits=digits,
        period=period,
    )

    step = totp.matching_step(RFC_SECRET, typed, at, app)

    if abs(away) <= 1:
        assert step is not None
        assert step - totp.time_step(at, app) >= away
    elif step is not None:  # another step happens to have the same code
        assert typed == totp.code(RFC_SECRET, step, app)


def test_skew_is_told_in_half_minutes_whatever_the_period_is() -> None:
    at, app = datetime(2026, 5, 1, tzinfo=UTC), totp.Parameters(period=60)
    typed = totp.code(RFC_SECRET, totp.time_step(at, app) - 4, app)

    assert totp.steps_off(RFC_SECRET, typed, at, app) == -8


@pytest.mark.parametrize(
    ("counter", "code"),
    list(enumerate(RFC_4226)),
)
def test_V1_rfc_4226_vectors_pass(counter: int, code: str) -> None:
    assert totp.code(RFC_SECRET, counter) == code


@given(
    st.binary(min_size=20, max_size=20),
    st.datetimes(EARLIEST, LATEST, timezones=st.just(UTC)),
    st.integers(-5, 5),
)
def test_V3_a_code_counts_in_its_own_step_and_one_to_either_side(
    secret: bytes, at: datetime, away: int
) -> None:
    typed = code_at(totp.as_base32(secret), at, away)

    step = totp.matching_step(secret, typed, at)

    if abs(away) <= 1:
        assert step is not None
        assert totp.code(secret, step) == typed
    elif step is not None:  # two steps of one secret may share a code by chance
        assert totp.code(secret, step) == typed
        assert abs(step - totp.time_step(at)) <= 1


def test_next_step_starts_when_this_one_ends() -> None:
    at = datetime(2026, 3, 5, 14, 3, 29, tzinfo=UTC)

    assert totp.start_of(totp.time_step(at) + 1) - at == timedelta(seconds=1)


@given(ACMES, ACMES)
def test_N2_key_uri_is_parsed_back_unchanged(name: str, account: str) -> None:
    secret = totp.new_secret()
    issuer, account_name = totp.label_part(name), totp.label_part(account)

    uri = totp.otpauth_uri(secret, issuer=issuer, account_name=account_name)

    parts = urlsplit(uri)
    label = unquote(parts.path.lstrip("/"))
    query = parse_qs(parts.query, strict_parsing=True)
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert "+" not in uri
    assert label.split(":") == [issuer, account_name]
    assert query["issuer"] == [issuer]
    assert query["secret"] == [totp.as_base32(secret)]
    assert (query["algorithm"], query["digits"], query["period"]) == (
        ["SHA1"],
        ["6"],
        ["30"],
    )


def test_N2_plus_address_and_spaces_survive() -> None:
    secret = totp.new_secret()

    uri = totp.otpauth_uri(secret, issuer="Acme Ltd", account_name="jo+x@acme.test")

    assert "Acme%20Ltd:jo%2Bx@acme.test" in uri
    read = pyotp.parse_uri(uri)
    assert (read.issuer, read.name) == ("Acme Ltd", "jo+x@acme.test")


def test_N1_secrets_are_160_bits_and_never_equal() -> None:
    made = {totp.new_secret() for _ in range(100)}

    assert len(made) == 100
    assert all(len(secret) == 20 for secret in made)
    assert all("=" not in totp.as_base32(secret) for secret in made)


@pytest.mark.parametrize(("last", "waits"), [(None, 0), (-1, 0), (0, 1), (1, 31)])
def test_next_code_is_the_one_after_the_last_that_was_used(
    last: int | None, waits: int
) -> None:
    """`waits` is in seconds; the step has one left."""
    at = datetime(2026, 3, 5, 14, 3, 29, tzinfo=UTC)
    used = None if last is None else totp.time_step(at) + last

    found = totp.next_code_at(used, at)

    assert found == (at + timedelta(seconds=waits) if waits else None)


@pytest.mark.parametrize("off", [-20, -2, 0, 2, 20])
def test_a_wrong_clock_is_found_by_its_code(off: int) -> None:
    at = datetime(2026, 3, 5, 14, 3, 29, tzinfo=UTC)

    assert totp.steps_off(RFC_SECRET, code_of_step(at, off), at) == off
    assert totp.steps_off(RFC_SECRET, code_of_step(at, 21), at) is None
    assert totp.steps_off(RFC_SECRET, code_of_step(at, -21), at) is None


def code_of_step(at: datetime, off: int) -> str:
    return totp.code(RFC_SECRET, totp.time_step(at) + off)


def test_long_labels_are_cut_off_where_apps_can_still_read_them() -> None:
    long = totp.label_part("ü" * 500)

    assert long.endswith("ü…")
    assert totp.label_part(long) == long
    assert totp.label_part(" \x07: ") == "Doorstep"
    assert totp.label_part("Acme: Berlin") == "Acme Berlin"
    assert totp.label_part("Ac\u202eme\u2069") == "Acme"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ac\u200bme\ufeff", "Acme"),
        ("\u2060Acme\u00ad Ltd\U000e0041", "Acme Ltd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Acme \u2764\ufe0f", "Acme \u2764\ufe0f"),
        ("\u200b\u200d\ufe0f", "Doorstep"),
    ],
)
def test_label_keeps_of_invisible_characters_those_that_shape_others(
    name: str, shown: str
) -> None:
    assert totp.label_part(name) == shown
