"""What the parts of `doorstep up` get of its environment."""

import pytest

from cli.up.child import plain_environment


@pytest.mark.parametrize(
    ("given", "excepted"),
    [
        ({}, "localhost,127.0.0.1,::1"),
        ({"NO_PROXY": "intranet"}, "intranet,localhost,127.0.0.1,::1"),
        ({"no_proxy": "a", "NO_PROXY": "b"}, "a,localhost,127.0.0.1,::1"),
    ],
)
def test_they_reach_each_other_past_a_proxy(
    given: dict[str, str], excepted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", "http://proxy.acme.test:3128")
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    environment = plain_environment()

    assert environment["http_proxy"] == "http://proxy.acme.test:3128"
    assert environment["no_proxy"] == environment["NO_PROXY"] == excepted
