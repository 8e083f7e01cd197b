"""Notices of judges that stand alone, without Temporal: their verdicts keep them."""

from typing import TypeVar

from activities.notices import NoticeStarts
from doorstep.messages.activities import LoginCodeVerdict, SetupCodeVerdict
from doorstep.messages.flows import NoticeStart

_Verdict = TypeVar("_Verdict", LoginCodeVerdict, SetupCodeVerdict)


class LeftNotices(NoticeStarts):
    def __init__(self) -> None:
        pass

    async def begun(self, verdict: _Verdict, _notice: NoticeStart) -> _Verdict:
        return verdict
