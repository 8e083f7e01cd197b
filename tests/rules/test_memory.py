"""The memory that a process keeps."""

import subprocess
import sys
from pathlib import Path

import pytest

from source_code import ROOT

_HASHING = """
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from argon2 import PasswordHasher
from doorstep.process.memory import return_freed, share_one_heap

def resident():
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])

share_one_heap()
hash = PasswordHasher(time_cost=1, memory_cost=19 * 1024, parallelism=1).hash
hash("a password")
before = resident()
with ThreadPoolExecutor(4) as threads:
    list(threads.map(hash, ["a password"] * 16))
    return_freed()
    print(resident() - before)
"""
_OF_ONE_HASH = 19 * 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux only")
def test_memory_of_hashing_threads_is_returned() -> None:
    grown = subprocess.run(
        [sys.executable, "-c", _HASHING],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout

    assert int(grown) < _OF_ONE_HASH
