"""What an authorization request is refused for, and where that is told."""

import pytest

from client_application import CALLBACK, add_client, answer_of
from doorstep.why.diagnosis import diagnose
from doorstep.why.explanations import Reason
from doorstep.why.words import sentence
from markup import Markup
from page_texts import heading_of
from seeding import long_enrolled
from service import MEMBER, PASSWORD, Service
from visitor import Visitor

_ACR_MFA, _ACR_PWD = "urn:doorstep:acr:mfa", "urn:doorstep:acr:pwd"


def _essential(value: str) -> str:
    return f'{{"id_token": {{"acr": {{"essential": true, "values": ["{value}"]}}}}}}'


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"response_type": None}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"scope": "openid offline_access"}, "invalid_scope"),
        ({"scope": "openid subjects"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"prompt": "create"}, "invalid_request"),
        ({"prompt": "none"}, "login_required"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"claims": "[]"}, "invalid_request"),
        ({"claims": "{" * 20_000}, "invalid_request"),
        ({"request": "e30.e30."}, "request_not_supported"),
        ({"request_uri": "https://shop.test/r"}, "request_uri_not_supported"),
        ({"claims": _essential("urn:other")}, "unmet_authentication_requirements"),
    ],
)
async def test_client_is_told_what_is_wrong(
    service: Service, changed: dict[str, str | None], error: str
) -> None:
    client = await add_client(service)

    answer = await client.ask(**changed)

    assert answer.status_code == 303
    told = answer_of(answer)
    assert told["error"] == error
    assert told["error_description"]
    assert told["state"] == client.state
    assert told["iss"] == service.settings.public_url


async def test_PKCE_left_out_is_refused_with_the_name_of_the_setting(
    service: Service,
) -> None:
    client = await add_client(service)

    answer = await client.ask(code_challenge=None, code_challenge_method=None)

    assert answer_of(answer)["error"] == "invalid_request"
    assert "require_pkce" in answer_of(answer)["error_description"]


@pytest.mark.parametrize(
    "redirect_uri",
    [
        None,
        f"{CALLBACK}/",
        f"{CALLBACK}?more=1",
        f"{CALLBACK}#part",
        CALLBACK.upper(),
        CALLBACK.replace("shop.test", "shop.test.evil.test"),
        CALLBACK.replace("shop.test", "shop.test@evil.test"),
        "//evil.test/callback",
        "javascript:alert(1)",
        f"{CALLBACK}\r\nLocation: https://evil.test",
    ],
)
async def test_P1_address_that_is_not_registered_is_never_gone_to(
    service: Service, redirect_uri: str | None
) -> None:
    client = await add_client(service)

    answer = await client.ask(redirect_uri=redirect_uri, prompt="none")

    assert answer.status_code == 400
    assert "location" not in answer.headers
    page = Markup(answer.text)
    assert page.heading == "This sign-in can't continue"
    assert not page.all("meta", **{"http-equiv": "refresh"})


async def test_H3_refused_addresses_are_told_to_operators_and_bounded(
    service: Service,
) -> None:
    client = await add_client(service)

    for _ in range(12):
        await client.ask(redirect_uri="https://shop.test/other")
    found = await diagnose(service.settings, MEMBER, service.clock)

    (why,) = found.besides
    assert why.reason is Reason.redirect_refused
    assert client.id in sentence(why)
    events = await service.pool.fetchval(
        "select count(*) from events where kind = 'authz_redirect_fail'"
    )
    assert events == 10


@pytest.mark.parametrize("client_id", ["", "app_unknown", "web_console", "app_\0"])
async def test_P1_unknown_client_is_told_on_a_page_of_ours(
    service: Service, client_id: str
) -> None:
    client = await add_client(service)

    answer = await client.ask(client_id=client_id)

    assert answer.status_code == 400
    assert "location" not in answer.headers


async def test_P1_disabled_client_and_another_ones_address_lead_nowhere(
    service: Service,
) -> None:
    shop = await add_client(service)
    bank = await add_client(service, redirect_uris=["https://bank.test/callback"])

    foreign = await bank.ask(redirect_uri=CALLBACK)
    await service.pool.execute("update clients set disabled_at = now()")
    disabled = await shop.ask()

    assert foreign.status_code == disabled.status_code == 400
    assert "location" not in {**foreign.headers, **disabled.headers}


@pytest.mark.parametrize("name", ["client_id", "redirect_uri", "scope"])
async def test_P1_repeated_parameter_is_refused(service: Service, name: str) -> None:
    client = await add_client(service)

    answer = await service.http.get(f"{client.address()}&{name}=other")

    if name == "scope":
        assert answer_of(answer)["error"] == "invalid_request"
    else:
        assert answer.status_code == 400


async def test_hostile_state_comes_back_as_it_was_and_changes_nothing_else(
    service: Service,
) -> None:
    client = await add_client(service)
    state = "\"><script>alert(1)</script>&code=forged&iss=https://evil.test 'é"

    redirected = await client.ask(prompt="none", state=state)
    posted = await client.ask(prompt="none", state=state, response_mode="form_post")
    broken = await client.ask(prompt="none", state="a\r\nSet-Cookie: b=c")

    assert answer_of(redirected)["state"] == state
    page = Markup(posted.text)
    assert page.form(CALLBACK).hidden["state"] == state
    assert len(page.all("script")) == 1
    assert answer_of(broken).keys() == {"error", "error_description", "iss"}


async def test_P3_account_and_client_are_floors_that_no_request_lowers(
    service: Service,
) -> None:
    bank = await add_client(service, min_acr=_ACR_MFA)
    shop = await add_client(service)
    person, visitor = await long_enrolled(service), Visitor(service.http)
    await service.require_two_step(False)

    unreachable = await bank.ask(claims=_essential(_ACR_PWD))
    await bank.open(visitor, acr_values=_ACR_PWD)
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)
    prompt = visitor.page.heading
    await visitor.send("/verify/code", code=person.code())
    strong = await shop.ask(acr_values=_ACR_PWD)

    assert answer_of(unreachable)["error"] == "unmet_authentication_requirements"
    assert prompt == "Enter the code from your app"
    assert "code" in answer_of(strong)
    acrs = await service.pool.fetch("select acr from authorization_codes")
    assert {row["acr"] for row in acrs} == {_ACR_MFA}


async def test_P3_weaker_session_is_no_answer_once_more_is_demanded(
    service: Service,
) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    await client.open(visitor)
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)

    raised = await client.ask(prompt="none", acr_values=f"{_ACR_MFA} {_ACR_PWD}")
    essential = await client.ask(prompt="none", claims=_essential(_ACR_MFA))
    await service.require_two_step()
    required = await client.ask(prompt="none")

    errors = {answer_of(each)["error"] for each in (raised, essential, required)}
    assert errors == {"login_required"}


async def test_request_of_one_browser_is_nothing_in_another(service: Service) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    await client.open(visitor)
    address = visitor.answer.url if visitor.answer else ""
    service.http.cookies.clear()

    page = await visitor.open(str(address))

    assert page.heading == "Sign in to the Web Console"


async def test_refusal_of_a_form_is_told_in_the_chosen_language(
    service: Service,
) -> None:
    shop, visitor = await add_client(service), Visitor(service.http)
    form = {"client_id": shop.id, "redirect_uri": "https://evil.test/"}

    visitor.answer = await visitor.post("/oauth2/authorize", form)
    refused = visitor.page.heading
    chosen = await visitor.send("/language", language="de")

    assert refused == heading_of("address that is not registered")
    assert chosen.heading == heading_of("address that is not registered", "de")
