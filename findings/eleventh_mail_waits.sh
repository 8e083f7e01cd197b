#!/usr/bin/env bash
# A client that sends many mails keeps its SMTP connection instead of opening one for each,
# and one would expect that a mail server treats each mail alike, or refuses one that is too
# many. Exim 4.96 (Debian 12) answers 250 to the eleventh mail of a connection and to all
# after it, but does not deliver them: they lie in its queue until the next queue run, every
# 30 minutes in Debian, by when a code has expired (`smtp_accept_queue_per_connection`, 10,
# counts the mails of a connection, however much time passes between them). The client sees
# no difference; Exim's log says "no immediate delivery: more than 10 messages received in
# one connection". So a test with a few mails shows nothing, and a busy hour loses its codes.
#
# Seen (15 mails, when nothing more has arrived for three seconds):
#   one connection: 250 to 15, delivered 10, queued 5
#   one connection, smtp_accept_queue_per_connection = 0: 250 to 15, delivered 15, queued 0
#   a connection for each: 250 to 15, delivered 15, queued 0
# Doorstep opens a connection for each mail (doorstep/mail/smtp.py).
#
# On Debian 12; asks no network but for the packages.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir -p debs/partial root
apt-get install --quiet=2 --download-only --reinstall --no-install-recommends \
    -o Dir::Cache::archives="$folder/debs" -o Debug::NoLocking=1 \
    -o APT::Sandbox::User=root \
    exim4-base=4.96-15+deb12u11 exim4-daemon-light=4.96-15+deb12u11 libnss-wrapper > log
for package in debs/*.deb; do dpkg -x "$package" root; done
chmod u-s root/usr/sbin/exim4
# Exim asks for its user by name, which the package would have made, and will not be root
user=$(id -u) nobody=65534
if ((user == 0)); then user=$nobody; fi
{ cat /etc/passwd; echo "Debian-exim:x:$user:$user::/:/bin/false"; } > users
{ cat /etc/group; echo "Debian-exim:x:$user:"; } > groups
chmod 755 "$folder"
cat > exim <<SH
#!/bin/sh
export LD_LIBRARY_PATH=$folder/root/usr/lib/x86_64-linux-gnu
export LD_PRELOAD=libnss_wrapper.so
export NSS_WRAPPER_PASSWD=$folder/users NSS_WRAPPER_GROUP=$folder/groups
exec $folder/root/usr/sbin/exim4 "\$@"
SH
chmod +x exim
cat > finding.py <<'PYTHON'
import asyncio
import os
import smtplib
import subprocess
import sys
from pathlib import Path

FOLDER = Path.cwd()
MAILS = 15
CONFIGURATION = """
exim_path = {folder}/exim
spool_directory = {spool}
log_file_path = {spool}/log-%s
pid_file_path = {spool}/pid
keep_environment = *
primary_hostname = mail.acme.test
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port}
tls_advertise_hosts =
acl_smtp_rcpt = accept
acl_smtp_data = accept
{more}
begin routers
all:
  driver = manualroute
  route_list = * 127.0.0.1
  self = send
  transport = onwards
begin transports
onwards:
  driver = smtp
  port = {onwards}
"""
EXIM = ["./exim", "-C", FOLDER / "exim.conf"]


class Receiver:
    """The mail server that Exim delivers to, with what has arrived."""

    def __init__(self):
        self.received = 0

    async def serve(self, reader, writer):
        writer.write(b"220 ready\r\n")
        while command := await reader.readline():
            if command.startswith(b"DATA"):
                writer.write(b"354 go on\r\n")
                await reader.readuntil(b"\r\n.\r\n")
                self.received += 1
            writer.write(b"250 ok\r\n")
        writer.close()


def send(port, mails):
    answers = []
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
        client.ehlo()
        for _ in range(mails):
            client.mail("no-reply@acme.test")
            client.rcpt("jo@acme.test")
            answers.append(client.data("Subject: Email Verification\n\n123456\n")[0])
    return answers


async def started(port):
    for _ in range(100):
        try:
            (await asyncio.open_connection("127.0.0.1", port))[1].close()
            return
        except OSError:
            await asyncio.sleep(0.1)
    raise TimeoutError("Exim does not start")


async def delivered(name, more, connections):
    receiver = Receiver()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    onwards = server.sockets[0].getsockname()[1]
    unused = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = unused.sockets[0].getsockname()[1]
    unused.close()
    await unused.wait_closed()
    spool = FOLDER / name.replace(" ", "-")
    spool.mkdir()
    os.chown(spool, int(sys.argv[1]), -1)
    (FOLDER / "exim.conf").write_text(
        CONFIGURATION.format(
            folder=FOLDER, spool=spool, port=port, onwards=onwards, more=more
        )
    )
    exim = subprocess.Popen([*EXIM, "-bdf"], stderr=subprocess.DEVNULL)
    try:
        await started(port)
        answers = []
        for _ in range(connections):
            answers += await asyncio.to_thread(send, port, MAILS // connections)
        arrived = -1
        while arrived != receiver.received:
            arrived = receiver.received
            await asyncio.sleep(3)
        queued = subprocess.run([*EXIM, "-bpc"], capture_output=True, text=True).stdout
    finally:
        exim.terminate()
        exim.wait()
        server.close()
    accepted = answers.count(250)
    print(f"{name}: 250 to {accepted}, delivered {receiver.received}, queued {queued}", end="")
    return accepted, receiver.received, int(queued)


async def main():
    no_limit = "smtp_accept_queue_per_connection = 0"
    kept = await delivered("one connection", "", 1)
    unlimited = await delivered(f"one connection, {no_limit}", no_limit, 1)
    each = await delivered("a connection for each", "", MAILS)
    return (kept, unlimited, each) != ((15, 10, 5), (15, 15, 0), (15, 15, 0))


sys.exit(asyncio.run(main()))
PYTHON
python3 finding.py "$user"
