"""Which members of an account to list, and the statements that find their ids.

Each begins at the index that has the fewest others, and stops when enough are found.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.member_search import FOUND, STANDS_IN, keys
from doorstep.db.roster_states import CANDIDATES, FEW
from doorstep.rules.people import Role, TwoStep

_ADMINISTRATORS = """
    select id from members where account_id = $1 and role = 'admin' and id > $3
"""
_OF_GROUP = """
    select member_id as id from group_members
    where group_id = {group} and member_id > $3
"""
_IN_GROUP = """
    and exists (
        select from group_members where group_id = {group} and member_id = source.id
    )
"""
_MAY_BE: Mapping[TwoStep | None, str] = {
    TwoStep.invited: "and enrolled_at is null and invited_at is not null",
    TwoStep.not_set_up: "and enrolled_at is null and invited_at is null",
    TwoStep.enrolled: "and enrolled_at is not null",
}
"""As the indexes of members in a state have it: they alone are read then."""
_ASKED = "asked as (select $1::uuid, $2::timestamptz)"
"""Not every statement uses both, and all have the same first parameters."""
_LOOKED_AT = 2000
"""Members whose words are read in turn: if the text is frequent, a page is found."""


@dataclass(frozen=True)
class RosterFilter:
    """None matches any; `text`, which is folded, stands in the name or address."""

    two_step: TwoStep | None = None
    role: Role | None = None
    group_id: UUID | None = None
    text: str | None = None


EVERYBODY = RosterFilter()


@dataclass(frozen=True)
class Query:
    """A statement that finds ids, and what its parameters are."""

    text: str
    arguments: tuple[object, ...]


@dataclass(frozen=True)
class Search:
    """Finds ids of an account after an id, in their order.

    Whether somebody is in a state is judged by who reads the rows: here are those who
    may be.
    """

    wanted: RosterFilter
    account_id: UUID
    at: datetime
    after: UUID
    most: int

    def all(self) -> Query:
        """Those who match, whatever text is wanted."""
        values = self._values()
        return values.query(f"{self._candidates(values)} order by id limit $4")

    def nearest(self) -> Query:
        """Those of the next few members in whose words the text stands, and whether
        there are more members to look at.
        """
        values = self._values()
        few = f"{self._candidates(values)} order by id limit {_LOOKED_AT}"
        stands = STANDS_IN.format(text=values.place(self.wanted.text))
        return values.query(
            f"""
            with {_ASKED}, near as materialized ({few}), found as materialized (
                select near.id from near cross join lateral (
                    select words from member_search where member_id = near.id limit 1
                ) as search
                where {stands} order by near.id limit $4
            )
            select array(select id from found order by id) as ids,
                (select count(*) from near) = {_LOOKED_AT} as more
            """
        )

    def by_words(self) -> Query:
        """All of them by the index of words, however rare the text is."""
        wanted, values = self.wanted, self._values()
        text = wanted.text or ""
        found = FOUND.format(
            text=values.place(text), keys=values.place(keys(self.account_id, text))
        )
        # With `offset 0` no plan reads member after member in the order of ids instead.
        source = f"select id from ({found} offset 0) as found order by id"
        if wanted != RosterFilter(text=text):
            few = wanted.two_step in FEW
            further = f"and source.id in ({CANDIDATES[wanted.two_step]})" if few else ""
            source = f"{self._tested(f'({source})', values, further)} order by id"
        return values.query(f"with {_ASKED} {source} limit $4")

    def _candidates(self, values: "_Values") -> str:
        wanted = self.wanted
        source = CANDIDATES[wanted.two_step]
        if wanted.role is None and wanted.group_id is None:
            return source
        if wanted.two_step not in FEW:
            if wanted.role is Role.admin:
                source = _ADMINISTRATORS
            elif wanted.group_id is not None:
                source = _OF_GROUP.format(group=values.place(wanted.group_id))
        return self._tested(f"({source})", values)

    def _tested(self, source: str, values: "_Values", further: str = "") -> str:
        """The ids of `source` that have the role, are in the group and may be in the
        state.
        """
        wanted, tests = self.wanted, [further]
        of_row = [_MAY_BE.get(wanted.two_step, "")]
        if wanted.role is not None:
            of_row.append(f"and role = {values.place(wanted.role)}")
        if wanted.group_id is not None:
            tests.append(_IN_GROUP.format(group=values.place(wanted.group_id)))
        return f"""
            select source.id from {source} as source cross join lateral (
                select from members
                where account_id = $1 and id = source.id {" ".join(of_row)} limit 1
            ) as member where true {" ".join(tests)}
        """

    def _values(self) -> "_Values":
        return _Values([self.account_id, self.at, self.after, self.most])


@dataclass(frozen=True)
class _Values:
    """What the parameters of one statement are."""

    given: list[object]

    def place(self, value: object) -> str:
        """A further parameter with this value."""
        self.given.append(value)
        return f"${len(self.given)}"

    def query(self, text: str) -> Query:
        return Query(text, tuple(self.given))
