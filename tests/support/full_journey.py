"""A journey through everything that has secrets, and the secrets of it."""

from dataclasses import dataclass, field

from journey import Journey
from leaks import spellings
from service import ADMIN, MEMBER, PASSWORD, Service
from waiting import until

PERSONAL = {MEMBER, ADMIN, "Max", "Ada", "Acme", "max", "ada"}


@dataclass
class Secrets:
    """The secrets of a journey."""

    secrets: list[str] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)

    def words(self) -> set[str]:
        kept = [*self.secrets, *self.codes, *self.tokens, PASSWORD]
        return {word for secret in kept for word in spellings(secret)}


async def full_journey(service: Service) -> Secrets:
    """Setup, wrong and right codes, failing mail, replacement, log-out."""
    found = Secrets()
    service.mail.answer = "451 4.3.2 not now for max@acme.test"
    await service.require_two_step()
    first = Journey(service)
    await first.start("a wrong guess")
    await first.start()
    await first.begin_setup()
    await until(
        first.read_enrollment, lambda setup: setup["email"]["status"] == "retrying"
    )
    service.mail.answer = None
    await first.submit_email_code("000000")
    await first.submit_email_code(await first.email_code())
    await first.advance("install_app")
    await first.authenticator()
    await first.submit_setup_code(first.code())
    await first.submit_code(first.wrong_code())
    await first.sign_in_after_setup()
    second = Journey(service, secret=first.secret)
    await second.start()
    await second.set_up()
    await second.sign_in_after_setup()
    await second.with_session("DELETE", "/v1/me/session")
    for person in (first, second):
        found.secrets.append(person.secret)
        found.tokens |= {person.login["flow_token"], person.session_token}
        found.codes |= {person.code(steps) for steps in (-1, 0, 1)}
        found.codes.add(person.wrong_code())
    found.codes |= set(service.mail.codes())
    return found
