#!/usr/bin/env bash
# Hardening guides let a proxy add `Referrer-Policy: no-referrer` to every page, and one would
# expect that it concerns the header Referer. In Chromium 150 it concerns Origin as well: a
# form of such a page, sent to its own site, comes with `Origin: null`, so that an
# application which compares Origin with its own address, as is recommended against forged
# requests, refuses every form of its own, and finds nothing wrong when it is asked without
# the proxy. Requests by `fetch` from the same page keep their Origin, so an application with
# forms breaks where one with scripts does not. `same-origin` hides Referer from others just
# as well. (The Fetch standard wants it so: "append a request Origin header".) Of a page that
# two policies were set for, by the application and the proxy, the last one counts.
#
# Seen (what a POST to the page's own site comes with):
#   form, same-origin: Origin its own, Sec-Fetch-Site same-origin
#   form, no-referrer: Origin null, Sec-Fetch-Site same-origin
#   form, same-origin and then no-referrer: Origin null, Sec-Fetch-Site same-origin
#   fetch, no-referrer: Origin its own, Sec-Fetch-Site same-origin
# Doorstep takes a form with `Origin: null` where Sec-Fetch-Site says that it is its own.
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
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Thread

FORM = """<form method="post" action="/posted"></form>
<script>document.forms[0].submit()</script>"""
FETCH = """<script>fetch("/posted", {method: "POST"})</script>"""
PAGES = {
    "form, same-origin": (FORM, ["same-origin"]),
    "form, no-referrer": (FORM, ["no-referrer"]),
    "form, same-origin and then no-referrer": (FORM, ["same-origin", "no-referrer"]),
    "fetch, no-referrer": (FETCH, ["no-referrer"]),
}
OWN, HIDDEN = ("its own", "same-origin"), ("null", "same-origin")
posted = Queue()


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(*(PAGES[shown] if self.path == "/" else ("", [])))

    def do_POST(self):
        origin = self.headers["Origin"]
        own = origin == f"http://{self.headers['Host']}"
        self.answer("", [])
        posted.put(("its own" if own else origin, self.headers["Sec-Fetch-Site"]))

    def answer(self, body, policies):
        self.send_response(200)
        for policy in policies:
            self.send_header("Referrer-Policy", policy)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


def post_of(address):
    with tempfile.TemporaryDirectory(dir=".", ignore_cleanup_errors=True) as profile:
        browser = subprocess.Popen(
            [
                "root/usr/lib/chromium/chromium-headless-shell",
                "--no-sandbox",
                "--remote-debugging-port=0",
                f"--user-data-dir={os.path.abspath(profile)}",
                address,
            ],
            env={**os.environ, "LD_LIBRARY_PATH": "root/usr/lib/x86_64-linux-gnu"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            return posted.get(timeout=60)
        finally:
            browser.terminate()
            browser.wait()


site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
Thread(target=site.serve_forever, daemon=True).start()
seen = []
for shown in PAGES:
    seen.append(post_of(f"http://127.0.0.1:{site.server_port}/"))
    print(f"{shown}: Origin {seen[-1][0]}, Sec-Fetch-Site {seen[-1][1]}")
sys.exit(seen != [OWN, HIDDEN, HIDDEN, OWN])
PYTHON
python3 finding.py
