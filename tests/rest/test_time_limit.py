"""The time limit of a request holds, whatever hangs, clean-ups included."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi import FastAPI, Request, Response

from api.edge.problems import Problem
from api.edge.time_limit import time_limited
from chosen_time_limits import LONG_LIMITS
from doorstep.rules.time_limits import USUAL, TimeLimits

_A_MOMENT = USUAL.answer / 500
_AT_ONCE = TimeLimits(*(_A_MOMENT * step for step in (1, 2, 3, 4, 1, 6, 1, 1, 1)))


def _asked(limits: TimeLimits) -> Request:
    app = FastAPI()
    app.state.limits = limits
    return Request({"type": "http", "app": app})


async def test_W2_row16_hanging_clean_up_delays_no_answer() -> None:
    database_is_back, undone = asyncio.Event(), asyncio.Event()

    async def hang(_: Request) -> Response:
        try:
            await asyncio.Event().wait()
        finally:
            await database_is_back.wait()
            undone.set()
        return Response()

    with pytest.raises(Problem, match="temporarily-unavailable"):
        await time_limited(hang)(_asked(_AT_ONCE))
    undone_before_the_answer = undone.is_set()
    database_is_back.set()
    await undone.wait()

    assert not undone_before_the_answer


async def test_W2_row16_quick_clean_up_ends_before_the_answer() -> None:
    long = timedelta(seconds=20)
    limits = replace(_AT_ONCE, clean_up=long, answer=2 * long)
    undone = asyncio.Event()

    async def hang(_: Request) -> Response:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            undone.set()
        return Response()

    with pytest.raises(Problem, match="temporarily-unavailable"):
        await time_limited(hang)(_asked(limits))

    assert undone.is_set()


async def test_W2_row16_stopping_server_cancels_requests_in_progress() -> None:
    asked, cut_off = asyncio.Event(), asyncio.Event()

    async def hang(_: Request) -> Response:
        asked.set()
        try:
            await asyncio.Event().wait()
        finally:
            cut_off.set()
        return Response()

    answering = asyncio.ensure_future(time_limited(hang)(_asked(LONG_LIMITS)))
    await asked.wait()
    answering.cancel()
    with pytest.raises(asyncio.CancelledError):
        await answering
    await cut_off.wait()

    assert cut_off.is_set()
