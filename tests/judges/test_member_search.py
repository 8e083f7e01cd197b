"""Members are found by any part of name or address, in any case and accent."""

import unicodedata
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstep.db.member_search import folded, keys
from doorstep.db.members import Members
from doorstep.db.migration_files import MIGRATIONS
from doorstep.db.pool import Connection, Pool
from doorstep.db.roster_filter import RosterFilter
from doorstep.db.rosters import Rosters
from doorstep.rules.people import Language, Role
from doorstep.transactions.members import MemberFields, add_member
from seeding import new_member
from service import PASSWORD

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
PEOPLE = {
    "Łukasz Strauß": "lukasz@acme.test",
    "Søren Ångström": "soren.a@acme.test",
    "Chloé O'Neill": "chloe_100%@acme.test",
    "ΟΔΥΣΣΕΥΣ Παπάς": "od@bücher.example",
    "Müller, Anna": "ANNA.M@acme.test",
    "Zoe": "zoe@mail.xn--mnchen-3ya.example",
    "李 小龍": "li@acme.test",
}
FOUND = {
    "strauss": "Łukasz Strauß",
    "STRAUß": "Łukasz Strauß",
    "ŁUKASZ  str": "Łukasz Strauß",
    "soren": "Søren Ångström",
    "angstr": "Søren Ångström",
    "ngström": "Søren Ångström",
    "CHLOE": "Chloé O'Neill",
    "0%": "Chloé O'Neill",
    "e_1": "Chloé O'Neill",
    "οδυσσευς": "ΟΔΥΣΣΕΥΣ Παπάς",
    "παπας": "ΟΔΥΣΣΕΥΣ Παπάς",
    "BÜCHER.ex": "ΟΔΥΣΣΕΥΣ Παπάς",
    "zoe@mail.MÜNCHEN": "Zoe",
    "xn--mnchen-3": "Zoe",
    "anna.m@": "Müller, Anna",
    "müller": "Müller, Anna",
    "小": "李 小龍",
    "%": "Chloé O'Neill",
}


@pytest.fixture
async def acme(pool: Pool) -> AsyncIterator[tuple[Connection, UUID]]:
    first = await new_member(pool, AT)
    async with pool.acquire() as connection:
        account_id = (await Members(connection).get(first)).account_id
        for name, email in PEOPLE.items():
            fields = MemberFields(
                email=email,
                name=name,
                role=Role.member,
                language=Language.en,
                password=PASSWORD,
            )
            await add_member(connection, account_id, fields, "", at=AT)
        yield connection, account_id


async def _names(connection: Connection, account_id: UUID, query: str) -> list[str]:
    wanted = RosterFilter(text=await folded(connection, query))
    page = await Rosters(connection).page(account_id, at=AT, limit=50, wanted=wanted)
    return [entry.member.name for entry in page]


@pytest.mark.parametrize("by_index", [False, True])
async def test_part_of_a_word_is_found_in_any_case_and_accent(
    acme: tuple[Connection, UUID], by_index: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if by_index:
        monkeypatch.setattr("doorstep.db.roster_filter._LOOKED_AT", 1)

    found = {query: await _names(*acme, query) for query in FOUND}

    assert found == {query: [name] for query, name in FOUND.items()}


async def test_text_has_no_wildcards_and_stands_in_one_of_both(
    acme: tuple[Connection, UUID],
) -> None:
    for query in ("a%a", "chlo_", "strauß lukasz", "ström soren", "\\", "*"):
        assert await _names(*acme, query) == []


async def test_a_changed_name_is_found_and_the_earlier_one_is_not(
    acme: tuple[Connection, UUID],
) -> None:
    connection, account_id = acme
    member_id = await connection.fetchval(
        "select id from members where email = 'li@acme.test'"
    )

    await Members(connection).change(
        member_id, name="Bruce Lee", role=None, language=None
    )
    renamed = await _names(connection, account_id, "bruce")
    await Members(connection).erase(member_id)

    assert renamed == ["Bruce Lee"]
    assert await _names(connection, account_id, "bruce") == []
    assert await _names(connection, account_id, "小龍") == []
    assert await _names(connection, account_id, "li@acme") == []


async def test_letters_of_any_case_are_folded_alike(pool: Pool) -> None:
    """All of Latin, Greek, Cyrillic, Armenian and Georgian."""
    letters = [
        chr(code)
        for code in (
            *range(0x41, 0x590),
            *range(0x10A0, 0x1100),
            *range(0x1E00, 0x2000),
        )
        if unicodedata.category(chr(code)) in ("Lu", "Ll")
        and (len(chr(code).casefold()) == 1 or chr(code) in "ßẞ")
    ]
    same = [each.casefold() for each in letters]

    async with pool.acquire() as connection:
        unlike = await connection.fetch(
            """
            select letter, same from unnest($1::text[], $2::text[]) as t (letter, same)
            where folded(letter) <> folded(same)
            """,
            letters,
            same,
        )

    assert [tuple(each) for each in unlike] == []


async def test_folding_again_changes_nothing(pool: Pool) -> None:
    texts = ["ẞ ŁÓDŹ", "İı", "\u00a0 ﬁ  ﬂ ", "ǅ ŉ", "e\u0301\u0327", "Ⅷ ½"]

    async with pool.acquire() as connection:
        for text in texts:
            once = await folded(connection, text)
            assert await folded(connection, once) == once
        assert await folded(connection, " \u0301 ") == ""


async def test_words_of_before_are_filled_in(
    acme: tuple[Connection, UUID],
) -> None:
    connection, _ = acme
    (file,) = MIGRATIONS.glob("*_search_international_domains_before.sql")
    await connection.execute(
        "update member_search set words = folded(name) || e'\\n' || folded(email) "
        "from members where id = member_id"
    )
    before = await _names(*acme, "münch")

    await connection.execute(file.read_text())

    assert before == []
    assert await _names(*acme, "münch") == ["Zoe"]


async def test_labels_are_read_as_they_were_coded(pool: Pool) -> None:
    letters = ("bücher", "münchen-ost", "straße", "пример", "例え", "ñ", "ﻙ", "a𠀀b")
    coded = [f"xn--{text.encode('punycode').decode()}" for text in letters]
    others = (
        "acme",
        "xn--",
        "xn---",
        "xn--99999999999",
        "xn--é",
        "xn--\n",
        "",
    )

    async with pool.acquire() as connection:
        read = await connection.fetch(
            """
            select decoded_label(label)
            from unnest($1::text[]) with ordinality as given (label, place)
            order by place
            """,
            [*coded, *map(str.upper, coded[:2]), *others],
        )

    assert [row[0] for row in read] == [*letters, *letters[:2], *others]


@given(st.text(min_size=1, max_size=40))
def test_the_index_is_asked_for_pieces_of_the_text(text: str) -> None:
    pieces = keys(UUID(int=0xAB), text)

    assert 1 <= len(pieces) <= 4
    assert all(each[:2] == "ab" and each[2:] in text for each in pieces)
    assert all(len(each) == 2 + min(len(text), 3) for each in pieces)
