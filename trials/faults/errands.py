"""What people are about to do, from the password to the session."""

import asyncio
from dataclasses import dataclass, field
from uuid import UUID

from trials.faults.frontend import Frontend
from trials.faults.plan import Errand, Kind
from trials.faults.traveller import LostError, Traveller

PATIENCE_SECONDS = 600
"""Below the half hour after which a set-up that is stuck would end by itself."""


@dataclass
class Outcomes:
    """Of all errands, by their people."""

    done: list[Traveller] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Administrator:
    """A session of the Admin Center, and whom it may reset."""

    frontend: Frontend
    session: str

    async def reset(self, member_id: UUID) -> None:
        path = f"/v1/account/members/{member_id}/reset-device"
        body = {"reason": "The phone was lost."}
        answer = await self.frontend.insist("POST", path, self.session, body)
        if answer.status != 204:
            raise LostError(f"the device cannot be reset: {answer}")


@dataclass(frozen=True)
class Office:
    """Runs errands, each within its time, and keeps how they ended."""

    administrator: Administrator
    outcomes: Outcomes

    async def see_to(self, traveller: Traveller, member_id: UUID) -> None:
        errand = traveller.errand
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._run(errand, traveller, member_id)
        except LostError as lost:
            self._lose(traveller, str(lost))
        except TimeoutError:
            self._lose(traveller, "it did not come to its end")
        else:
            self.outcomes.done.append(traveller)

    async def _run(self, errand: Errand, traveller: Traveller, member_id: UUID) -> None:
        await traveller.open()
        if errand.kind is Kind.guesses:
            await traveller.guess()
            return
        await _sign_in(traveller)
        if errand.kind is Kind.replacement:
            await _replace(traveller)
        elif errand.kind is Kind.reset:
            await self._reset(traveller, member_id)

    async def _reset(self, traveller: Traveller, member_id: UUID) -> None:
        await self.administrator.reset(member_id)
        if await traveller.session_works():
            raise LostError("a session outlived the reset of its device")
        traveller.device_is_off()
        await traveller.open()
        await _sign_in(traveller)

    def _lose(self, traveller: Traveller, how: str) -> None:
        kind, login = traveller.errand.kind, traveller.login.get("id")
        self.outcomes.lost.append(f"{kind} of {traveller.email}, login {login}: {how}")


async def _replace(traveller: Traveller) -> None:
    earlier, traveller.session = traveller.session, ""
    await traveller.open()
    await traveller.sign_in(replacing=True)
    later, traveller.session = traveller.session, earlier
    if await traveller.session_works():
        raise LostError("a session outlived the replacement of its device")
    traveller.session = later
    await _check_session(traveller)


async def _sign_in(traveller: Traveller) -> None:
    await traveller.sign_in()
    await _check_session(traveller)


async def _check_session(traveller: Traveller) -> None:
    if not await traveller.session_works():
        raise LostError("the session that was handed out does not work")
