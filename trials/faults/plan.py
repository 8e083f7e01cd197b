"""What is to happen, as a function of the seed: journeys, kills, failures of the mail
server and of the clients that are told of logouts.

What real processes make of it differs from run to run; what is done to them does not.
"""

import random
from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """What the person of a scenario does."""

    login = "login"
    setup = "setup"
    replacement = "replacement"
    reset = "reset"
    guesses = "guesses"
    erasure = "erasure"
    recovery = "recovery"
    client = "client"
    sign_out = "sign-out"
    subject = "subject"
    invitation = "invitation"
    address = "address"


class PartKind(StrEnum):
    """What may be killed."""

    worker = "worker"
    api = "api"
    temporal = "temporal"
    postgres = "postgres"
    primary = "primary"
    """PostgreSQL, whose standby takes its place."""


class Behaviour(StrEnum):
    """How the mail server treats one connection."""

    normal = "normal"
    drops_before_greeting = "drops before the greeting"
    refuses_to_greet = "refuses to greet"
    greets_late = "greets late"
    drops_after_rcpt = "drops after RCPT"
    delays_rcpt = "451 after RCPT"
    delays_data = "451 after DATA"
    answers_late = "answers DATA late"
    drops_after_data = "takes the mail and drops before the answer"


class Reception(StrEnum):
    """How a client treats one logout token."""

    accepts = "accepts"
    is_down = "503"
    is_late = "answers late"
    drops = "drops"
    refuses = "400, which is final"


STEPS = {
    Kind.login: 2,
    Kind.setup: 7,
    Kind.replacement: 10,
    Kind.reset: 10,
    Kind.guesses: 4,
    Kind.erasure: 2,
    Kind.recovery: 9,
    Kind.client: 6,
    Kind.sign_out: 8,
    Kind.subject: 10,
    Kind.invitation: 9,
    Kind.address: 7,
}
"""About how many answered acts each takes: kills are spread over all of them."""

_KINDS = {
    Kind.login: 30,
    Kind.setup: 30,
    Kind.replacement: 20,
    Kind.reset: 10,
    Kind.guesses: 10,
}
_OF_LOGINS = {
    Kind.erasure: 0.15,
    Kind.recovery: 0.15,
    Kind.client: 0.3,
    Kind.sign_out: 0.4,
    Kind.subject: 0.3,
    Kind.invitation: 0.3,
    Kind.address: 0.5,
}
"""Of the logins that are left, so that other journeys of a seed stay as they were."""
_OF_SETUPS = {Kind.invitation: 0.15, Kind.address: 0.15}
"""Of the setups that are left, since few logins are."""

_KILLS = {
    PartKind.worker: 35,
    PartKind.api: 30,
    PartKind.temporal: 17,
    PartKind.postgres: 18,
}
_OF_POSTGRES = 0.4
"""The share of its kills after which the standby is promoted."""
_FROZEN = 0.5
"""The share of primaries that are stopped, and hold their connections open."""
_MISBEHAVING = 0.3


@dataclass(frozen=True)
class Scenario:
    """One journey; the numbers are wrong codes typed on the way, and resends."""

    number: int
    kind: Kind
    wrong_login_codes: int
    wrong_email_codes: int
    wrong_setup_codes: int
    resends: int


@dataclass(frozen=True)
class Kill:
    """Seconds: `delay` after so many steps were answered; `downtime` until it is back,
    or its standby promoted. A `frozen` one is stopped, not killed.
    """

    after_steps: int
    delay: float
    part: PartKind
    downtime: float
    frozen: bool = False


@dataclass(frozen=True)
class Plan:
    seed: int
    scenarios: tuple[Scenario, ...]
    kills: tuple[Kill, ...]

    def behaviour(self, connection: int) -> Behaviour:
        """Of the mail server on its n-th connection."""
        chance = _chance(self.seed, "mood", connection)
        if chance.random() >= _MISBEHAVING:
            return Behaviour.normal
        return chance.choice(
            [behaviour for behaviour in Behaviour if behaviour is not Behaviour.normal]
        )

    def reception(self, number: int) -> Reception:
        """Of the n-th logout token that a client is sent."""
        chance = _chance(self.seed, "reception", number)
        if chance.random() >= _MISBEHAVING:
            return Reception.accepts
        return chance.choice([one for one in Reception if one is not Reception.accepts])


def make_plan(
    seed: int, *, journeys: int, kills: int, only: PartKind | None = None
) -> Plan:
    """`only`: that part alone is killed."""
    scenarios = tuple(_scenario(seed, number) for number in range(journeys))
    steps = sum(STEPS[scenario.kind] for scenario in scenarios)
    drawn = [_kill(seed, number, steps, only) for number in range(kills)]
    return Plan(
        seed, scenarios, tuple(sorted(drawn, key=lambda kill: kill.after_steps))
    )


def _scenario(seed: int, number: int) -> Scenario:
    chance = _chance(seed, "errand", number)
    (kind,) = chance.choices(list(_KINDS), list(_KINDS.values()))
    for other, share in _OF_LOGINS.items():
        if kind is Kind.login and _chance(seed, other, number).random() < share:
            kind = other
    for other, share in _OF_SETUPS.items():
        chosen = _chance(seed, f"{other} for a setup", number).random() < share
        if kind is Kind.setup and chosen:
            kind = other
    guesses = 3 if kind is Kind.guesses else _seldom(chance)
    return Scenario(
        number,
        kind,
        wrong_login_codes=guesses,
        wrong_email_codes=_seldom(chance),
        wrong_setup_codes=_seldom(chance),
        resends=_seldom(chance),
    )


def _kill(seed: int, number: int, steps: int, only: PartKind | None) -> Kill:
    chance = _chance(seed, "kill", number)
    (part,) = chance.choices(list(_KILLS), list(_KILLS.values()))
    long = chance.random() < 0.1
    kill = Kill(
        after_steps=chance.randrange(max(int(steps * 0.95), 1)),
        delay=chance.uniform(0, 0.5),
        part=only or part,
        downtime=chance.uniform(5, 7) if long else chance.uniform(0, 1.5),
    )
    return _promoted(kill, _chance(seed, "promotion", number))


def _promoted(kill: Kill, chance: random.Random) -> Kill:
    """Some kills of PostgreSQL, whose standby is then promoted; the rest as they are.

    It is promoted soon: how long that takes is the business of who does it.
    """
    drawn, frozen = chance.random() < _OF_POSTGRES, chance.random() < _FROZEN
    soon = chance.uniform(0, 1)
    if kill.part is PartKind.primary or (kill.part is PartKind.postgres and drawn):
        return replace(kill, part=PartKind.primary, downtime=soon, frozen=frozen)
    return kill


def _seldom(chance: random.Random) -> int:
    return int(chance.random() < 0.2)


def _chance(seed: int, of_what: str, number: int) -> random.Random:
    """`of_what` is part of the seed: another word would change the recorded runs."""
    return random.Random(f"{seed}/{of_what}/{number}")
