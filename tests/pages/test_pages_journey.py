"""The pages with real servers, as a browser without JavaScript uses them."""

from api.texts.field_errors import field_error
from authenticator import code_at
from page_texts import flash_text, heading_of
from service import ADMIN, MEMBER, PASSWORD, Service
from visitor import Visitor


async def _set_up(visitor: Visitor, service: Service) -> str:
    """From the first page of a setup to its last; returns the secret."""
    await visitor.send("/verify/setup")
    await service.mail.wait_for(1)
    code = service.mail.codes()[-1]
    await visitor.send("/verify/email-code", code=f"{code[:3]} {code[3:]}")
    await visitor.send("/verify/continue")
    (shown,) = visitor.page.all("code")
    secret = shown.text.replace(" ", "")
    await visitor.send("/verify/continue")
    await visitor.send("/verify/setup-code", code=code_at(secret, service.clock()))
    return secret


async def test_set_up_and_a_new_code_sign_in(service: Service) -> None:
    await service.require_two_step()
    visitor = Visitor(service.http)

    first = await visitor.sign_in()
    secret = await _set_up(visitor, service)
    done = visitor.page
    prompt = await visitor.open("/verify")
    inside = await visitor.send(
        "/verify/code", code=code_at(secret, service.clock(), 1)
    )

    assert first.heading == heading_of("setup required")
    assert done.heading == heading_of("connected")
    assert prompt.heading == heading_of("code prompt")
    assert inside.heading == "Welcome, Max"
    assert (await visitor.open("/verify")).heading == "Welcome, Max"  # Back


async def test_password_alone_signs_in_where_no_code_is_needed(
    service: Service,
) -> None:
    visitor = Visitor(service.http)

    inside = await visitor.sign_in()

    assert inside.heading == "Welcome, Max"
    signed_out = await visitor.send("/sign-out")
    assert flash_text("signed-out") in signed_out.words
    assert (await visitor.open("/")).heading == heading_of("sign in")


async def test_S2_signing_out_on_a_page_ends_the_session_itself(
    service: Service,
) -> None:
    visitor = Visitor(service.http)
    await visitor.sign_in()
    token = service.http.cookies["doorstep-web-console"]

    await visitor.send("/sign-out")
    service.http.cookies.set("doorstep-web-console", token)

    assert (await visitor.open("/")).heading == heading_of("sign in")


async def test_wrong_password_keeps_the_address_and_never_the_password(
    service: Service,
) -> None:
    visitor = Visitor(service.http)

    refused = await visitor.sign_in(password="not the password")

    assert visitor.answer is not None
    assert visitor.answer.status_code == 401
    assert refused.alerts == [flash_text("invalid-credentials")]
    assert refused.all("input", id="email", value=MEMBER)
    assert "autofocus" in refused.all("input", id="password")[0].attributes
    assert "not the password" not in visitor.answer.text
    assert (await visitor.open("/sign-in")).alerts == []


async def test_wrong_code_counts_down_on_the_page(service: Service) -> None:
    await service.require_two_step()
    visitor = Visitor(service.http)
    await visitor.sign_in()
    await visitor.send("/verify/setup")
    await service.mail.wait_for(1)
    right = service.mail.codes()[-1]
    wrong = "000000" if right != "000000" else "111111"

    malformed = await visitor.send("/verify/email-code", code="12 34")
    first = await visitor.send("/verify/email-code", code=wrong)

    assert malformed.alerts == [flash_text("invalid-request", "code")]
    assert first.alerts == [flash_text("wrong-code", "email-code", 4)]
    (field,) = first.all("input", autocomplete="one-time-code")
    assert field.attributes["aria-invalid"] == "true"


async def test_too_early_resend_shows_when_it_is_possible(service: Service) -> None:
    await service.require_two_step()
    visitor = Visitor(service.http)
    await visitor.sign_in()
    await visitor.send("/verify/setup")

    again = await visitor.send("/verify/resend")

    assert again.heading == heading_of("mail sent")
    (alert,) = again.alerts
    assert alert.startswith(flash_text("resend-too-soon"))


async def test_cancelled_set_up_and_cancelled_sign_in(service: Service) -> None:
    await service.require_two_step()
    visitor = Visitor(service.http)
    await visitor.sign_in()
    await visitor.send("/verify/setup")

    back = await visitor.send("/verify/cancel-setup")
    ended = await visitor.send("/verify/cancel")

    assert back.heading == heading_of("setup required")
    assert flash_text("setup-cancelled") in back.words
    assert ended.heading == heading_of("cancelled")
    assert (await visitor.open("/verify")).heading == ended.heading


async def test_member_reads_pages_in_the_own_language(service: Service) -> None:
    await service.require_two_step()
    await service.pool.execute("update members set language = 'nl'")
    visitor = Visitor(service.http)

    page = await visitor.sign_in()

    assert page.all("html", lang="nl")


async def test_administrator_switches_creates_disables_and_resets(
    service: Service,
) -> None:
    visitor = Visitor(service.http)
    await visitor.sign_in(ADMIN, application="admin_center")

    switched = await visitor.send("/admin-center/two-step", two_step_required="on")
    await visitor.open("/admin-center/members/new")
    person = {"name": "<b>Zoë</b>", "role": "member", "language": "fr"}
    taken = await visitor.send(
        "/admin-center/members/new", email=MEMBER, password=PASSWORD, **person
    )
    created = await visitor.send(
        "/admin-center/members/new", email="zoe@acme.test", password=PASSWORD, **person
    )
    edit = created.all("a", **{"aria-label": "Edit <b>Zoë</b>"})[0].attributes["href"]
    await visitor.open(edit)
    disabled = await visitor.send(f"{edit}/access")
    await visitor.open(f"{edit}/reset-device")
    reset = await visitor.send(f"{edit}/reset-device", reason="phone lost")

    assert flash_text("saved") in switched.words
    assert switched.all("a", href="/admin-center/two-step-off")
    assert taken.alerts == [flash_text("email-taken")]
    assert taken.all("input", id="name", value="<b>Zoë</b>")
    assert flash_text("member-created") in created.words
    assert flash_text("member-disabled") in disabled.words
    assert flash_text("no-device") in reset.words


async def test_name_that_turns_the_text_is_refused_with_the_cause(
    service: Service,
) -> None:
    visitor = Visitor(service.http)
    await visitor.sign_in(ADMIN, application="admin_center")
    members = await visitor.open("/admin-center/members")
    edit = members.all("a", **{"aria-label": "Edit Max"})[0].attributes["href"]
    person = {"name": "Zo\u202eë", "role": "member", "language": "fr"}

    await visitor.open("/admin-center/members/new")
    created = await visitor.send(
        "/admin-center/members/new", email="zoe@acme.test", password=PASSWORD, **person
    )
    await visitor.open(edit)
    changed = await visitor.send(f"{edit}/change", **person)

    cause = [f"Name: {field_error('direction', {}, 'en')}"]
    assert created.alerts == changed.alerts == cause


async def test_last_administrator_stays_one(service: Service) -> None:
    visitor = Visitor(service.http)
    await visitor.sign_in(ADMIN, application="admin_center")
    members = await visitor.open("/admin-center/members")
    edit = members.all("a", **{"aria-label": "Edit Ada"})[0].attributes["href"]

    await visitor.open(edit)
    refused = await visitor.send(f"{edit}/access")

    assert refused.heading == "Ada"
    assert refused.alerts == [flash_text("last-administrator")]
