"""Defence against attacks: headers, forged hosts, guesses at other members."""

import time
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import pytest
from temporalio.testing import WorkflowEnvironment

from doorstep.transactions.operators import create_member
from journey import Journey
from mail_server import MailServer
from problem_documents import kind, problem
from seeding import long_enrolled
from service import MEMBER, PASSWORD, Service, running_service

SELF_ONLY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
EVERYWHERE = [
    "/",
    "/sign-in",
    "/verify",
    "/nowhere",
    "/static/nowhere",
    "/v1/me",
    "/v1/nothing",
    "/v1/openapi.json",
    "/v1/logins",
]


@pytest.fixture
async def behind_a_proxy(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> AsyncIterator[Service]:
    """Published under https, behind a proxy that sets X-Forwarded-For."""
    async with running_service(
        database_url,
        temporal,
        mail_server,
        public_url="https://two-step.acme.test",
        trusted_proxies="127.0.0.0/8",
    ) as service:
        yield service


@pytest.mark.parametrize("path", EVERYWHERE)
async def test_A3_every_response_has_the_security_headers(
    behind_a_proxy: Service, path: str
) -> None:
    answer = await behind_a_proxy.http.get(path, headers={"Accept": "text/html"})

    policy = dict(
        part.strip().split(" ", 1)
        for part in answer.headers["content-security-policy"].split(";")
    )
    assert SELF_ONLY.items() <= policy.items()
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "max-age=31536000" in answer.headers["strict-transport-security"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in answer.headers
    kept = "openapi" in path
    assert ("no-store" in answer.headers["cache-control"]) is not kept


async def test_A4_names_and_links_come_from_the_configuration(
    behind_a_proxy: Service,
) -> None:
    service = behind_a_proxy
    service.http.headers.update(
        {
            "Host": "evil.test",
            "X-Forwarded-Host": "evil.test",
            "X-Forwarded-Proto": "http",
            "Forwarded": "host=evil.test",
        }
    )
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("connect_device")
    shown = await person.authenticator()
    redirect = await service.http.get("/admin-center")

    issuer = parse_qs(urlsplit(shown["otpauth_uri"]).query)["issuer"]
    assert issuer == [shown["issuer"]] == ["Acme"]
    assert redirect.headers["location"].startswith("/")
    mails = [message.as_string() for message in service.mail.messages]
    assert "evil.test" not in "".join(mails) + str(shown) + str(redirect.headers)


async def test_T3_guesses_without_the_password_cost_the_owner_nothing(
    behind_a_proxy: Service,
) -> None:
    service = behind_a_proxy
    owner = await long_enrolled(service)
    service.http.headers["X-Forwarded-For"] = "198.51.100.7"
    assert (await owner.submit_code(owner.code())).status_code == 200

    guesses = []
    for number in range(105):
        service.http.headers["X-Forwarded-For"] = f"203.0.113.{number % 15}"
        guesses.append(kind(await Journey(service, MEMBER).start("a guess")))
    service.http.headers["X-Forwarded-For"] = "192.0.2.44"
    elsewhere = problem(await Journey(service).start())
    service.http.headers["X-Forwarded-For"] = "198.51.100.7"
    again = await Journey(service).start()

    assert guesses[0] == (401, "invalid-credentials")
    assert guesses[-1] == (429, "too-many-attempts")
    assert elsewhere[:2] == (429, "too-many-attempts")
    assert elsewhere[2]["retry_after"] <= 60
    assert again.status_code == 201
    assert service.mail.messages == []
    assert await service.pool.fetchval("select sum(failures) from known_networks") == 0
    running = "select count(*) from enrollments where ended_at is null"
    assert await service.pool.fetchval(running) == 0


async def test_A2_response_time_does_not_reveal_members(service: Service) -> None:
    """Compares the fastest of many, taken in turn: one password hash, or none.

    CPU time of this process, which does not depend on other processes.
    """
    for email in ("real@acme.test", "off@acme.test", "none@acme.test"):
        await create_member(
            service.pool,
            account=service.account_id,
            email=email,
            name="Real",
            role="member",
            language="en",
            password=PASSWORD,
            at=service.clock(),
            cost=service.settings.hash_cost,
        )
    off = "update members set disabled_at = now() where email = 'off@acme.test'"
    await service.pool.execute(off)
    none = "update members set password_hash = null where email = 'none@acme.test'"
    await service.pool.execute(none)
    took: dict[str, list[float]] = {
        "real@acme.test": [],
        "off@acme.test": [],
        "none@acme.test": [],
        "nobody@acme.test": [],
    }
    for _ in range(9):
        for email, seconds in took.items():
            begun = time.process_time()
            answer = await Journey(service, email).start("not it")
            seconds.append(time.process_time() - begun)
            assert kind(answer) == (401, "invalid-credentials")

    quickest = [min(seconds) for seconds in took.values()]
    assert max(quickest) < 2.5 * min(quickest)  # without a hash it would be a tenth
