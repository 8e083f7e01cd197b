"""SpamAssassin and rspamd, with the rules and scores of their packages and no network.

What is judged is what a mail says and how it is made. Lists of senders and whatever is
asked of DNS are the mail server's matter, not the mail's.
"""

import asyncio
import os
import re
import shutil
import subprocess
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import httpx

from trials.ports import free_port
from waiting import listens, patient_client

_RELAY = "relay.doorstep.test"
_ADDRESS = "198.18.0.7"  # for benchmarks (RFC 2544); those for documents are charged
_SCORE = re.compile(r"^X-Spam-Judged: (\S+) (.*)$", re.MULTILINE)
_ASKS_DNS = ("arc", "asn", "dmarc", "hfilter", "phishing", "rbl", "spf")
_RSPAMD = """
.include "$CONFDIR/common.conf"
options {{
    filters = "chartable,regexp";
    pidfile = "{folder}/pid";
    control_socket = "{folder}/control mode=0600";
    url_tld = "{folder}/top_level_domains";
    disable_hyperscan = true;
    dns {{ nameserver = ["127.0.0.1:1"]; timeout = 0.01s; retransmits = 0; }}
}}
logging {{ type = "console"; level = "error"; }}
worker "normal" {{ bind_socket = "127.0.0.1:{port}"; count = 1; }}
"""


def missing(program: str) -> str:
    """Why it cannot judge here; nothing where it can."""
    if shutil.which(program) is not None:
        return ""
    return f"{program} is not installed (Debian: apt-get install {program})"


def came_through(
    mail: EmailMessage, folder: Path, *, reverse_name: bool = True
) -> Path:
    """The mail as a file, with the line of the server that took it from our relay."""
    known_as = _RELAY if reverse_name else "unknown"
    received = (
        f"Received: from {_RELAY} ({known_as} [{_ADDRESS}])\r\n"
        "\tby mx.acme.test (Postfix) with ESMTPS id 4ABCDEF12345\r\n"
        f"\tfor <{mail['To']}>; {format_datetime(mail['Date'].datetime)}\r\n"
    )
    file = folder / f"{len([*folder.iterdir()])}.eml"
    file.write_bytes(received.encode() + mail.as_bytes())
    return file


def spamassassin(files: Sequence[Path]) -> list[tuple[float, str]]:
    """Of each mail its score (5 is spam), and the rules that made it."""
    judged = subprocess.run(
        [
            *("spamassassin", "--local", "--test-mode", "--nocreate-prefs"),
            *("--cf=use_bayes 0", "--cf=report_safe 0"),
            "--cf=add_header all Judged _SCORE_ _TESTSSCORES_",
            *map(str, files),
        ],
        capture_output=True,
        check=True,
        env={**os.environ, "HOME": str(files[0].parent)},
    )
    unfolded = judged.stdout.decode(errors="replace").replace("\n\t", "")
    return [(float(score), rules) for score, rules in _SCORE.findall(unfolded)]


class Rspamd:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def score(self, mail: EmailMessage) -> tuple[float, list[str]]:
        """Of the mail (15 is spam), and the rules that made it."""
        envelope = {
            "IP": _ADDRESS,
            "Helo": _RELAY,
            "Hostname": _RELAY,
            "From": mail["From"].addresses[0].addr_spec,
            "Rcpt": mail["To"],
        }
        answer = await self._client.post(
            "/checkv2", content=mail.as_bytes(), headers=envelope
        )
        found = answer.raise_for_status().json()
        rules = [name for name, rule in found["symbols"].items() if rule["score"] > 0]
        return found["score"], rules


@asynccontextmanager
async def running_rspamd(folder: Path) -> AsyncIterator[Rspamd]:
    """As a child of this process."""
    port = free_port()
    (folder / "top_level_domains").write_text("test\n")  # all of them take long to load
    (folder / "rspamd.conf").write_text(_RSPAMD.format(folder=folder, port=port))
    for module in _ASKS_DNS:
        file = folder / "local" / "override.d" / f"{module}.conf"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("enabled = false;\n")
    process = await asyncio.create_subprocess_exec(
        *("rspamd", "--no-fork", "--insecure", f"--config={folder}/rspamd.conf"),
        f"--var=LOCAL_CONFDIR={folder}/local",
        *(f"--var={name}={folder}" for name in ("DBDIR", "RUNDIR", "LOGDIR")),
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=PIPE,
    )
    try:
        if not await listens(process, port):
            raise AssertionError((await process.communicate())[1].decode())
        async with patient_client(f"http://127.0.0.1:{port}") as client:
            yield Rspamd(client)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()
