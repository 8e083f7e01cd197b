"""A real Postfix, in a folder and on a port of its own.

STARTTLS and authentication are required; accepted mail is relayed to a test's inbox.
"""

import asyncio
import os
import pwd
import shutil
import signal
import tempfile
from asyncio.subprocess import DEVNULL
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from waiting import listens

USER, PASSWORD = "doorstep", "p@ss word"
_PATH = "/usr/sbin:/usr/lib/postfix/sbin"
_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
mail_owner = postfix
setgid_group = postdrop
myhostname = localhost
mydestination =
local_recipient_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
maillog_file = {folder}/data/postfix.log
maillog_file_prefixes = {folder}
relayhost = [127.0.0.1]:{inbox}
smtp_tls_security_level = none
smtpd_tls_security_level = encrypt
smtpd_tls_chain_files = {folder}/etc/certificate.pem
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {folder}/etc/auth
smtpd_tls_auth_only = yes
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = {asked}permit_sasl_authenticated, reject
smtputf8_enable = yes
"""
_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
_MECHANISMS = "VERSION\t1\t1\nMECH\tPLAIN\tplaintext\nSPID\t1\nCUID\t1\nDONE\n"


def missing() -> str:
    """Why Postfix cannot run here; empty where it can."""
    if shutil.which("postfix", path=_PATH) is None:
        return "Postfix is not installed (Debian: apt-get install postfix)"
    return "" if os.geteuid() == 0 else "Postfix starts as root only"


@asynccontextmanager
async def running_postfix(
    certificate: Path, port: int, inbox: int, *, policy: int | None = None
) -> AsyncIterator[Path]:
    """As a child process; yields the path of its log. `policy` is the port of a server
    that it asks about each recipient.
    """
    with tempfile.TemporaryDirectory(prefix="postfix-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # Postfix works under an account of its own
        asked = f"check_policy_service inet:127.0.0.1:{policy}, " if policy else ""
        _prepare(folder, certificate, port, {"inbox": inbox, "asked": asked})
        socket = folder / "etc" / "auth"
        async with (
            await asyncio.start_unix_server(_judge_passwords, socket),
            _started(folder, port),
        ):
            yield folder / "data" / "postfix.log"


@asynccontextmanager
async def _started(folder: Path, port: int) -> AsyncIterator[None]:
    (folder / "etc" / "auth").chmod(0o666)
    process = await asyncio.create_subprocess_exec(
        shutil.which("postfix", path=_PATH) or "",
        *("-c", str(folder / "etc"), "start-fg"),
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    try:
        await _until_it_listens(process, port, folder)
        yield
    finally:
        if process.returncode is None:
            master = (folder / "queue" / "pid" / "master.pid").read_text()
            os.kill(int(master), signal.SIGTERM)  # it stops its children
        await process.wait()


def _prepare(
    folder: Path, certificate: Path, port: int, chosen: Mapping[str, object]
) -> None:
    for name in ("etc", "queue", "data"):
        (folder / name).mkdir(parents=True)
    owner = pwd.getpwnam("postfix")
    os.chown(folder / "data", owner.pw_uid, owner.pw_gid)
    shutil.copy(certificate, folder / "etc" / "certificate.pem")
    main = _MAIN.format(folder=folder, **chosen)
    (folder / "etc" / "main.cf").write_text(main)
    (folder / "etc" / "master.cf").write_text(_MASTER.format(port=port))


async def _judge_passwords(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Dovecot's authentication protocol, as Postfix uses it."""
    writer.write(_MECHANISMS.encode())
    right = b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
    while line := (await reader.readline()).decode().strip():
        verb, number, *arguments = line.split("\t")
        if verb == "AUTH":
            verdict = "OK" if f"resp={right}" in arguments else "FAIL"
            writer.write(f"{verdict}\t{number}\tuser={USER}\n".encode())
    writer.close()


async def _until_it_listens(
    process: asyncio.subprocess.Process, port: int, folder: Path
) -> None:
    if await listens(process, port):
        return
    log = folder / "data" / "postfix.log"
    raise AssertionError(log.read_text() if log.exists() else "Postfix did not start.")
