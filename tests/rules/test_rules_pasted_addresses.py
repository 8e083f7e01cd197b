"""Addresses as people paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstep.rules.pasted_addresses import pasted_addresses


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("jo@a.test", [("jo@a.test", "jo")]),
        ("jo@a.test, kim@b.test", [("jo@a.test", "jo"), ("kim@b.test", "kim")]),
        (" jo@a.test \r\n\n kim@b.test,", [("jo@a.test", "jo"), ("kim@b.test", "kim")]),
        ("Jo Bennett <jo@a.test>", [("jo@a.test", "Jo Bennett")]),
        ('"Bennett, Jo" <jo@a.test>, <kim@b.test>',
         [("jo@a.test", "Bennett, Jo"), ("kim@b.test", "kim")]),
        ("Bennett, Jo <jo@a.test>; Kim <kim@b.test>",
         [("jo@a.test", "Bennett, Jo"), ("kim@b.test", "Kim")]),
        ("nobody", [("nobody", "")]),
        ("Jo <jo@a.test", [("Jo <jo@a.test", "Jo <jo")]),
        ("", []),
        (" , ;\n", []),
    ],
)  # fmt: skip
def test_each_address_is_found_with_its_name(
    text: str, read: list[tuple[str, str]]
) -> None:
    found = [(each.email, each.name) for each in pasted_addresses(text)]

    assert found == read


@given(st.text(alphabet='ab@.,;<>"\n '))
def test_any_text_is_read(text: str) -> None:
    for each in pasted_addresses(text):
        assert each.text.strip() == each.text
        assert each.text
