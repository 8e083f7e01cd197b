"""At which addresses forms are accepted, and the answer at any other."""

import httpx
import pytest
import structlog

from api.pages.frame.csrf import UnfitForm
from api.pages.frame.origins import Origins
from doorstep.errors import ConfigurationError
from doorstep.settings import Settings, load
from markup import Markup
from page_texts import heading_of
from service import ADMIN, Service
from visitor import Visitor

PUNYCODE = "https://xn--bcher-kva.example"


def _taken(public_url: str, **headers: str) -> bool:
    """Whether a form with these headers is accepted."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        Origins(Settings(public_url=public_url).public_url).check(sent)
    except UnfitForm:
        return False
    return True


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://bücher.example", PUNYCODE),
        ("https://BÜCHER.example/", PUNYCODE),
        ("https://bu\u0308cher.example", PUNYCODE),
        ("https://bücher\u3002example", PUNYCODE),
        ("https://xn--bcher-kva.example:443", PUNYCODE),
        ("https://straße.example", "https://xn--strae-oqa.example"),
        ("HTTPS://Login.Acme.Test:443/", "https://login.acme.test"),
        ("https://login.acme.test.", "https://login.acme.test"),
        ("https://login.acme.test:8443", "https://login.acme.test:8443"),
        ("https://login_1.acme.test", "https://login_1.acme.test"),
        ("http://192.0.2.1:80", "http://192.0.2.1"),
        ("http://[2001:DB8:0::1]:8000", "http://[2001:db8::1]:8000"),
    ],
)
def test_A4_row28_public_url_is_normalized_as_browsers_do(
    typed: str, origin: str
) -> None:
    assert Settings(public_url=typed).public_url == origin
    assert _taken(typed, origin=origin, sec_fetch_site="same-origin")


@pytest.mark.parametrize(
    "typed",
    [
        "login.acme.test",
        "http://127.1:8000",
        "https://2130706433",
        "ftp://login.acme.test",
        "https://",
        "https://login.acme.test/doorstep",
        "https://login.acme.test?a=b",
        "https://ada:secret@login.acme.test",
        "https://login.acme.test:0",
        "https://login.acme.test:99999",
        "https://login acme.test",
        "https://login..acme.test",
        "https://bü\u202echer.example",
        "https://" + "ü" * 80 + ".example",
    ],
)
def test_row28_a_public_url_that_no_browser_writes_is_refused(
    typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTEP_PUBLIC_URL", typed)

    with pytest.raises(ConfigurationError, match="DOORSTEP_PUBLIC_URL: "):
        load()


@pytest.mark.parametrize(
    ("public_url", "origin"),
    [
        ("https://login.acme.test", "https://login.acme.test"),
        ("https://login.acme.test", "https://login.acme.test."),
        ("https://login.acme.test:8443", "https://login.acme.test.:8443"),
        ("http://127.0.0.1:8000", "http://localhost:8000"),
        ("http://127.0.0.1:8000", "http://[::1]:8000"),
        ("http://localhost:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:80", "http://localhost"),
    ],
)
def test_row28_each_spelling_of_the_public_url_is_accepted(
    public_url: str, origin: str
) -> None:
    assert _taken(public_url, origin=origin)
    assert _taken(public_url, origin=origin, sec_fetch_site="same-origin")


@pytest.mark.parametrize(
    ("public_url", "origin"),
    [
        ("https://login.acme.test", "http://login.acme.test"),
        ("https://login.acme.test", "https://login.acme.test:8443"),
        ("https://login.acme.test", "https://login.acme.test.."),
        ("https://login.acme.test", "https://login.acme.test.evil.test"),
        ("https://strasse.example", "https://xn--strae-oqa.example"),
        ("https://127.0.0.1:8000", "https://localhost:8000"),
        ("http://127.0.0.1:8000", "http://localhost:3000"),
        ("http://127.0.0.1:8000", "http://localhost.:8000"),
        ("http://192.0.2.1", "http://192.0.2.1."),
        ("https://login.acme.test", ""),
    ],
)
def test_A3_row28_any_other_origin_is_refused(public_url: str, origin: str) -> None:
    assert not _taken(public_url, origin=origin)
    assert not _taken(public_url, origin=origin, sec_fetch_site="same-origin")


@pytest.mark.parametrize(
    ("site", "taken"),
    [
        ("same-origin", True),
        ("same-site", False),
        ("cross-site", False),
        ("none", False),
        ("", False),
        (None, False),
    ],
)
def test_A3_row28_a_null_origin_needs_sec_fetch_site(
    site: str | None, taken: bool
) -> None:
    site_header = {} if site is None else {"sec_fetch_site": site}

    assert _taken("https://login.acme.test", origin="null", **site_header) is taken


def test_client_without_origin_headers_needs_only_the_token() -> None:
    assert _taken("https://login.acme.test")
    assert _taken("https://login.acme.test", sec_fetch_site="none")


async def _posted(
    service: Service, **headers: str
) -> tuple[list[httpx.Response], bool]:
    """Submits the switch of the Admin Center twice; whether it is on afterwards."""
    visitor = Visitor(service.http)
    page = await visitor.sign_in(ADMIN, application="admin_center")
    fields = page.form("/admin-center/two-step").hidden | {"two_step_required": "on"}
    answers = [
        await visitor.post("/admin-center/two-step", fields, **headers)
        for _ in range(2)
    ]
    required = await service.pool.fetchval("select two_step_required from accounts")
    return answers, bool(required)


async def test_A3_row28_a_null_origin_with_the_right_token_is_accepted(
    service: Service,
) -> None:
    (answer, _), required = await _posted(service, origin="null")

    assert answer.status_code == 200
    assert required


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://192.168.7.7:8000"},
        {"origin": "https://127.0.0.1:8000"},
        {
            "origin": "http://doorstep.lan",
            "host": "doorstep.lan",
            "sec_fetch_site": "none",
        },
    ],
)
async def test_A3_row28_another_address_is_shown_the_setting_and_logged_once(
    service: Service, headers: dict[str, str]
) -> None:
    with structlog.testing.capture_logs() as logged:
        (answer, _), required = await _posted(service, **headers)

    page = Markup(answer.text)
    assert answer.status_code == 403
    assert not required
    assert page.heading == heading_of("other address")
    assert "DOORSTEP_PUBLIC_URL" in answer.text
    assert "cookies" not in answer.text
    links = [link.attributes["href"] for link in page.all("a")]
    assert service.settings.public_url in links
    assert headers["origin"] not in links
    assert [
        (line["origin"], line["setting"], line["log_level"])
        for line in logged
        if line["event"] == "pages opened at another address"
    ] == [(headers["origin"], "DOORSTEP_PUBLIC_URL", "warning")]


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.test",
        "https://evil.test/jo@acme.test",
        "https://" + "a" * 300,
        "https://evil.test\u202e",
        "app://evil.test",
    ],
)
def test_A3_L1_row28_forms_of_other_sites_are_not_logged(origin: str) -> None:
    headers = {"origin": origin, "host": "login.acme.test"}

    with structlog.testing.capture_logs() as logged, pytest.raises(UnfitForm) as found:
        Origins("https://login.acme.test").check(headers)

    assert found.value.slug == "foreign-form"
    assert logged == []


def test_L1_row28_a_client_cannot_fill_the_log() -> None:
    origins = Origins("https://login.acme.test")

    with structlog.testing.capture_logs() as logged:
        for number in range(100):
            name = f"{number}.evil.test"
            with pytest.raises(UnfitForm):
                origins.check({"origin": f"https://{name}", "host": name})

    assert len(logged) == 20
