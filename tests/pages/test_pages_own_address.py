"""The page Security changes the own address; the Admin Center another one's."""

from address_change import NEW, SUBJECT
from seeding import member_id_of
from service import ADMIN, MEMBER, PASSWORD, Service
from visitor import Visitor
from waiting import until_true


async def _signed_in(service: Service, email: str = MEMBER) -> Visitor:
    visitor = Visitor(service.http)
    await visitor.open("/security")
    await visitor.send("/sign-in", email=email, password=PASSWORD)
    return visitor


async def _code(service: Service, number: int = 1) -> str:
    await until_true(lambda: len(service.mail.codes(NEW, SUBJECT)) >= number)
    return service.mail.codes(NEW, SUBJECT)[-1]


async def test_AD1_own_address_is_changed_on_the_page_security(
    service: Service,
) -> None:
    visitor = await _signed_in(service)

    refused = await visitor.send("/security/change-email", email="max@acme")
    asked = await visitor.send("/security/change-email", email=f" {NEW}")
    wrong = await visitor.send("/security/email-code", code="000 000")
    done = await visitor.send("/security/email-code", code=await _code(service))

    assert refused.all("p", id="new-email-error")
    assert refused.all("input", id="new-email", value="max@acme")
    assert asked.all("input", id="email-recovery-code")
    assert wrong.all("p", id="code-error")
    assert done.all("p", role="status")
    assert any(NEW in each.text for each in done.all("dd"))
    assert visitor.path == "/security"


async def test_AD5_change_is_cancelled_on_the_page_security(service: Service) -> None:
    visitor = await _signed_in(service)
    await visitor.send("/security/change-email", email=NEW)
    code = await _code(service)

    kept = await visitor.send("/security/keep-email")
    fields = {"form_token": kept.form("/security/change-email").hidden["form_token"]}
    again = await visitor.post("/security/keep-email", fields)
    await visitor.send("/security/change-email", email=NEW)
    late = await visitor.send("/security/email-code", code=code)

    assert kept.all("input", id="new-email")
    assert again.status_code == 200
    assert late.all("p", id="code-error")


async def test_AD1_administrator_asks_for_another_address_of_a_member(
    service: Service,
) -> None:
    visitor = Visitor(service.http)
    await visitor.open("/sign-in?application=admin_center")
    await visitor.send(
        "/sign-in", application="admin_center", email=ADMIN, password=PASSWORD
    )
    page = f"/admin-center/members/{await member_id_of(service.pool, MEMBER)}"
    await visitor.open(page)

    taken = await visitor.send(f"{page}/change-email", email=ADMIN.upper())
    asked = await visitor.send(f"{page}/change-email", email=NEW)

    assert taken.all("p", role="alert")
    assert asked.all("p", role="status")
    assert any(NEW in each.text for each in asked.all("p"))
    assert await _code(service)
