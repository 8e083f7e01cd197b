"""Which spellings of an address are one mailbox, and which addresses are valid."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis.strategies import text

from doorstep.rules.addresses import TypedAddress, check_address, mailbox


@pytest.mark.parametrize(
    ("spelling", "box"),
    [
        (" Jo@Acme.test ", "jo@acme.test"),
        ("jo @acme.test", "jo@acme.test"),
        ("JO@ACME.TEST", "jo@acme.test"),
        ("ｊｏ@acme.test", "jo@acme.test"),
        ("jo＠ａｃｍｅ.test", "jo@acme.test"),
        ("jo@acme.test\n", "jo@acme.test"),
        ("jo@acme.test.", "jo@acme.test"),
        ("jo@acme。test｡", "jo@acme.test"),
        ("jo@bücher.example", "jo@xn--bcher-kva.example"),
        ("jo@BÜCHER.example", "jo@xn--bcher-kva.example"),
        ("jo@bu\u0308cher.example", "jo@xn--bcher-kva.example"),
        ("jo@XN--BCHER-KVA.example", "jo@xn--bcher-kva.example"),
        ("jo@straße.example", "jo@xn--strae-oqa.example"),
        ("jo@STRAẞE.example", "jo@xn--strae-oqa.example"),
        ("jo@strasse.example", "jo@strasse.example"),
        ("Ϊ́@acme.test", "\u0390@acme.test"),
        ("jo@A_B.example.", "jo@a_b.example"),
        ("jo@x@BÜCHER.example", "jo@x@xn--bcher-kva.example"),
    ],
)
def test_H6_row24_two_spellings_of_one_mailbox_have_one_normal_form(
    spelling: str, box: str
) -> None:
    assert mailbox(spelling) == box
    assert mailbox(box) == box


@pytest.mark.parametrize("typed", ["", " ", "@", "jo", "jo@", "@x", "a@b@c", "\u202e"])
def test_A2_row24_invalid_addresses_have_a_key_too(typed: str) -> None:
    assert TypedAddress.read(typed) == TypedAddress.read(f" {typed} ")


def test_row24_address_of_an_earlier_release_is_looked_up_in_its_own_form() -> None:
    read = TypedAddress.read(" ＪＯ@BÜCHER.example. ")

    assert read == TypedAddress("jo@xn--bcher-kva.example", "jo@bücher.example.")


@pytest.mark.parametrize(
    "address",
    [
        "jo+x@acme.test",
        "o'brien@acme.test",
        "jo@bücher.example",
        "jo@xn--bcher-kva.example",
        "jo@acme.test.",
        "josé@acme.test",
        "ｊｏ@acme.test",
        "jo@نامه\u200cای.example",  # this domain needs its joiner
        f"{'x' * 245}@acme.xyz",
    ],
)
def test_row25_deliverable_addresses_are_accepted(address: str) -> None:
    check_address(address)


@pytest.mark.parametrize(
    "address",
    [
        *(f"j{char}o@acme.test" for char in "\0\r\n\t\x7f\x85\u00ad\u034f\u061c\u180e"),
        *(f"j{char}o@acme.test" for char in "\u200b\u200d\u200e\u2028\u2029\u202e"),
        *(f"j{char}o@acme.test" for char in "\u2060\u2066\u3164\ufe0f\ufeff\ue000"),
        *(f"jo@ac{char}me.test" for char in "\u00ad\u200b\u202e\u2060\ufe0f\n"),
        *("jo\u200b@acme.test", "\u202ejo@acme.test", "jo@acme.test\u200b"),
        *("a..b@acme.test", ".a@acme.test", "a.@acme.test"),
        *("a‥b@acme.test", "a․․b@acme.test", "a․@acme.test", "a＠b@acme.test"),
        *("jo@acme..test", "jo@.acme.test", "jo@acme.test..", "jo@acme。。test"),
        *("jo", "@", "jo@", "@acme.test", "a@b@acme.test", "jo＠acme.test"),
        *("jo doe@acme.test", " jo@acme.test", "jo@acme.test ", "¨jo@acme.test"),
        *("=?utf-8?q?jo?=@acme.test", "＝?utf-8?q?jo?=@acme.test"),
        *('"jo"@acme.test', "jo,x@acme.test", "jo<x@acme.test", "jo(x)@acme.test"),
        *("jo@localhost", "jo@[192.0.2.1]", "jo@[IPv6:2001:db8::1]", "jo@192.0.2.1"),
        *("jo@１.２.３.４", "jo@a.0x1", "jo@2001:db8::1"),
        *("jo@a_b.example", "jo@-a.example", "jo@a-.example", "jo@ab--c.example"),
        *("jo@xn--a.example", "jo@i❤.example", "jo@xn--i-7iq.example"),
        *(f"jo@{'a' * 64}.example", f"{'x' * 246}@acme.xyz", f"{'é' * 123}@acme.xyz"),
        f"{'ﷺ' * 15}@acme.test",  # NFKC makes 18 characters of each
    ],
)
def test_row25_undeliverable_addresses_are_refused(address: str) -> None:
    with pytest.raises(ValueError, match="must"):
        check_address(address)


@given(text(max_size=60))
@example("..")
@example("jo@acme. .")
def test_H6_whatever_is_typed_has_one_normal_form(typed: str) -> None:
    box = mailbox(typed)

    assert mailbox(box) == box
    assert mailbox(f" {typed}\t") == box


@given(text(max_size=20), text(max_size=20))
def test_A1_any_address_is_accepted_or_refused_with_a_sentence(
    local: str, domain: str
) -> None:
    address = f"{local}@{domain}.test"
    with suppress(ValueError):
        check_address(address)
        box = mailbox(address)
        check_address(box)
        assert len(box.encode()) <= 254
