"""The pages of invitations, as a browser without JavaScript uses them."""

from invitation import CHOSEN, INVITED, Invited, administrator, invited
from page_texts import flash_text, heading_of
from service import ADMIN, MEMBER, PASSWORD, Service
from visitor import Visitor

_INVITE = "/admin-center/members/invite"


async def _accepts(service: Service) -> tuple[Visitor, str]:
    one = await invited(service)
    page, visitor = f"/invitation/{await one.token()}", Visitor(service.http)
    await visitor.open(page)
    return visitor, page


async def test_IV2_IV3_IV6_link_leads_to_a_password_and_on_to_signing_in(
    service: Service,
) -> None:
    visitor, page = await _accepts(service)
    assert visitor.answer
    policy = visitor.answer.headers["referrer-policy"]

    weak = await visitor.send(page, password="password" * 2)
    done = await visitor.send(page, password=CHOSEN)

    assert policy == "no-referrer"
    assert weak.all("p", id="password-error")
    assert visitor.path == "/sign-in"
    assert flash_text("invitation-accepted") in done.words
    assert done.all("input", id="email", value=INVITED)
    assert (await visitor.open(page)).heading == heading_of("invitation that is dead")
    assert visitor.answer.status_code == 404
    inside = await visitor.sign_in(INVITED, CHOSEN)
    assert inside.heading == "Welcome, Kim"


async def test_administrator_invites_many_and_is_told_of_each_who_was_not(
    service: Service,
) -> None:
    visitor = Visitor(service.http)
    await visitor.sign_in(ADMIN, PASSWORD, "admin_center")
    await visitor.open(_INVITE)

    some = await visitor.send(
        _INVITE,
        addresses=f"Kim <{INVITED}>, {MEMBER}\nlou@acme.test\nnobody",
        role="member",
        language="fr",
    )
    refused = [each.text for each in some.all("dt")]
    left = some.all("textarea", id="addresses")[0].text.split()
    none = await visitor.send(_INVITE, addresses=" , ", role="member", language="fr")
    everybody = await visitor.send(
        _INVITE, addresses="mia@acme.test", role="member", language="fr"
    )

    assert refused == left == [MEMBER, "nobody"]
    assert flash_text("no-addresses") in none.words
    assert flash_text("invited") in everybody.words
    invited_ones = "select name, language from members where invited_at is not null"
    rows = await service.pool.fetch(f"{invited_ones} order by name")
    assert [tuple(row) for row in rows] == [("Kim", "fr"), ("lou", "fr"), ("mia", "fr")]


async def test_IV4_administrator_cancels_and_sends_again(service: Service) -> None:
    one = Invited(service, await administrator(service))
    await one.create()
    first = await one.token()
    visitor, page = Visitor(service.http), f"/admin-center/members/{one.document['id']}"
    await visitor.sign_in(ADMIN, PASSWORD, "admin_center")
    await visitor.open(page)

    cancelled = await visitor.send(f"{page}/cancel-invitation")
    dead = await one.read(first)
    resent = await visitor.send(f"{page}/send-invitation")

    assert flash_text("invitation-cancelled") in cancelled.words
    assert dead.status_code == 404
    assert flash_text("invitation-resent") in resent.words
    assert (await one.accept(await one.token(2))).status_code == 204
    assert not (await visitor.open(page)).all("section", id="invitation")


async def test_IV8_administrator_corrects_the_address_on_the_members_page(
    service: Service,
) -> None:
    one = Invited(service, await administrator(service))
    await one.create()
    wrong, right = await one.token(), "kim.baker@acme.test"
    visitor, page = Visitor(service.http), f"/admin-center/members/{one.document['id']}"
    await visitor.sign_in(ADMIN, PASSWORD, "admin_center")
    await visitor.open(page)

    corrected = await visitor.send(f"{page}/change-email", email=right)
    one.email = right
    link = f"/invitation/{await one.token()}"
    person = Visitor(service.http)
    dead = await person.open(f"/invitation/{wrong}")
    chosen = await person.open(link)
    done = await person.send(link, password=CHOSEN)

    assert flash_text("invitation-resent") in corrected.words
    assert right in corrected.words
    assert dead.heading == heading_of("invitation that is dead")
    assert right in chosen.words
    assert done.all("input", id="email", value=right)
    assert await one.shown() == (right, None)


async def test_AD4_person_is_told_that_the_address_was_taken_meanwhile(
    service: Service,
) -> None:
    one = await invited(service)
    await one.correct("kim.baker@acme.test")
    link, visitor = f"/invitation/{await one.token()}", Visitor(service.http)
    await visitor.open(link)
    await service.add_member(one.email)

    refused = await visitor.send(link, password=CHOSEN)

    assert flash_text("email-taken") in refused.words
    assert refused.all("form", action=link)
