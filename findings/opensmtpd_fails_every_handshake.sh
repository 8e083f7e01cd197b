#!/usr/bin/env bash
# One would expect a mail server of a stable distribution to take mail over TLS. OpenSMTPD
# of Debian 12 (6.8.0p2-4+b4, rebuilt with OpenSSL 3) starts without a warning, accepts key
# and certificate, RSA and ECDSA alike, offers STARTTLS, and then fails each handshake, in
# TLS 1.2 and 1.3: its own way of keeping the key in another process does not work with
# OpenSSL 3 (OpenSMTPD issue 1171). Without TLS all is well. The package of
# bookworm-backports (7.4.0p1) works.
#
# Seen:
#   6.8.0p2-4+b4 rsa: offers STARTTLS, TLSV1_ALERT_INTERNAL_ERROR
#   6.8.0p2-4+b4 ec: offers STARTTLS, TLSV1_ALERT_INTERNAL_ERROR
# Doorstep shows it as `smtp tls`, sends nothing in plain text, and goes on trying; its
# tests use the package of backports (tests/support/debian.py).
#
# Needs root (for a mount namespace) on Debian 12, and openssl.
set -euo pipefail
folder=$(mktemp -d)
chmod 755 "$folder"
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq opensmtpd=6.8.0p2-4+b4 2>"$folder/apt.log" || { cat "$folder/apt.log"; exit 1; }
dpkg-deb --extract opensmtpd_*.deb .
{ cat /etc/passwd; printf '%s:x:%s:%s::/:/bin/false\n' opensmtpd 64001 64001 opensmtpq 64002 64002; } >passwd
{ cat /etc/group; printf '%s:x:%s:\n' opensmtpd 64001 opensmtpq 64002; } >group
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >smtpd.conf <<CONF
pki localhost cert "$folder/cert.pem"
pki localhost key "$folder/key.pem"
listen on 127.0.0.1 port $port tls pki localhost hostname localhost
action "nowhere" relay host smtp://127.0.0.1:9
match from any for any action "nowhere"
CONF

started() { # in a namespace where the two accounts exist
    unshare --mount sh -ec '
        mount --bind "$1/passwd" /etc/passwd
        mount --bind "$1/group" /etc/group
        for place in /var/spool /var/lib /run; do mount -t tmpfs none "$place"; done
        mkdir -p -m 0711 /var/spool/smtpd /var/lib/opensmtpd/empty
        exec "$1/usr/sbin/smtpd" -d -f "$1/smtpd.conf"' sh "$folder" >smtpd.log 2>&1 &
    server=$!
}

for kind in rsa ec; do
    option=rsa:2048
    [ "$kind" = rsa ] || option="ec -pkeyopt ec_paramgen_curve:prime256v1"
    # shellcheck disable=SC2086
    openssl req -x509 -newkey $option -nodes -days 2 -subj /CN=localhost \
        -keyout key.pem -out cert.pem 2>/dev/null
    chmod 600 key.pem
    started
    python3 - "$port" "$kind" <<'PYTHON'
import smtplib
import ssl
import sys
import time

port, kind = int(sys.argv[1]), sys.argv[2]
for _ in range(200):
    try:
        client = smtplib.SMTP("127.0.0.1", port, timeout=30)
        break
    except ConnectionRefusedError:
        time.sleep(0.05)
else:
    sys.exit("it did not start")
client.ehlo()
offers = "offers STARTTLS" if client.has_extn("starttls") else "offers no TLS"
context = ssl.create_default_context(cafile="cert.pem")
context.check_hostname = False
try:
    client.starttls(context=context)
    ended = client.sock.version()
except ssl.SSLError as error:
    ended = error.reason
print(f"6.8.0p2-4+b4 {kind}: {offers}, {ended}")
expected = ("offers STARTTLS", "TLSV1_ALERT_INTERNAL_ERROR")
sys.exit(0 if (offers, ended) == expected else 1)
PYTHON
    kill "$server"
    wait "$server" || true
    server=
done
