"""An ID token as a hint of whom the client means (OpenID Connect Core 3.1.2.1)."""

from client_application import (
    ClientApplication,
    add_client,
    answer_of,
    id_token_of,
    push,
    pushed,
    signing_of,
)
from doorstep.rules.clients import SigningAlgorithm
from seeding import member_id_of
from service import ADMIN, MEMBER, PASSWORD, Service
from visitor import Visitor


async def _hint(service: Service, client: ClientApplication, email: str) -> str:
    """One that expired long ago."""
    claims = {
        "iss": service.settings.public_url,
        "aud": client.id,
        "sub": str(await member_id_of(service.pool, email)),
        "exp": 1_700_000_300,
    }
    return await signing_of(service).sign(claims, SigningAlgorithm.rs256)


async def test_session_of_somebody_else_is_no_answer(service: Service) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    await visitor.sign_in()
    own, other = [await _hint(service, client, each) for each in (MEMBER, ADMIN)]

    answered = await client.ask(prompt="none", id_token_hint=own)
    refused = await client.ask(prompt="none", id_token_hint=other)
    asked = await client.open(visitor, id_token_hint=other)

    assert "code" in answer_of(answered)
    assert answer_of(refused)["error"] == "login_required"
    assert asked.heading == "Sign in to The Shop"


async def test_who_signs_in_has_to_be_the_one_who_is_meant(service: Service) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    hint = await _hint(service, client, ADMIN)
    answers = []

    for email in (MEMBER, ADMIN):
        await visitor.open(await pushed(client, id_token_hint=hint))
        await visitor.send("/sign-in", email=email, password=PASSWORD)
        assert visitor.answer is not None
        answers.append(answer_of(visitor.answer))

    assert answers[0]["error"] == "login_required"
    claims = await id_token_of(client, answers[1]["code"])
    assert claims["sub"] == str(await member_id_of(service.pool, ADMIN))


async def test_what_is_no_id_token_of_the_client_is_refused(service: Service) -> None:
    client, other = await add_client(service), await add_client(service)
    foreign = await _hint(service, other, MEMBER)

    for hint in (foreign, "e30.e30.", f"{foreign[:-4]}AAAA"):
        told = answer_of(await client.ask(id_token_hint=hint))
        assert told["error"] == "invalid_request"
    assert (await push(client, id_token_hint=foreign)).status_code == 400
