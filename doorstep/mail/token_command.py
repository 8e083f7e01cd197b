"""Access tokens for a mail server that wants OAuth 2.0 instead of a password (XOAUTH2):
a command of the operator prints one.

How a token is obtained differs from provider to provider, so that is the command's
part. It prints the token alone, or the answer of a token endpoint (RFC 6749 5.1), whose
`expires_in` then counts.
"""

import asyncio
import json
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from doorstep.clock import Clock
from doorstep.errors import MailDenied

CODE = "smtp token"
_WITHIN = timedelta(seconds=30)
_EARLY = timedelta(minutes=1)
"""A token that ends sooner would end on its way."""
_FOR_EVER = timedelta(days=365_000)


@dataclass(frozen=True)
class _Token:
    text: str = field(repr=False)
    ends_in: timedelta


class TokenCommand:
    """Keeps the token until it ends or is refused; one run of the command at a time."""

    def __init__(
        self, words: Sequence[str], clock: Clock, within: timedelta = _WITHIN
    ) -> None:
        self._words = words
        self._clock = clock
        self._within = within
        self._running = asyncio.Lock()
        self._runs = 0
        self._failure: MailDenied | None = None
        self._kept: str | None = None
        self._ends_at: datetime | None = None

    async def token(self, refused: str | None = None) -> str:
        """A token other than the one that was `refused`. Raises MailDenied.

        Who waited for a run that failed gets that failure, instead of one run each.
        """
        runs_before = self._runs
        async with self._running:
            if self._kept and self._kept != refused and self._is_alive():
                return self._kept
            if self._failure and self._runs != runs_before:
                raise MailDenied(CODE, self._failure.detail)
            return await self._renewed()

    async def _renewed(self) -> str:
        self._kept = self._failure = None
        try:
            found = _read(await self._printed())
        except MailDenied as failure:
            self._failure = failure
            raise
        finally:
            self._runs += 1
        self._kept = found.text
        self._ends_at = self._clock() + min(found.ends_in, _FOR_EVER) - _EARLY
        return found.text

    def _is_alive(self) -> bool:
        return self._ends_at is not None and self._clock() < self._ends_at

    async def _printed(self) -> bytes:
        """Without a shell, and without our own secrets in its environment."""
        process, seconds = await self._started(), self._within.total_seconds()
        try:
            async with asyncio.timeout(seconds):
                printed, _ = await process.communicate()
        except TimeoutError:
            raise MailDenied(CODE, f"It has not ended within {seconds:g} s.") from None
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):  # what it has started ends with it
                    os.killpg(process.pid, signal.SIGKILL)
                await process.wait()
        if process.returncode:
            raise MailDenied(CODE, f"It ended with status {process.returncode}.")
        return printed

    async def _started(self) -> Process:
        try:
            return await asyncio.create_subprocess_exec(
                *self._words,
                stdin=DEVNULL,
                stdout=PIPE,
                stderr=DEVNULL,
                env=_inherited(),
                start_new_session=True,
            )
        except OSError as error:
            reason = error.strerror or "OSError"
            raise MailDenied(CODE, f"It cannot be run: {reason}.") from None


def _inherited() -> dict[str, str]:
    return {
        n: value for n, value in os.environ.items() if not n.startswith("DOORSTEP_")
    }


def _read(printed: bytes) -> _Token:
    """Raises MailDenied, which does not repeat what may be a secret."""
    try:
        text = printed.decode("ascii").strip()
        found = _of_endpoint(json.loads(text)) if text.startswith("{") else None
    except (ValueError, TypeError, OverflowError):
        raise MailDenied(CODE, "It printed something else than a token.") from None
    token = found or _Token(text, _FOR_EVER)
    if not token.text or not token.text.isprintable() or " " in token.text:
        raise MailDenied(CODE, "It printed something else than one token.")
    return token


def _of_endpoint(answer: Mapping[str, object]) -> _Token:
    seconds = answer.get("expires_in")
    ends_in = _FOR_EVER if seconds is None else timedelta(seconds=float(str(seconds)))
    return _Token(str(answer.get("access_token", "")), ends_in)
