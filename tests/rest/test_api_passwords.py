"""A password is the same in every Unicode normalization form."""

import asyncio
from unicodedata import normalize
from uuid import UUID

import pytest
from argon2 import PasswordHasher

from doorstep.errors import InvalidInputError
from doorstep.rules.imported_hashes import StoredHash
from doorstep.rules.passwords import Passwords
from doorstep.transactions.operators import create_member, new_password_hash
from journey import Journey
from problem_documents import kind
from seeding import member_id_of
from service import ADMIN, MEMBER, Service

_WORDS = "  Crème brûlée, Ångström  "
_NFC, _NFD = normalize("NFC", _WORDS), normalize("NFD", _WORDS)
_MIXED = "".join(
    normalize(*half) for half in (("NFC", _WORDS[:8]), ("NFD", _WORDS[8:]))
)
_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_KEPT = "select password_hash from members where email = $1"


async def _hashed_before(service: Service, typed: str) -> None:
    """Stores a hash as an earlier release did, without normalization."""
    await service.pool.execute(
        "update members set password_hash = $2 where email = $1",
        MEMBER,
        _HASHER.hash(typed),
    )


async def _member(service: Service, password: str) -> UUID:
    return await create_member(
        service.pool,
        account=service.account_id,
        email="new@acme.test",
        name="New",
        role="member",
        language="en",
        password=password,
        at=service.clock(),
    )


@pytest.mark.parametrize("given", [_NFC, _NFD, _MIXED])
async def test_row26_password_is_right_in_every_form(
    service: Service, given: str
) -> None:
    await _member(service, given)
    person = Journey(service, "new@acme.test")

    right = [(await person.start(typed)).status_code for typed in (_NFC, _NFD, _MIXED)]
    wrong = [
        (await person.start(typed)).status_code
        for typed in (_NFC.strip(), _NFC.replace(" ", "\u00a0"), _NFC.casefold())
    ]

    assert right == [201] * 3
    assert wrong == [401] * 3


@pytest.mark.parametrize("before", [_NFC, _NFD, _MIXED])
@pytest.mark.parametrize("typed", [_NFC, _NFD, _MIXED])
async def test_row26_earlier_hash_is_right_in_every_form_and_renewed(
    service: Service, before: str, typed: str
) -> None:
    await _hashed_before(service, before)

    first = await Journey(service).start(typed)

    found_later = before == _MIXED != typed  # an earlier hash is of the form typed then
    assert first.status_code == (401 if found_later else 201)
    if not found_later:
        kept = await service.pool.fetchval(_KEPT, MEMBER)
        assert _HASHER.verify(kept, _NFC)
        for form in (_NFC, _NFD, _MIXED):
            assert (await Journey(service).start(form)).status_code == 201
        assert await service.pool.fetchval(_KEPT, MEMBER) == kept


async def test_row26_concurrent_logins_renew_one_hash_and_all_sign_in(
    service: Service,
) -> None:
    await _hashed_before(service, _NFD)

    answers = await asyncio.gather(*(Journey(service).start(_NFC) for _ in range(4)))

    assert [answer.status_code for answer in answers] == [201] * 4
    assert _HASHER.verify(await service.pool.fetchval(_KEPT, MEMBER), _NFC)


async def test_row26_renewal_does_not_undo_a_concurrent_new_password(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _hashed_before(service, _NFD)
    other = "something else entirely"
    new = await new_password_hash(service.pool, await service.member(), other)
    judge = Passwords.verify

    async def set_meanwhile(passwords: Passwords, typed: str, known: str) -> object:
        verdict = await judge(passwords, typed, known)
        await service.pool.execute(
            "update members set password_hash = $1 where email = $2", new, MEMBER
        )
        return verdict

    with monkeypatch.context() as slow:
        slow.setattr(Passwords, "verify", set_meanwhile)
        refused = await Journey(service).start(_NFC)

    assert kind(refused) == (401, "invalid-credentials")
    assert await service.pool.fetchval(_KEPT, MEMBER) == new


@pytest.mark.parametrize(("typed", "hashes"), [("ascii", 1), (_NFC, 2), (_MIXED, 3)])
async def test_A2_row26_wrong_password_takes_the_same_time_for_any_address(
    service: Service, monkeypatch: pytest.MonkeyPatch, typed: str, hashes: int
) -> None:
    await _hashed_before(service, _WORDS.upper())
    for email in ("off@acme.test", "none@acme.test"):
        await service.add_member(email)
    await service.pool.execute(
        "update members set password_hash = null where email = 'none@acme.test'"
    )
    for password in (typed, normalize("NFC", typed)):
        await service.pool.execute(
            """
            update members set disabled_at = now(), password_hash = $1
            where email = 'off@acme.test'
            """,
            _HASHER.hash(password),
        )
    counted = []
    fits = Passwords._fits

    def count(passwords: Passwords, known: StoredHash, form: str) -> bool:
        counted.append(form)
        return fits(passwords, known, form)

    monkeypatch.setattr(Passwords, "_fits", count)
    costs = []
    kept = (MEMBER, ADMIN, "off@acme.test", "none@acme.test")
    for email in (*kept, "nobody@acme.test", "nothing"):
        assert (await Journey(service, email).start(typed)).status_code == 401
        costs.append(len(counted))
        counted.clear()

    assert costs == [hashes] * 6


@pytest.mark.parametrize("character", ["é", "\u1f82", "각"])
async def test_row26_longest_password_is_right_in_every_form(
    service: Service, character: str
) -> None:
    longest = f"{character * 1018} or so"
    await _member(service, longest)
    person = Journey(service, "new@acme.test")

    typed = [(await person.start(normalize(form, longest))) for form in ("NFC", "NFD")]

    assert [answer.status_code for answer in typed] == [201, 201]


async def test_row26_new_password_has_eight_characters_however_accents_are_typed(
    service: Service,
) -> None:
    await service.require_two_step()
    seven = normalize("NFD", "éàüîôñç")
    assert len(seven) == 14

    with pytest.raises(InvalidInputError, match="8 characters"):
        await new_password_hash(service.pool, await service.member(), seven)
    with pytest.raises(InvalidInputError, match="8 characters"):
        await _member(service, seven)
    await new_password_hash(service.pool, await service.member(), seven + " ")


async def test_row26_ordinary_login_writes_no_hash(service: Service) -> None:
    await _member(service, _NFC)
    member_id = await member_id_of(service.pool, "new@acme.test")
    query = "select xmin::text from members where id = $1"
    before = await service.pool.fetchval(query, member_id)

    for form in (_NFC, _NFD):
        await Journey(service, "new@acme.test").start(form)

    assert await service.pool.fetchval(query, member_id) == before
