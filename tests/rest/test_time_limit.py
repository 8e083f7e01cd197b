"""The limit of an answer holds, whatever hangs behind it or is still to be undone."""

import asyncio

import pytest
from fastapi import Request, Response

from api.edge import time_limit
from api.edge.problems import Problem
from api.edge.time_limit import patient

_REQUEST = Request({"type": "http"})


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limit, "_WAITS", 0.01)
    monkeypatch.setattr(time_limit, "_CLEANS_UP", 0.01)


async def test_W2_row16_clean_up_that_hangs_holds_no_answer_up() -> None:
    database_is_back, undone = asyncio.Event(), asyncio.Event()

    async def hang(_: Request) -> Response:
        try:
            await asyncio.Event().wait()
        finally:
            await database_is_back.wait()
            undone.set()
        return Response()

    with pytest.raises(Problem, match="temporarily-unavailable"):
        await patient(hang)(_REQUEST)
    undone_before_the_answer = undone.is_set()
    database_is_back.set()
    await undone.wait()

    assert not undone_before_the_answer


async def test_W2_row16_clean_up_is_over_before_the_answer_where_it_can_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(time_limit, "_CLEANS_UP", 20)
    undone = asyncio.Event()

    async def hang(_: Request) -> Response:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            undone.set()
        return Response()

    with pytest.raises(Problem, match="temporarily-unavailable"):
        await patient(hang)(_REQUEST)

    assert undone.is_set()


async def test_W2_row16_server_that_stops_cuts_off_what_is_under_way() -> None:
    asked, cut_off = asyncio.Event(), asyncio.Event()

    async def hang(_: Request) -> Response:
        asked.set()
        try:
            await asyncio.Event().wait()
        finally:
            cut_off.set()
        return Response()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time_limit, "_WAITS", 20)
        answering = asyncio.ensure_future(patient(hang)(_REQUEST))
        await asked.wait()
        answering.cancel()
        with pytest.raises(asyncio.CancelledError):
            await answering
        await cut_off.wait()
