"""One mailbox is one member in every spelling; invalid addresses are refused."""

import asyncio
from typing import Any

import httpx
import pytest

from journey import Journey
from problem_documents import kind, problem
from service import ADMIN, MEMBER, PASSWORD, Service

_MEMBERS = "/v1/account/members"
_SPELLINGS = [
    *("jo@bücher.example", "jo@xn--bcher-kva.example", "JO@BÜCHER.EXAMPLE"),
    *("jo@bu\u0308cher.example.", "ｊｏ@bücher。example", "jo@XN--Bcher-KVA.example."),
]


async def _create(service: Service, email: str, **others: Any) -> httpx.Response:
    admin = Journey(service, ADMIN, "admin_center")
    assert (await admin.start()).status_code == 201
    new = {
        "email": email,
        "name": "Jo",
        "role": "member",
        "language": "en",
        "password": PASSWORD,
    }
    return await admin.with_session("POST", _MEMBERS, json={**new, **others})


@pytest.mark.parametrize("first", _SPELLINGS)
async def test_H6_row24_every_spelling_is_the_same_member(
    service: Service, first: str
) -> None:
    created = await _create(service, first)

    others = [await _create(service, spelling) for spelling in _SPELLINGS]
    signed_in = [await Journey(service, spelling).start() for spelling in _SPELLINGS]

    assert (created.status_code, created.json()["email"]) == (201, first)
    assert {problem(answer)[:2] for answer in others} == {(409, "email-taken")}
    assert {answer.status_code for answer in signed_in} == {201}


async def test_H6_row24_concurrent_spellings_create_one_member(
    service: Service,
) -> None:
    answers = await asyncio.gather(*(_create(service, each) for each in _SPELLINGS))

    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [201] + [409] * (len(_SPELLINGS) - 1)


async def test_H6_row24_sharp_s_and_double_s_are_two_domains(service: Service) -> None:
    answers = [
        await _create(service, "jo@straße.example", password="a password of one"),
        await _create(service, "jo@strasse.example", password="a password of two"),
        await _create(service, "jo@xn--strae-oqa.example"),
        await _create(service, "jo@STRASSE.example."),
    ]

    sharp = Journey(service, "jo@XN--strae-oqa.example.")
    double = Journey(service, "JO@strasse.example")

    assert [answer.status_code for answer in answers] == [201, 201, 409, 409]
    assert (await sharp.start("a password of one")).status_code == 201
    assert (await sharp.start("a password of two")).status_code == 401
    assert (await double.start("a password of two")).status_code == 201


async def test_H6_row24_guesses_over_all_spellings_are_one_budget(
    service: Service,
) -> None:
    await _create(service, _SPELLINGS[0])
    spellings = [*_SPELLINGS, *_SPELLINGS][:10]

    guesses = [
        await Journey(service, spelling).start("guess") for spelling in spellings
    ]
    held = [await Journey(service, spelling).start() for spelling in _SPELLINGS]
    made_up = [f"jo@{'x' * count}ü_.example" for count in range(2)]
    nobody = [await Journey(service, address).start() for address in made_up]

    assert {kind(answer) for answer in guesses} == {(401, "invalid-credentials")}
    assert {kind(answer) for answer in held} == {(429, "too-many-attempts")}
    assert {kind(answer) for answer in nobody} == {(401, "invalid-credentials")}


async def test_A2_row24_address_without_a_normal_form_is_counted_like_others(
    service: Service,
) -> None:
    nobody = [" jo@a_b..example ", "JO@A_B..example"]

    guesses = [await Journey(service, nobody[each % 2]).start() for each in range(10)]
    held = [await Journey(service, typed).start() for typed in nobody]

    assert {kind(answer) for answer in guesses} == {(401, "invalid-credentials")}
    assert {kind(answer) for answer in held} == {(429, "too-many-attempts")}


async def test_E4_row24_mails_go_to_the_domain_that_dns_knows(service: Service) -> None:
    await service.require_two_step(False)
    await _create(service, "Jo@bücher.example.")
    await service.require_two_step()
    person = Journey(service, "jo@xn--bcher-kva.example")
    await person.start()
    await person.begin_setup()

    await service.mail.wait_for(1)

    assert service.mail.codes("Jo@xn--bcher-kva.example")


@pytest.mark.parametrize(
    "email",
    [
        *("j\u200bo@acme.test", "j\u202eo@acme.test", "j\u2060o@acme.test"),
        *("j\u00ado@acme.test", "jo@ac\u00adme.test", "a..test", "a..b@acme.test"),
        *("jo@acme..test", "jo@acme", "jo@[192.0.2.1]", '"jo"@acme.test'),
        *(
            "=?utf-8?q?jo?=@acme.test",
            "jo@a_b.example",
            "a＠b@acme.test",
            f"{'é' * 123}@acme.test",
        ),
    ],
)
async def test_A1_row25_undeliverable_address_is_refused(
    service: Service, email: str
) -> None:
    refused = await _create(service, email)

    assert kind(refused) == (422, "invalid-request")
    assert await service.pool.fetchval("select count(*) from members") == 2


@pytest.mark.parametrize(
    "name", ["J\u202eo", "Jo\u2066", "J\no", "\u200b\u2060", "\u2800"]
)
async def test_A1_A4_row25_names_that_deceive_are_refused_everywhere(
    service: Service, name: str
) -> None:
    admin = Journey(service, ADMIN, "admin_center")
    await admin.start()
    members = (await admin.with_session("GET", _MEMBERS)).json()["items"]
    member = f"{_MEMBERS}/{members[-1]['id']}"

    refused = [
        await _create(service, "new@acme.test", name=name),
        await admin.with_session("PATCH", member, json={"name": name}),
        await admin.with_session("PATCH", "/v1/account", json={"name": name}),
        await admin.with_session(
            "POST", f"{member}/reset-device", json={"reason": name}
        ),
    ]

    assert {kind(answer) for answer in refused} == {(422, "invalid-request")}


async def test_row25_names_with_joiners_are_kept(service: Service) -> None:
    names = ["می\u200cخواهم", "क्\u200dष", "👩\u200d💻"]

    created = [
        await _create(service, f"jo{number}@acme.test", name=f" {name} ")
        for number, name in enumerate(names)
    ]

    assert [answer.json()["name"] for answer in created] == names


@pytest.mark.parametrize("email", [" new@acme.test", "new@acme.test  "])
async def test_row24_space_around_an_address_is_removed(
    service: Service, email: str
) -> None:
    created = await _create(service, email)
    again = await _create(service, "new@acme.test")

    assert (created.status_code, created.json()["email"]) == (201, "new@acme.test")
    assert kind(again) == (409, "email-taken")


async def test_E4_row24_sign_in_takes_full_width_forms(service: Service) -> None:
    wide = MEMBER.translate({ord(c): ord(c) + 0xFEE0 for c in "max@cetest."})

    assert (await Journey(service, wide).start()).status_code == 201
