"""What people type about themselves: addresses, passwords, reasons."""

import pytest
from pydantic import TypeAdapter, ValidationError

from doorstep.rules.people import EmailAddress, Password, Typed


def test_space_around_an_address_is_removed() -> None:
    assert TypeAdapter(EmailAddress).validate_python(" jo@acme.test ") == "jo@acme.test"


@pytest.mark.parametrize(
    "address", ["jo", "jo@", "max.@acme.test", "@acme.test", "jo@acme..test", " "]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(EmailAddress).validate_python(address)


@pytest.mark.parametrize(
    ("text", "error"),
    [("a\0b345678", "text"), ("1234567\ud800", "string_unicode")],
)
def test_text_that_cannot_be_stored_is_refused(text: str, error: str) -> None:
    for kind in (Typed, Password):
        with pytest.raises(ValidationError) as refused:
            TypeAdapter(kind).validate_python(text)
        assert refused.value.errors()[0]["type"] == error
