"""From a client's request to its code, as a browser without JavaScript goes."""

from datetime import timedelta
from typing import Any

import httpx

from authenticator import code_at
from client_application import CALLBACK, ClientApplication, add_client, answer_of
from doorstep.rules.tokens import token_hash
from markup import Markup
from seeding import long_enrolled, member_id_of
from service import MEMBER, PASSWORD, Service
from visitor import Visitor


async def _sign_in(
    visitor: Visitor, client: ClientApplication, **asked: str | None
) -> Markup:
    await client.open(visitor, **asked)
    return await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)


async def _code(service: Service, answer: dict[str, str]) -> dict[str, Any]:
    """The row of the code that the client was given."""
    row = await service.pool.fetchrow(
        "select * from authorization_codes where code_hash = $1",
        token_hash(answer["code"]),
    )
    assert row is not None
    return dict(row)


async def test_password_leads_back_to_the_client_with_a_code(service: Service) -> None:
    client, visitor = await add_client(service), Visitor(service.http)

    first = await client.open(visitor)
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)

    assert first.heading == "Sign in to The Shop"
    assert visitor.answer is not None
    assert visitor.answer.status_code == 200
    assert visitor.answer.headers["cache-control"] == "no-store"
    assert "form-action 'self'" in visitor.answer.headers["content-security-policy"]
    answer = answer_of(visitor.answer)
    assert answer.keys() == {"code", "state", "iss"}
    assert answer["state"] == client.state
    assert answer["iss"] == service.settings.public_url
    (link,) = visitor.page.all("a", **{"class": "primary"})
    assert link.attributes["href"].startswith(f"{CALLBACK}?code=")
    code = await _code(service, answer)
    assert code["member_id"] == await member_id_of(service.pool, MEMBER)
    assert code["acr"] == "urn:doorstep:acr:pwd"
    assert code["amr"] == ["pwd"]
    assert code["scopes"] == ["openid", "profile", "email"]
    assert code["expires_at"] - code["issued_at"] == timedelta(seconds=60)


async def test_live_session_answers_by_a_redirect_without_asking(
    service: Service,
) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    await _sign_in(visitor, client)
    first = await _code(service, answer_of(_last(visitor)))

    again = await client.ask(prompt="none")

    assert again.status_code == 303
    second = await _code(service, answer_of(again))
    assert second["session_id"] == first["session_id"]
    assert second["auth_time"] == first["auth_time"]
    assert second["login_id"] != first["login_id"]
    stages = await service.pool.fetch("select stage from logins")
    assert {row["stage"] for row in stages} == {"signed_in"}


async def test_reload_of_the_last_page_gives_a_new_code_in_place_of_the_first(
    service: Service,
) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    await _sign_in(visitor, client)
    last = _last(visitor)

    again = await service.http.get(str(last.url))

    assert answer_of(again)["code"] != answer_of(last)["code"]
    codes = await service.pool.fetch("select code_hash from authorization_codes")
    assert [row["code_hash"] for row in codes] == [token_hash(answer_of(again)["code"])]


async def test_code_alone_is_asked_for_while_the_password_is_young(
    service: Service,
) -> None:
    shop = await add_client(service)
    bank = await add_client(service, name="The Bank", min_acr="urn:doorstep:acr:mfa")
    person, visitor = await long_enrolled(service), Visitor(service.http)
    await service.require_two_step(False)
    await _sign_in(visitor, shop)
    weak = await _code(service, answer_of(_last(visitor)))

    prompt = await bank.open(visitor)
    await visitor.send("/verify/code", code=person.code())

    assert prompt.heading == "Enter the code from your app"
    assert "The Bank" in prompt.words
    strong = await _code(service, answer_of(_last(visitor)))
    assert strong["acr"] == "urn:doorstep:acr:mfa"
    assert strong["amr"] == ["pwd", "otp", "mfa"]
    assert strong["session_id"] == weak["session_id"]
    assert strong["auth_time"] == weak["auth_time"]


async def test_session_of_the_web_console_is_one_for_clients(service: Service) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    await visitor.sign_in()

    answer = await client.ask()

    assert "code" in answer_of(answer)


async def test_stronger_sign_in_of_a_client_keeps_the_web_console_signed_in(
    service: Service,
) -> None:
    client = await add_client(service, min_acr="urn:doorstep:acr:mfa")
    person, visitor = await long_enrolled(service), Visitor(service.http)
    await service.require_two_step(False)
    await visitor.sign_in()
    before = service.http.cookies["doorstep-web-console"]

    await client.open(visitor)
    await visitor.send("/verify/code", code=person.code())

    assert service.http.cookies["doorstep-web-console"] != before
    assert (await visitor.open("/")).heading == "Welcome, Max"


async def test_another_member_in_the_browser_ends_the_earlier_session(
    service: Service,
) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    await visitor.sign_in()
    await client.open(visitor, prompt="login")

    await visitor.send("/sign-in", email="ada@acme.test", password=PASSWORD)

    rows = await service.pool.fetch(
        "select application, ended_at from sessions order by id"
    )
    assert [bool(row["ended_at"]) for row in rows] == [True, False]
    assert rows[1]["application"] == client.id


async def test_prompt_login_asks_again_and_keeps_the_session(service: Service) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    await _sign_in(visitor, client)
    first = await _code(service, answer_of(_last(visitor)))

    await _sign_in(visitor, client, prompt="login")

    second = await _code(service, answer_of(_last(visitor)))
    assert second["session_id"] == first["session_id"]
    assert second["auth_time"] > first["auth_time"]


async def test_form_post_is_a_form_to_the_client_which_may_redirect_it(
    service: Service,
) -> None:
    client, visitor = await add_client(service), Visitor(service.http)

    await _sign_in(visitor, client, response_mode="form_post")

    policy = _last(visitor).headers["content-security-policy"]
    assert "form-action https://shop.test https:;" in policy
    sent = visitor.page.form(CALLBACK).hidden
    assert sent.keys() == {"code", "state", "iss"}
    assert "code" not in str(_last(visitor).url)


async def test_request_by_a_form_of_another_site_goes_on_with_the_session(
    service: Service,
) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    await visitor.sign_in()
    query = client.address().partition("?")[2]
    kept = dict(service.http.cookies)
    service.http.cookies.clear()  # Lax: they do not come with it

    posted = await service.http.post(
        "/oauth2/authorize",
        content=query,
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    service.http.cookies.update(kept)
    first = await service.http.get(posted.headers["location"])
    second = await service.http.get(posted.headers["location"])

    assert posted.status_code == 303
    assert "code" in answer_of(first)
    assert answer_of(second)["code"] != answer_of(first)["code"]


async def test_person_can_go_back_to_the_client_without_signing_in(
    service: Service,
) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    await client.open(visitor)

    await visitor.send("/verify/decline")

    assert answer_of(_last(visitor))["error"] == "access_denied"


async def test_client_of_another_account_is_refused_after_the_right_password(
    service: Service,
) -> None:
    client, visitor = await _client_of_another_account(service), Visitor(service.http)

    page = await _sign_in(visitor, client)

    assert _last(visitor).status_code == 403
    assert page.heading == "The Shop isn't for your account"
    await visitor.send("/verify/decline")
    assert answer_of(_last(visitor))["error"] == "access_denied"


async def test_O2_session_answers_no_client_of_another_account(
    service: Service,
) -> None:
    client, visitor = await _client_of_another_account(service), Visitor(service.http)
    await visitor.sign_in()

    asked = await client.ask()
    silent = await client.ask(prompt="none")

    assert asked.headers["location"].startswith("/sign-in?request=")
    assert answer_of(silent)["error"] == "login_required"
    assert not await service.pool.fetchval("select count(*) from authorization_codes")


async def _client_of_another_account(service: Service) -> ClientApplication:
    other = await service.pool.fetchval(
        "insert into accounts (id, name, created_at) "
        "values (gen_random_uuid(), 'Other', now()) returning id"
    )
    return await add_client(service, account_id=other)


async def test_setup_that_outlasts_the_client_begins_the_sign_in_again_there(
    service: Service,
) -> None:
    begin = "https://shop.test/login"
    client = await add_client(service, initiate_login_uri=begin)
    await service.require_two_step()
    visitor = Visitor(service.http)
    await _sign_in(visitor, client)
    await visitor.send("/verify/setup")
    await service.mail.wait_for(1)
    await visitor.send("/verify/email-code", code=service.mail.codes()[-1])
    await visitor.send("/verify/continue")
    (shown,) = visitor.page.all("code")
    secret = shown.text.replace(" ", "")
    await visitor.send("/verify/continue")
    await visitor.send("/verify/setup-code", code=code_at(secret, service.clock()))
    await service.pool.execute(
        "update authorization_requests set created_at = created_at - interval '5 min'"
    )
    await visitor.open("/verify")

    page = await visitor.send("/verify/code", code=code_at(secret, service.clock(), 1))

    assert page.heading == "Your mobile device is set up"
    (link,) = page.all("a", **{"class": "primary"})
    assert link.attributes["href"].startswith(f"{begin}?iss=http")
    assert "code" in answer_of(await client.ask())


async def test_pages_speak_the_language_that_the_client_asks_for(
    service: Service,
) -> None:
    client, visitor = await add_client(service), Visitor(service.http)

    page = await client.open(visitor, ui_locales="xx fr-CA de", login_hint=MEMBER)

    assert page.all("html", lang="fr")
    assert page.all("input", id="email", value=MEMBER)


def _last(visitor: Visitor) -> httpx.Response:
    assert visitor.answer is not None
    return visitor.answer
