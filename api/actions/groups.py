"""The account's groups, and who is in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from api.actions.step_up import require_step_up
from api.edge.bodies import Page
from api.edge.group_bodies import Group, GroupName
from api.edge.lists import ListRequest
from api.edge.problems import Problem, malformed, not_found
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.groups import Groups
from doorstep.db.pool import Pool
from doorstep.db.signed_in import SignedIn
from doorstep.errors import GroupNameTakenError, NotFoundError, TooManyGroupsError
from doorstep.transactions.groups import AccountGroups


@dataclass(frozen=True)
class GroupAdministration:
    """Every method checks the account; an id of another account is not found.

    A change of a group or its members wants a step-up.
    """

    pool: Pool
    clock: Clock

    async def page(self, admin: SignedIn, asked: ListRequest[UUID]) -> Page[Group]:
        async with self.pool.acquire() as connection:
            groups = await Groups(connection).page(
                admin.account.id, limit=asked.fetched, after=asked.cursor
            )
        return asked.page(map(Group.of, asked.shown(groups)), groups)

    async def all(self, admin: SignedIn) -> list[Group]:
        """To choose from: an account has a bounded number of them."""
        async with self.pool.acquire() as connection:
            groups = await Groups(connection).all(admin.account.id)
        return [Group.of(group) for group in groups]

    async def of_member(self, admin: SignedIn, member_id: UUID) -> list[Group]:
        async with self.pool.acquire() as connection:
            groups = await Groups(connection).of_member(admin.account.id, member_id)
        return [Group.of(group) for group in groups]

    async def read(self, admin: SignedIn, group_id: UUID) -> Group:
        async with self.pool.acquire() as connection:
            group = await Groups(connection).find_in(admin.account.id, group_id)
        if group is None:
            raise not_found()
        return Group.of(group)

    async def add(self, admin: SignedIn, new: GroupName) -> Group:
        with self._changing(admin, "name") as groups:
            return Group.of(await groups.add(new.name))

    async def rename(self, admin: SignedIn, group_id: UUID, change: GroupName) -> Group:
        with self._changing(admin) as groups:
            await groups.rename(group_id, change.name)
        return await self.read(admin, group_id)

    async def remove(self, admin: SignedIn, group_id: UUID) -> None:
        with self._changing(admin) as groups:
            await groups.remove(group_id)

    async def put_member(
        self, admin: SignedIn, group_id: UUID, member_id: UUID
    ) -> None:
        with self._changing(admin) as groups:
            await groups.put(group_id, member_id)

    async def take_out_member(
        self, admin: SignedIn, group_id: UUID, member_id: UUID
    ) -> None:
        with self._changing(admin) as groups:
            await groups.take_out(group_id, member_id)

    @contextmanager
    def _changing(self, admin: SignedIn, *place: str) -> Iterator[AccountGroups]:
        """What is wrong as a problem."""
        require_step_up(admin, at := self.clock())
        try:
            yield AccountGroups(self.pool, admin.account.id, at, admin.actor(at))
        except NotFoundError:
            raise not_found() from None
        except GroupNameTakenError:
            raise Problem(ProblemKind.name_taken) from None
        except TooManyGroupsError:
            raise malformed("too_many_groups", *place) from None
