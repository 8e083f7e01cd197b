"""Mapping rows of PostgreSQL to dataclasses."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from doorstep.db.pool import Pool
from doorstep.db.row_mapper import RowMapper
from doorstep.rules.policy import EnrollmentPolicy
from doorstep.rules.stages import LoginStage
from doorstep.rules.user_agents import Browser


@dataclass(frozen=True)
class Seen:
    """A moment and what was seen then."""

    at: datetime
    browser: Browser


@dataclass(frozen=True)
class Row:
    """One field of each shape that a table has."""

    name: str
    stage: LoginStage
    before: LoginStage | None
    amr: tuple[str, ...]
    policy: EnrollmentPolicy
    last: Seen | None


_COLUMNS = """
    'Max' as name, 'signed_in' as stage, array['pwd', 'otp'] as amr,
    '{"setup_code_tries": 3}'::jsonb as policy
"""


async def test_fields_have_the_types_of_the_class(pool: Pool) -> None:
    record = await pool.fetchrow(
        f"""
        select {_COLUMNS}, 'code_required' as before,
            timestamptz '2026-03-05 14:03Z' as last_at,
            'Firefox' as last_browser_family, 'Linux' as last_browser_system
        """
    )
    assert record is not None

    row = RowMapper(Row)(record)

    assert row == Row(
        name="Max",
        stage=LoginStage.signed_in,
        before=LoginStage.code_required,
        amr=("pwd", "otp"),
        policy=EnrollmentPolicy(setup_code_tries=3),
        last=Seen(datetime(2026, 3, 5, 14, 3, tzinfo=UTC), Browser("Firefox", "Linux")),
    )
    assert isinstance(row.stage, LoginStage)


async def test_null_is_none_where_the_class_allows_it(pool: Pool) -> None:
    record = await pool.fetchrow(
        f"""
        select {_COLUMNS}, null as before, null::timestamptz as last_at,
            null as last_browser_family, null as last_browser_system
        """
    )
    assert record is not None

    row = RowMapper(Row)(record)

    assert (row.before, row.last) == (None, None)


async def test_unknown_columns_are_refused(pool: Pool) -> None:
    later = await pool.fetchrow(f"select {_COLUMNS.replace('signed_in', 'sent_home')}")
    short = await pool.fetchrow("select 'Max' as name")
    assert later is not None
    assert short is not None

    with pytest.raises(ValueError, match="sent_home"):
        RowMapper(Row)(later)
    with pytest.raises(KeyError, match="stage"):
        RowMapper(Row)(short)
