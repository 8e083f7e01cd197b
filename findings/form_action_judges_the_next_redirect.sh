#!/usr/bin/env bash
# An OpenID provider answers by a page with a form that sends itself to the application
# (`response_mode=form_post`). With `Content-Security-Policy: form-action` on that page, one
# would name the application's origin, which is where the form goes, and expect that it is
# the application's affair where it leads the person from there. Chromium 150 judges that,
# too: where the application takes the form and answers with a redirect to another origin,
# such as its start page on another host, the browser does not follow. The application has
# signed the person in and logs a success; the person stays on the provider's page, as if
# nothing had happened, and the console names the policy of a page that is another
# company's. A test whose application stays on its own origin shows nothing. Naming the
# scheme beside the origin lets the redirect be followed.
#
# Seen (the policy; where the application's redirect leads):
#   the application's origin; to its own origin: posted, followed
#   the application's origin; to another origin: posted, not followed
#   the application's origin and its scheme; to another origin: posted, followed
#   no policy; to another origin: posted, followed
# Doorstep's page names the scheme of the return address, too (docs/applications.md).
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
from queue import Empty, Queue
from threading import Thread
from urllib.parse import quote, unquote

PAGE = """<form method="post" action="{}"></form>
<script>document.forms[0].submit()</script>"""
arrived = Queue()


class Provider(BaseHTTPRequestHandler):
    """Its page, with the policy and the form's address that the path names."""

    def do_GET(self):
        policy, _, action = unquote(self.path[1:]).partition(" to ")
        body = PAGE.format(action).encode()
        self.send_response(200)
        if policy:
            self.send_header("Content-Security-Policy", f"form-action {policy}")
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Application(BaseHTTPRequestHandler):
    """Redirects a form to the address that the path names."""

    def do_POST(self):
        self.send_response(303)
        self.send_header("Location", unquote(self.path[1:]))
        self.end_headers()
        arrived.put("posted")

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()
        if self.path == "/start":
            arrived.put("followed")

    def log_message(self, *_):
        pass


def serve(site):
    server = ThreadingHTTPServer(("127.0.0.1", 0), site)
    Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def open_page(address, profile):
    return subprocess.Popen(
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


def seen_with(policy, leads_to):
    page = f"{provider}/{quote(f'{policy} to {application}/{quote(leads_to)}')}"
    with tempfile.TemporaryDirectory(dir=".", ignore_cleanup_errors=True) as profile:
        browser = open_page(page, profile)
        try:
            first = arrived.get(timeout=60)
            try:
                return f"{first}, {arrived.get(timeout=10)}"
            except Empty:
                return f"{first}, not followed"
        finally:
            browser.terminate()
            browser.wait()


provider, application, other = serve(Provider), serve(Application), serve(Application)
CASES = {
    "the application's origin; to its own origin": (application, application),
    "the application's origin; to another origin": (application, other),
    "the application's origin and its scheme; to another origin": (
        f"{application} http:",
        other,
    ),
    "no policy; to another origin": ("", other),
}
seen = []
for name, (policy, leads_to) in CASES.items():
    seen.append(seen_with(policy, f"{leads_to}/start"))
    print(f"{name}: {seen[-1]}")
followed = "posted, followed"
sys.exit(seen != [followed, "posted, not followed", followed, followed])
PYTHON
python3 finding.py
