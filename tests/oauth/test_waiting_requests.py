"""A request that waits for a password: in the browser alone."""

from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from client_application import CALLBACK, ClientApplication, add_client, answer_of
from password_reset import NEW, SUBJECT
from service import MEMBER, PASSWORD, Service
from visitor import Visitor
from waiting import until_true

_LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
_REQUESTS = "select count(*) from authorization_requests"


async def test_H3_requests_of_strangers_leave_no_rows(service: Service) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    by_form = client.address(state="s" * 4000).partition("?")[2]

    for _ in range(20):
        await client.open(visitor, state="s" * 4000)
        await service.http.post("/oauth2/authorize", content=by_form)
    await visitor.send("/sign-in", email="nobody@acme.test", password="a guess")
    await visitor.send("/verify/decline")

    assert visitor.answer is not None
    assert answer_of(visitor.answer)["error"] == "access_denied"
    assert await service.pool.fetchval(_REQUESTS) == 0


async def test_H3_pushed_requests_leave_an_id_once_used_and_a_row_with_a_login(
    service: Service,
) -> None:
    """Anybody can push one for an application without a secret."""
    app = await add_client(service, kind="native", auth_method="none")
    visitor = Visitor(service.http)
    addresses = [await _pushed_by_anybody(app) for _ in range(20)]
    pushed_only = await _rows(service)

    for address in addresses[1:4]:
        await service.http.get(address)
    await visitor.open(addresses[0])
    used = await _rows(service)
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)
    await service.pool.execute("update used_requests set expires_at = $1", _LONG_AGO)
    await visitor.open(addresses[4])

    assert pushed_only == (0, 0)
    assert used == (0, 4)
    assert await _rows(service) == (2, 3)  # two that expired went with the new one


async def _rows(service: Service) -> tuple[int, int]:
    used = await service.pool.fetchval("select count(*) from used_requests")
    return await service.pool.fetchval(_REQUESTS), used


async def _pushed_by_anybody(app: ClientApplication) -> str:
    form = dict(parse_qsl(urlsplit(app.address()).query))
    answer = await app.service.http.post("/oauth2/par", data=form)
    assert answer.status_code == 201, answer.text
    query = {"client_id": app.id, "request_uri": answer.json()["request_uri"]}
    return f"/oauth2/authorize?{urlencode(query)}"


async def test_P1_request_by_form_goes_on_for_its_own_client(service: Service) -> None:
    shop, bank = await add_client(service), await add_client(service)
    form = shop.address().partition("?")[2]
    sent = await service.http.post("/oauth2/authorize", content=form)
    address = sent.headers["location"]

    foreign = await service.http.get(address.replace(shop.id, bank.id))
    own = await service.http.get(address)

    assert (foreign.status_code, own.status_code) == (400, 303)
    assert own.headers["location"].startswith("/sign-in?request=")


async def test_two_tabs_have_a_request_each(service: Service) -> None:
    client = await add_client(service)
    one, other = Visitor(service.http), Visitor(service.http)
    await client.open(one, state="one")
    await client.open(other, state="other", prompt="login")

    await one.send("/sign-in", email=MEMBER, password=PASSWORD)
    await other.send("/sign-in", email=MEMBER, password=PASSWORD)

    for tab, state in ((one, "one"), (other, "other")):
        assert tab.answer is not None
        answer = answer_of(tab.answer)
        assert answer["state"] == state
        assert "code" in answer


async def test_back_to_the_sign_in_page_begins_the_request_anew(
    service: Service,
) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    await service.require_two_step()
    await client.open(visitor)
    shown = str(visitor.answer.url) if visitor.answer else ""
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)

    page = await visitor.open(shown)
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)

    assert page.heading == "Sign in to The Shop"
    assert visitor.path == "/verify"
    assert await service.pool.fetchval(_REQUESTS) == 1


async def test_A3_request_of_another_browser_leads_nowhere(service: Service) -> None:
    """A stranger sends somebody the address of a sign-in page, or its form."""
    client, stranger = await add_client(service), Visitor(service.http)
    page = await client.open(stranger, state="of a stranger")
    shown = str(stranger.answer.url) if stranger.answer else ""
    sealed = page.form("/sign-in").hidden["request"]
    service.http.cookies.clear()
    victim = Visitor(service.http)
    await client.open(victim)

    at_his_address = await victim.open(shown)
    forms = {
        "/sign-in": {"email": MEMBER, "password": PASSWORD},
        "/verify/decline": {},
    }
    for action, typed in forms.items():
        own = (await client.open(victim)).form(action).hidden
        await victim.post(action, {**own, **typed, "request": sealed})
        assert victim.answer is not None
        assert CALLBACK not in victim.answer.text
        assert "of a stranger" not in victim.answer.text

    assert at_his_address.heading == "Sign in to the Web Console"
    assert await service.pool.fetchval(_REQUESTS) == 0
    assert await service.pool.fetchval("select count(*) from logins") == 0


async def test_language_and_a_wrong_password_keep_the_request(
    service: Service,
) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    await client.open(visitor)
    await visitor.send("/sign-in", email=MEMBER, password="a guess")

    page = await visitor.send("/language", language="de")
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)

    assert page.all("html", lang="de")
    assert page.all("input", id="email", value=MEMBER)
    assert visitor.answer is not None
    assert "code" in answer_of(visitor.answer)


async def test_forgotten_password_leads_back_to_the_request(service: Service) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    page = await client.open(visitor)
    (forgotten,) = [
        each.attributes["href"]
        for each in page.all("a")
        if each.attributes["href"].startswith("/reset-password")
    ]
    await visitor.open(forgotten)
    await visitor.send("/reset-password", email=MEMBER)
    await until_true(lambda: bool(service.mail.codes(MEMBER, SUBJECT)))
    code = service.mail.codes(MEMBER, SUBJECT)[-1]
    await visitor.send("/reset-password/email-code", code=code)

    back = await visitor.send("/reset-password/password", new=NEW)
    await visitor.send("/sign-in", email=MEMBER, password=NEW)

    assert back.heading == "Sign in to The Shop"
    assert visitor.answer is not None
    assert "code" in answer_of(visitor.answer)


async def test_request_that_was_changed_or_is_too_long_leads_nowhere(
    service: Service,
) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    await client.open(visitor)
    shown = str(visitor.answer.url) if visitor.answer else ""
    at = len(shown) // 2
    changed = f"{shown[:at]}{'A' if shown[at] != 'A' else 'B'}{shown[at + 1 :]}"

    page = await visitor.open(changed)
    long = await client.ask(state="s" * 4000, nonce="n" * 2000)

    assert page.heading == "Sign in to the Web Console"
    assert CALLBACK not in page.words
    assert answer_of(long)["error"] == "invalid_request"
