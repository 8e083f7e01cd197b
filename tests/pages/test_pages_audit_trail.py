"""The Admin Center's audit trail, with real servers."""

import csv
import io
from datetime import timedelta

from api.texts.events import kind_words
from doorstep.rules.people import Language
from doorstep.transactions.accounts import AccountFields, change_account
from journey import Journey
from markup import Markup
from page_texts import lines_of
from seeding import member_id_of
from service import ADMIN, MEMBER, Service
from visitor import Visitor


async def _admin(service: Service) -> Visitor:
    visitor = Visitor(service.http)
    await visitor.sign_in(ADMIN, application="admin_center")
    return visitor


async def test_audit_trail_is_shown_in_words_by_kind_and_member(
    service: Service,
) -> None:
    visitor = await _admin(service)
    await Journey(service).start("not the password")
    member_id = await member_id_of(service.pool, MEMBER)

    everything = await visitor.open("/admin-center/audit")
    wrong = await visitor.open("/admin-center/audit?kind=authn_password_fail")
    nothing = await visitor.open(
        f"/admin-center/audit?kind=authn_otp_fail&member_id={member_id}"
    )
    unknown = await visitor.http.get("/admin-center/audit?kind=made_up")

    first, *others = _rows(everything)
    assert kind_words("authn_password_fail", "en") in first
    assert others
    (row,) = _rows(wrong)
    assert "Max" in row
    assert wrong.all("option", value="authn_password_fail", selected="")
    assert lines_of("empty audit trail")[-1] in nothing.words
    assert unknown.status_code == 422


def _rows(page: Markup) -> list[str]:
    return [row.text for row in page.all("tr") if "data-event" in row.attributes]


async def test_audit_trail_says_where_from_with_what_and_by_whom(
    service: Service,
) -> None:
    visitor = await _admin(service)
    fields = AccountFields(language=Language.pt)
    await change_account(service.pool, service.account_id, fields, service.clock())

    by_operator, signed_in, *_ = _rows(await visitor.open("/admin-center/audit"))

    assert "Language: English → Português" in by_operator
    assert by_operator.endswith("Operator, command line")
    assert "Signed in Password" in signed_in
    assert signed_in.endswith("127.0.0.1")


async def test_audit_trail_says_where_from_an_administrator_changed_the_account(
    service: Service,
) -> None:
    visitor = await _admin(service)
    await visitor.open("/admin-center/account")

    await visitor.send("/admin-center/account/change", name="Acme Ltd", language="pt")
    await Journey(service).start("not the password")
    wrong, changed, *_ = _rows(await visitor.open("/admin-center/audit"))

    assert "Acme Ltd" in changed
    assert changed.endswith("127.0.0.1")
    assert "127.0.0.1" not in wrong  # it is of no login


async def test_audit_trail_of_some_days_is_shown_and_downloaded(
    service: Service,
) -> None:
    visitor = await _admin(service)
    await service.pool.execute(
        "update members set name = 'x;=1+1' where role = 'admin'"
    )
    today = service.clock().date()
    before = today - timedelta(days=2)

    shown = await visitor.open(f"/admin-center/audit?from={before}&to={today}")
    (link,) = shown.all("a", id="download")
    earlier = await visitor.open(f"/admin-center/audit?to={before}")
    file = await visitor.http.get(link.attributes["href"])
    unknown = await visitor.http.get("/admin-center/audit?from=yesterday")

    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert len(rows) == len(_rows(shown)) > 0
    assert (rows[0]["kind"], rows[0]["address"]) == ("authn_login_success", "127.0.0.1")
    assert rows[0]["member"] == "x =1+1"
    assert _rows(earlier) == []
    assert "attachment" in file.headers["content-disposition"]
    assert unknown.status_code == 422
