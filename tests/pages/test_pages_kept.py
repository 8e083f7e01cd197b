"""What was typed is filled in again after a refusal, and in another language."""

import pytest

from api.pages.frame.kept_forms import KeptForms
from api.pages.frame.typed_fields import TypedFields
from doorstep.rules.seal import KeyRing, new_entry
from markup import Markup
from page_texts import flash_text
from seeding import member_id_of
from service import ADMIN, MEMBER, PASSWORD, Service
from visitor import Visitor


async def _admin(service: Service) -> tuple[Visitor, str]:
    """Signed in, with the address of the administrator's own page."""
    visitor = Visitor(service.http)
    await visitor.sign_in(ADMIN, application="admin_center")
    return visitor, f"/admin-center/members/{await member_id_of(service.pool, ADMIN)}"


def _value(page: Markup, name: str) -> str:
    (field,) = page.all("input", id=name)
    return field.attributes["value"]


def _chosen(page: Markup) -> set[str]:
    options = page.all("option", selected="")
    return {option.attributes["value"] for option in options}


def _addresses(visitor: Visitor) -> str:
    assert visitor.answer is not None
    return " ".join(str(each.url) for each in (*visitor.answer.history, visitor.answer))


async def test_refused_change_of_a_member_keeps_what_was_typed(
    service: Service,
) -> None:
    visitor, member = await _admin(service)
    await visitor.open(member)
    change = {"name": "Ada Bell", "role": "member", "language": "nl"}

    refused = await visitor.send(f"{member}/change", **change)
    again = await visitor.open(member)

    assert refused.alerts == [flash_text("last-administrator")]
    assert visitor.path == member
    assert _value(refused, "name") == "Ada Bell"
    assert _chosen(refused) == {"member", "nl"}
    assert "Ada" not in _addresses(visitor)
    assert "Ada" not in str(service.http.cookies)
    assert _value(again, "name") != "Ada Bell"


@pytest.mark.parametrize(
    "form", ["reset-device", "unlock-device", "access/end-sessions", "account"]
)
async def test_refused_form_keeps_what_was_typed_on_its_own_page(
    form: str, service: Service
) -> None:
    visitor, member = await _admin(service)
    page = "/admin-center/account" if form == "account" else f"{member}/{form}"
    action = f"{page}/change" if form == "account" else page
    field = "name" if form == "account" else "reason"
    await visitor.open(page)

    refused = await visitor.send(action, **{field: "x" * 501})

    assert visitor.path == page
    assert len(refused.alerts) == 1
    assert _value(refused, field) == "x" * 501


async def test_another_language_keeps_the_message_and_the_typed_address(
    service: Service,
) -> None:
    visitor = Visitor(service.http)
    await visitor.sign_in(MEMBER, "not the password", "admin_center")

    french = await visitor.send("/language", language="fr")
    german = await visitor.send("/language", language="de")
    signed_in = await visitor.send("/sign-in", email=ADMIN, password=PASSWORD)

    for page, language in ((french, "fr"), (german, "de")):
        assert page.alerts == [flash_text("invalid-credentials", language=language)]
        assert _value(page, "email") == MEMBER
    assert MEMBER not in _addresses(visitor)
    assert signed_in.all("html")[0].attributes["lang"] == "de"
    assert flash_text("invalid-credentials", language="de") not in signed_in.words


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("/admin-center/members/new", {"email": "not one", "name": "Kim Laurent"}),
        ("/admin-center/two-step-off", {"reason": "x" * 501}),
    ],
)
async def test_another_language_keeps_the_refused_form_without_its_password(
    page: str, typed: dict[str, str], service: Service
) -> None:
    visitor, _ = await _admin(service)
    await service.require_two_step()
    await visitor.open(page)
    await visitor.send(page, password="hunter2 hunter2", **typed)

    french = await visitor.send("/language", language="fr")

    assert visitor.path == page
    assert len(french.alerts) == 1
    assert {name: _value(french, name) for name in typed} == typed
    assert "hunter2" not in str(french.elements)


async def test_sign_in_after_the_end_of_a_session_knows_the_address(
    service: Service,
) -> None:
    visitor, member = await _admin(service)
    await service.pool.execute("update sessions set ended_at = now()")

    ended = await visitor.open(f"{member}/access")
    later = await visitor.open("/sign-in?application=admin_center")
    await visitor.sign_in(ADMIN, application="admin_center")
    await visitor.send("/sign-out")

    assert ended.alerts == [flash_text("session-over")]
    assert _value(ended, "email") == ADMIN
    assert _value(later, "email") == ""
    assert _value(visitor.page, "email") == ""
    assert ADMIN not in _addresses(visitor)


def test_C1_what_was_typed_opens_on_its_own_page_in_its_own_browser_only() -> None:
    typed = TypedFields(KeptForms(KeyRing.parse(new_entry("one"))))
    form = {"email": MEMBER, "password": PASSWORD, "code": "123456"}

    sealed = typed.sealed(form, "/sign-in", "key")

    assert typed.opened(sealed, "/sign-in", "key") == {"email": MEMBER}
    assert typed.opened(sealed, "/sign-in", "other") == {}
    assert typed.opened(sealed, "/admin-center/members/new", "key") == {}
    assert typed.opened(f"{sealed[:-4]}AAA=", "/sign-in", "key") == {}
    assert typed.opened("no.such", "/sign-in", "key") == {}
    assert typed.sealed({"reason": "é" * 4000}, "/sign-in", "key") == ""
    assert typed.sealed({"password": PASSWORD}, "/sign-in", "key") == ""
