"""The origin of a URL, as browsers write it."""

import pytest

from doorstep.rules.origins import origin_of


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://login.acme.test", "https://login.acme.test"),
        ("https://BÜCHER.example.:443/", "https://xn--bcher-kva.example"),
        ("https://ａｃｍｅ.test", "https://acme.test"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://127.0.0.1:443", "http://127.0.0.1:443"),
        ("https://[::0001]:8443/", "https://[::1]:8443"),
        ("http://my_host-1:8000", "http://my_host-1:8000"),
    ],
)
def test_origin_is_the_same_in_every_spelling(url: str, origin: str) -> None:
    assert origin_of(url) == origin
    assert origin_of(origin) == origin


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://acme.test", "https://", "acme.test", "https://acme.test/login"),
        *("https://acme.test?a=1", "https://acme.test#a", "https://max@acme.test"),
        *("https://acme.test:0", "https://acme.test:99999", "https://a b.test"),
        *(
            "https://127.1",
            "https://1.2.3",
            "https://[::1",
            "https://a..test",
            "https://\u2488com",
        ),
    ],
)
def test_what_is_no_origin_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        origin_of(url)
