"""The memory of a process: what was freed goes back to the system, on Linux with glibc,
and what it was started with is not looked at again and again.

Each password's hash takes 19 MiB for a moment. glibc gives each thread a heap of its
own, and keeps what was freed in it: 19 MiB for each hashing thread, and more.
"""

import asyncio
import ctypes
import gc
from contextlib import AbstractAsyncContextManager
from functools import partial

from doorstep.process.loop_health import LoopHealth
from doorstep.process.repeating import repeating

_M_ARENA_MAX = -8
_EACH = 5.0
"""Seconds. What is freed meanwhile is used again by the next hash, as before."""


def returning_memory(health: LoopHealth) -> AbstractAsyncContextManager[None]:
    """Within the context; `share_one_heap` comes first."""
    trim = partial(asyncio.to_thread, return_freed)
    return repeating("return of freed memory", trim, _EACH, health)


def share_one_heap() -> None:
    """To be called before other threads start: only of the shared heap is everything
    returned.
    """
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(_M_ARENA_MAX, 1)


def return_freed() -> None:
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)


def settle() -> None:
    """To be called by a process that has started, or has to wait before that: the
    garbage collector, off until then, leaves alone what lives as long as the process,
    modules and routes above all.

    It does not collect first: of a quarter of a million objects some hundred are
    garbage, and the search takes a tenth of a second.
    """
    gc.freeze()
    gc.enable()
