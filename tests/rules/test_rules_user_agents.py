"""What a mail shows of a User-Agent: a known family and system, none of its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstep.rules.user_agents import UNKNOWN, Browser

_KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
_PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"


@pytest.mark.parametrize(
    ("user_agent", "family", "system"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Firefox/145.0",
            "Firefox",
            "Windows",
        ),
        (
            (
                f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_KIT} Chrome/142.0.0.0 "
                "Safari/537.36 Edg/142.0.0.0"
            ),
            "Edge",
            "Windows",
        ),
        (
            (
                f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {_KIT} "
                "Chrome/142.0.0.0 Safari/537.36"
            ),
            "Chrome",
            "macOS",
        ),
        (
            (
                f"Mozilla/5.0 (X11; Linux x86_64) {_KIT} Chrome/142.0.0.0 "
                "Safari/537.36 OPR/120.0.0.0"
            ),
            "Opera",
            "Linux",
        ),
        (
            (
                f"Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-S918B) {_KIT} "
                "SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36"
            ),
            "Samsung Internet",
            "Android",
        ),
        (f"{_PHONE} Version/18.0 Mobile/15E148 Safari/604.1", "Safari", "iPhone"),
        (f"{_PHONE} CriOS/142.0.0.0 Mobile/15E148 Safari/604.1", "Chrome", "iPhone"),
        (f"{_PHONE} FxiOS/145.0 Mobile/15E148 Safari/605.1.15", "Firefox", "iPhone"),
        ("python-httpx/0.28.1", "", ""),
        ("SomeApp/3 (Windows NT 10.0)", "", "Windows"),
        ("", "", ""),
    ],
)
def test_a_browser_is_known_by_family_and_system(
    user_agent: str, family: str, system: str
) -> None:
    assert Browser.named_by(user_agent) == Browser(family, system)


@given(user_agent=st.text())
def test_M1_no_part_of_the_header_is_shown(user_agent: str) -> None:
    known = Browser.named_by(f"Firefox/1 {user_agent}")

    assert known.family in {"Firefox", "Edge", "Opera", "Samsung Internet"}
    assert Browser.named_by("Max/1 <b>max@acme.test</b>") == UNKNOWN
