"""The emailed code, and sealed codes."""

import hashlib
from base64 import b64encode
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstep.errors import UnsealError
from doorstep.rules.codes import TypedCode, email_code, open_code, seal_code
from doorstep.rules.seal import KeyRing, new_entry

RING = KeyRing.parse(new_entry("one"))


@given(st.uuids(), st.integers(1, 1000))
def test_E1_emailed_code_is_six_digits_and_the_same_on_a_retry(
    enrollment_id: UUID, number: int
) -> None:
    code = email_code(RING, "one", enrollment_id, number)

    assert len(code) == 6
    assert code.isascii()
    assert code.isdigit()
    assert code == email_code(RING, "one", enrollment_id, number)


def test_E1_leading_zeros_are_kept_and_codes_are_distributed_evenly() -> None:
    codes = [email_code(RING, "one", uuid4(), 1) for _ in range(2000)]

    assert any(code.startswith("0") for code in codes)
    assert len(set(codes)) > 1990


def test_E2_code_differs_by_set_up_number_and_key() -> None:
    enrollment_id = uuid4()
    other = KeyRing.parse(new_entry("one"))

    seen = {
        email_code(RING, "one", enrollment_id, 1),
        email_code(RING, "one", enrollment_id, 2),
        email_code(RING, "one", uuid4(), 1),
        email_code(other, "one", enrollment_id, 1),
    }

    assert len(seen) >= 3


def test_E2_code_stays_the_same_when_another_key_becomes_the_newest() -> None:
    """A mail that was sent before a rotation, and one by an earlier release."""
    first, other = (f"{name}:{_key_of(name)}" for name in ("a", "b"))
    alone, rotated = KeyRing.parse(first), KeyRing.parse(f"{other},{first}")
    enrollment_id = UUID("01890000-0000-7000-8000-000000000001")

    code = email_code(alone, "a", enrollment_id, 1)

    assert code == email_code(rotated, "a", enrollment_id, 1) == "676837"
    assert code != email_code(rotated, "b", enrollment_id, 1)


def _key_of(name: str) -> str:
    return b64encode(hashlib.sha256(name.encode()).digest()).decode()


def test_E1_key_set_up_and_number_each_make_other_codes() -> None:
    def codes(ring: KeyRing, enrollment_id: UUID, first: int) -> tuple[str, ...]:
        numbers = range(first, first + 4)
        return tuple(email_code(ring, "one", enrollment_id, each) for each in numbers)

    enrollment_id = uuid4()
    other = KeyRing.parse(new_entry("one"))

    seen = {
        codes(RING, enrollment_id, 1),
        codes(RING, enrollment_id, 5),
        codes(RING, uuid4(), 1),
        codes(other, enrollment_id, 1),
    }

    assert len(seen) == 4


def test_sealed_code_opens_for_its_flow_and_attempt_only() -> None:
    flow, attempt = uuid4(), uuid4()
    sealed = seal_code(RING, TypedCode("123456", "ab", "127.0.0.1"), flow, attempt)

    assert open_code(RING, sealed, flow, attempt).code == "123456"
    assert "123456" not in sealed
    with pytest.raises(UnsealError):
        open_code(RING, sealed, uuid4(), attempt)
    with pytest.raises(UnsealError):
        open_code(RING, sealed, flow, uuid4())
