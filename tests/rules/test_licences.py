"""The licences of what Doorstep needs are known, listed and permitted."""

import pytest

from release.checkout import ROOT
from release.dependencies import run_time_packages
from release.licences import PAGE, expression_of, is_allowed, page


def test_the_page_of_licences_is_current() -> None:
    assert PAGE.read_text() == page(), "run make licences"


@pytest.mark.parametrize("package", sorted(run_time_packages(ROOT)))
def test_licence_is_permitted(package: str) -> None:
    assert is_allowed(expression_of(package))


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", True),
        ("MIT AND GPL-3.0-only", False),
        ("Apache-2.0 AND PostgreSQL", True),
    ],
)
def test_one_choice_with_all_its_parts_has_to_be_permitted(
    expression: str, allowed: bool
) -> None:
    assert is_allowed(expression) is allowed
