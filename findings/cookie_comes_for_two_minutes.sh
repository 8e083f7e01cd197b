#!/usr/bin/env bash
# An application whose session cookie names no `SameSite` (as those of Flask and Express do
# not, unless told to) takes the answer of an OpenID provider by a form
# (`response_mode=form_post`). Browsers treat such a cookie as `Lax`, which does not come with
# a form of another site, so one would expect that it never works, and is noticed on the
# first try. In Chromium 150 it works, for people who are back within two minutes: until a
# cookie is two minutes old, it comes with such a form all the same. Who takes longer, for
# instance to set up an authenticator, has signed in and is told "state mismatch" or "no
# session"; on the next try, with everything set up, it works. Whoever tries it is fast. With
# `SameSite=Lax` written out it fails at once, with `SameSite=None; Secure` it works for good.
#
# Seen (whether the cookie comes with the form of another site; takes three minutes):
#   no SameSite, after 90 s: it comes
#   no SameSite, after 150 s: it does not come
#   SameSite=Lax, after 1 s: it does not come
#   SameSite=None; Secure, after 150 s: it comes
# Doorstep answers in the address (`query`) unless a form is asked for, and its documentation
# says what the application's cookie then needs (docs/applications.md).
#
# On Debian 12; asks no network but for the packages.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
version=150.0.7871.100-1~deb12u1
mkdir -p debs/partial root
apt-get install --quiet=2 --download-only --reinstall --allow-downgrades \
    --no-install-recommends -o Dir::Cache::archives="$folder/debs" -o Debug::NoLocking=1 \
    -o APT::Sandbox::User=root \
    "chromium-headless-shell=$version" "chromium-common=$version" > log
for package in debs/*.deb; do dpkg -x "$package" root; done
cat > finding.py <<'PYTHON'
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Thread

CASES = {
    "no SameSite, after 90 s": ("", 90),
    "no SameSite, after 150 s": ("", 150),
    "SameSite=Lax, after 1 s": ("; SameSite=Lax", 1),
    "SameSite=None; Secure, after 150 s": ("; SameSite=None; Secure", 150),
}
LONGEST = max(after for _, after in CASES.values())
PAGE = """<form method="post" action="http://127.0.0.1:{port}/{case}"></form>
<script>setTimeout(() => document.forms[0].submit(), {after} * 1000)</script>"""
posted = [Queue() for _ in CASES]


class Sites(BaseHTTPRequestHandler):
    """Two sites on one port: 127.0.0.1 is the application, localhost the provider."""

    def do_GET(self):
        if not self.path[1:].isdecimal():
            return self.answer(404)
        case, port = int(self.path[1:]), self.server.server_port
        attributes, after = list(CASES.values())[case]
        if self.headers["Host"].startswith("localhost"):
            return self.answer(200, PAGE.format(port=port, case=case, after=after))
        self.answer(
            303,
            **{
                "Set-Cookie": f"session=1{attributes}",
                "Location": f"http://localhost:{port}/{case}",
            },
        )

    def do_POST(self):
        self.answer(200)
        came = self.headers["Cookie"] == "session=1"
        posted[int(self.path[1:])].put("it comes" if came else "it does not come")

    def answer(self, status, body="", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


def seen_in(case):
    with tempfile.TemporaryDirectory(dir=".", ignore_cleanup_errors=True) as profile:
        browser = subprocess.Popen(
            [
                "root/usr/lib/chromium/chromium-headless-shell",
                "--no-sandbox",
                "--remote-debugging-port=0",
                f"--user-data-dir={os.path.abspath(profile)}",
                f"http://127.0.0.1:{sites.server_port}/{case}",
            ],
            env={**os.environ, "LD_LIBRARY_PATH": "root/usr/lib/x86_64-linux-gnu"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            return posted[case].get(timeout=LONGEST + 60)
        finally:
            browser.terminate()
            browser.wait()


sites = ThreadingHTTPServer(("127.0.0.1", 0), Sites)
Thread(target=sites.serve_forever, daemon=True).start()
with ThreadPoolExecutor(len(CASES)) as browsers:
    seen = list(browsers.map(seen_in, range(len(CASES))))
for name, came in zip(CASES, seen, strict=True):
    print(f"{name}: {came}")
sys.exit(seen != ["it comes", "it does not come", "it does not come", "it comes"])
PYTHON
python3 finding.py
