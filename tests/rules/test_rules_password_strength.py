"""What makes a new password too weak."""

from unicodedata import normalize

import pytest

from doorstep.rules.password_strength import PasswordRules, Weakness

_BESIDE_A_CODE = PasswordRules.of(
    "jo.bennett@mail.example", "Jo Bennett", "Acme Labs", code_required=True
)
_ALONE = PasswordRules.of("a@b.c", "Al", "B", code_required=False)


def test_password_beside_a_code_has_eight_characters_or_more() -> None:
    assert _BESIDE_A_CODE.weakness("vxqz 74") is Weakness.too_short
    assert _BESIDE_A_CODE.weakness("vxqz 741") is None


def test_password_that_is_all_has_fifteen_characters_or_more() -> None:
    assert _ALONE.weakness("vxqz 741 kjw 0") is Weakness.too_short
    assert _ALONE.weakness("vxqz 741 kjw 09") is None


def test_spaces_around_it_count() -> None:
    assert _BESIDE_A_CODE.weakness(" vxq 74 ") is None


def test_accent_that_was_typed_separately_is_no_character() -> None:
    seven = normalize("NFD", "\u00e9\u00e0\u00fc\u00ee\u00f4\u00f1\u00e7")

    assert len(seven) == 14
    assert _BESIDE_A_CODE.weakness(seven) is Weakness.too_short
    assert _BESIDE_A_CODE.weakness(f"{seven} ") is None


@pytest.mark.parametrize(
    "password",
    [
        "xx bennett 74",
        "BENNETT's own",
        "74 acme 1 vxq",
        "\uff22ennett 741",
        "doorstep 741x",
        "mail 741 vxqz",
        "for-example-1",
    ],
)
def test_word_of_address_name_account_or_product_is_personal(password: str) -> None:
    assert _BESIDE_A_CODE.weakness(password) is Weakness.personal


def test_words_of_three_letters_are_in_many_passwords() -> None:
    rules = PasswordRules.of("jo@abc.de", "Jo Lee", "Ace", code_required=True)

    assert rules.weakness("abc lee ace 7") is None


@pytest.mark.parametrize(
    "password",
    [
        "password1",
        "PassWord1",
        "1qaz2wsx3edc",
        "passwordpassword",
        "qwertyuiopqwertyuiop",
        "123456789012345",
        "aaaaaaaaaaaaaaa",
        "        ",
    ],
)
def test_password_that_many_have_is_common(password: str) -> None:
    assert _BESIDE_A_CODE.weakness(password) is Weakness.common


def test_first_of_several_weaknesses_is_told() -> None:
    assert _BESIDE_A_CODE.weakness("bennett") is Weakness.too_short
    assert _BESIDE_A_CODE.weakness("acmeacmeacme") is Weakness.personal


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "\u5bc6\u7801\u662f\u4e00\u53e5\u957f\u957f\u7684\u8bdd"],
)
def test_phrase_of_some_words_is_good_in_any_script(password: str) -> None:
    assert _BESIDE_A_CODE.weakness(password) is None
