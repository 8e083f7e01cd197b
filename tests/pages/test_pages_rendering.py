"""Each state of each page, rendered: its texts, its form fields, nothing inline."""

import re
from dataclasses import replace
from functools import cache

import pytest

from doorstep.rules.people import Language
from markup import Markup
from page_gallery import GALLERY, SETTING_UP, SIGNING_IN
from page_states import NAME, SECRET, State, account, rendered
from page_texts import lines_of

_RUN_TOGETHER = re.compile(r"[a-zß-ÿ][.!?][A-ZÀ-Þ]")
_NAMES = (NAME, "Acme & Sons", "Robin Keller", "Sam Okoro", "jo@acme.test")

_CODE_PAGES = [
    name
    for name, state in {**SIGNING_IN, **SETTING_UP}.items()
    if "code" in name and name not in ("too many codes", "mailed code burned")
]


def _of_client(state: State) -> set[object]:
    """The addresses of the client that a page leads to."""
    asking = state.shown.get("asking")
    return {state.shown.get("address"), getattr(asking, "client_uri", None)}


@cache
def _page(name: str) -> Markup:
    """In English."""
    return Markup(rendered(GALLERY[name]))


def test_page_names_its_language_and_is_in_no_index() -> None:
    for name in GALLERY:
        page = _page(name)

        assert page.all("html", lang="en"), name
        assert page.all("meta", name="robots", content="noindex, nofollow"), name


@pytest.mark.parametrize("name", GALLERY)
def test_page_has_nothing_inline_and_nothing_external(name: str) -> None:
    state, page = GALLERY[name], _page(name)

    assert not page.all("style")
    for element in page.elements:
        names = element.attributes.keys()
        assert not [each for each in names if each == "style" or each.startswith("on")]
        for address in ("src", "href", "action"):
            value = element.attributes.get(address, "/")
            if value in {state.shown.get("public_url"), *_of_client(state)}:
                continue  # from the configuration, or registered by an administrator
            assert value.startswith(("/", "#", "otpauth:", "data:image/svg+xml"))
            assert not value.startswith("//")
    (script,) = page.all("script")
    assert script.attributes["src"].startswith("/static/")
    assert script.text == ""


@pytest.mark.parametrize("name", GALLERY)
def test_every_field_has_a_label_and_every_form_its_token(name: str) -> None:
    page = _page(name)

    ids = {each.attributes["id"] for each in page.elements if "id" in each.attributes}
    labelled = {label.attributes["for"] for label in page.all("label")}
    for tag in ("input", "select"):
        for element in page.all(tag):
            names = element.attributes
            if names.get("type") != "hidden" and "hidden" not in names:
                assert element.attributes["id"] in labelled
            described = element.attributes.get("aria-describedby", "")
            assert set(described.split()) <= ids
    for form in page.forms:
        if form.action not in _of_client(GALLERY[name]):
            assert form.method == "get" or form.hidden["form_token"] == "token"


def test_no_page_says_the_same_twice_to_a_screen_reader() -> None:
    said = {
        name: [
            " ".join(element.text.split())
            for element in _page(name).elements
            if "notice" in element.attributes.get("class", "").split()
        ]
        for name in GALLERY
    }

    assert {
        name: texts for name, texts in said.items() if len(set(texts)) < len(texts)
    } == {}


@pytest.mark.parametrize("name", _CODE_PAGES)
def test_only_an_emailed_code_keeps_password_managers_from_filling(name: str) -> None:
    """Bitwarden takes any field for that of an authenticator whose name, id or label
    says `code`, but for those that say `recovery` or `backup`.
    """
    page = _page(name)
    (field,) = page.all("input", autocomplete="one-time-code")
    (label,) = page.all("label", **{"for": field.attributes["id"]})
    words = f"{field.attributes['id']} {field.attributes['name']} {label.text}".lower()

    emailed = GALLERY[name].template == "steps/verify_email.html"

    assert "code" in words
    assert ("recovery" in words or "backup" in words) is emailed
    ignored = {"data-bwignore", "data-1p-ignore", "data-lpignore"}
    assert ignored & set(field.attributes) == (ignored if emailed else set())


@pytest.mark.parametrize("name", _CODE_PAGES)
def test_code_page_has_one_field_for_a_code(name: str) -> None:
    page = _page(name)

    (field,) = page.all("input", autocomplete="one-time-code")

    assert field.attributes["inputmode"] == "numeric"
    assert (
        "maxlength" not in field.attributes
    )  # or a code with spaces would be truncated
    assert "value" not in field.attributes
    wrong = "wrong" in name
    assert (field.attributes.get("aria-invalid") == "true") is wrong
    assert bool(page.alerts) is wrong


@pytest.mark.parametrize("language", list(Language))
def test_every_page_renders_in_every_language(language: Language) -> None:
    for state in GALLERY.values():
        page = rendered(state, language.value)

        assert f'<html lang="{language.value}">' in page
        assert "<h1" in page


@pytest.mark.parametrize("language", list(Language))
def test_sentences_of_a_paragraph_are_parted(language: Language) -> None:
    lines = [line for name in GALLERY for line in lines_of(name, language.value)]

    assert [line for line in lines if _RUN_TOGETHER.search(line)] == []


@pytest.mark.parametrize("name", GALLERY)
def test_direction_of_a_name_changes_nothing_around_it(name: str) -> None:
    page = _page(name)

    bare = [
        text
        for text, tags in page.texts
        if any(each in text for each in _NAMES)
        and not tags & {"bdi", "title", "option", "text"}
    ]

    assert bare == []


def test_name_of_an_earlier_release_is_shown_without_its_direction() -> None:
    state = GALLERY["member"]
    turned = replace(
        state,
        shown={**state.shown, "account": replace(account(), name="Ac\u202eme\u2066")},
    )

    page = rendered(turned)

    assert "<bdi>Acme</bdi>" in page
    assert "\u202e" not in page


def test_names_are_escaped() -> None:
    for state in GALLERY.values():
        assert NAME not in rendered(state)


def test_secret_is_on_the_pages_that_connect_only() -> None:
    for name, state in GALLERY.items():
        shown = SECRET in _page(name).words.replace(" ", "")
        assert shown is ("authenticator" in state.shown)


@pytest.mark.parametrize("name", ["connect", "setup code"])
def test_X1_secret_is_text_in_groups_to_copy_or_to_open_in_an_app(name: str) -> None:
    page = _page(name)

    (secret,) = page.all("code", id="secret")
    copying = page.all("button", **{"data-copy": "secret"})
    links = [link.attributes["href"] for link in page.all("a")]

    groups = [SECRET[start : start + 4] for start in range(0, len(SECRET), 4)]
    assert secret.text.split() == groups
    assert len(copying) == 1
    assert [link for link in links if link.startswith("otpauth://totp/")]


def test_set_up_shows_its_present_step() -> None:
    pages = {name: Markup(rendered(state)) for name, state in SETTING_UP.items()}

    shown = {
        name: [step.text for step in page.all("li", **{"aria-current": "step"})]
        for name, page in pages.items()
    }

    assert shown["mail sent"] == ["1 Email"]
    assert shown["install an app"] == ["2 App"]
    assert shown["connect"] == ["3 Connect"]
    assert shown["setup code"] == ["4 Confirm"]


@pytest.mark.parametrize("name", ["mailed code burned", "mailed code expired"])
def test_expired_code_leaves_only_the_resend(name: str) -> None:
    page = _page(name)

    assert [form.action for form in page.forms] == [
        "/verify/resend",
        "/verify/cancel-setup",
        "/language",
    ]
