"""A sealed value opens only in its own place."""

from base64 import b64encode
from secrets import token_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstep.errors import ConfigurationError, UnsealError
from doorstep.rules.seal import KeyRing, Purpose, new_entry

RING = KeyRing.parse(new_entry("one"))
RANDOM = new_entry("random")
SAMPLES = (
    b"\xff" * 32,
    b"\x00\x01" * 16,
    bytes(range(32)),
    bytes(range(255, 223, -1)),
    bytes(range(7, 23)) * 2,
    b"change-me-change-me-change-me-ch",
    b"0123456789abcdef0123456789abcdef",
    b"The quick brown fox jumps over 1",
    bytes.fromhex("8f1d7a") * 10 + b"\x05\xc3",
)


@settings(deadline=None)  # slow is no fault
@given(st.binary(max_size=200), st.text(max_size=40))
def test_C1_opens_in_its_place(plain: bytes, place: str) -> None:
    sealed = RING.seal(Purpose.totp, plain, place)

    assert RING.open(Purpose.totp, sealed, place) == plain


def test_C1_opens_neither_in_another_row_nor_for_another_purpose() -> None:
    sealed = RING.seal(Purpose.totp, b"secret", "row 1")

    with pytest.raises(UnsealError):
        RING.open(Purpose.totp, sealed, "row 2")
    with pytest.raises(UnsealError):
        RING.open(Purpose.answer, sealed, "row 1")
    with pytest.raises(UnsealError):
        KeyRing.parse(new_entry("one")).open(Purpose.totp, sealed, "row 1")


@settings(deadline=None)
@given(st.integers(0, 60))
def test_C1_altered_value_does_not_open(position: int) -> None:
    sealed = RING.seal(Purpose.totp, b"a secret of twenty b", "row")
    index = len("one.") + position % (len(sealed) - len("one.") - 3)
    other = "A" if sealed[index] != "A" else "B"

    with pytest.raises(UnsealError):
        RING.open(Purpose.totp, f"{sealed[:index]}{other}{sealed[index + 1 :]}", "row")


def test_C1_sealing_twice_gives_different_ciphertexts() -> None:
    sealed = {RING.seal(Purpose.totp, b"secret", "row") for _ in range(50)}

    assert len(sealed) == 50


def test_C1_older_keys_of_the_ring_still_open() -> None:
    older = new_entry("older")
    sealed = KeyRing.parse(older).seal(Purpose.totp, b"secret", "row")

    rotated = KeyRing.parse(f"{new_entry('newer')},{older}")

    assert rotated.newest == "newer"
    assert rotated.open(Purpose.totp, sealed, "row") == b"secret"
    assert rotated.seal(Purpose.totp, b"secret", "row").startswith("newer.")


FEW_BYTES = bytes.fromhex(
    "86a1808fa4a7a1a1ad8398a4ad928f86a7a1aa8c9e95809880a1a49b98aa898c"
)
"""Typed at random, with 16 values in 32 bytes."""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "changeme",
        "name:",
        "name:c2hvcnQ=",
        "name:not base64!",
        "name:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        f"{new_entry('twice')},{new_entry('twice')}",
        f"{RANDOM},{RANDOM.replace('random', 'copy')}",
        f"{RANDOM},name:c2hvcnQ=",
        RANDOM.replace(":", " 1:"),
        RANDOM.replace(":", ":!"),
        RANDOM.replace(":", ":more:"),
        f"name:{b64encode(FEW_BYTES).decode()}",
        *(f"name:{b64encode(token_bytes(length)).decode()}" for length in (24, 31, 33)),
        *(f"name:{b64encode(sample).decode()}" for sample in SAMPLES),
    ],
    ids=lambda text: f"{len(text)} signs",  # some are random, their names are not
)
def test_C2_missing_short_and_sample_keys_are_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match="DOORSTEP_KEYS"):
        KeyRing.parse(text)
