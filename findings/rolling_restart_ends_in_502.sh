#!/usr/bin/env bash
# Two servers behind nginx are restarted one after the other, so that one is always up, and
# nginx tries the next where one refuses the connection. One would expect that every request
# is answered. But the one refused request that was passed on marks its server as down for
# ten seconds (`max_fails=1 fail_timeout=10s`), and of servers that are all marked nginx
# tries none: when the second goes down within ten seconds of the first coming back, every
# request is a 502 at once ("no live upstreams"), though the first is up and nobody asks it.
# A server that stands alone is never marked, so no test with one server shows this. It does
# not matter how the two are named: `proxy_pass http://localhost:8000` is two where that name
# is both 127.0.0.1 and ::1. With `max_fails=0` none is marked. nginx 1.22.1 (Debian 12).
#
# Seen (both up; first down; first up again; second down; seconds until the next 200):
#   as it comes: 200 200 200 200; 200 200 200 200; 200 200 200 200; 502 502 502 502; 10
#   max_fails=0: 200 200 200 200; 200 200 200 200; 200 200 200 200; 200 200 200 200; 0
# Doorstep's documentation says `max_fails=0` where nginx has several APIs behind it, and a
# test restarts two (tests/places/test_proxies_several.py).
#
# On Debian 12; asks no network but for the package.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download --quiet=2 -o APT::Sandbox::User=root nginx=1.22.1-9+deb12u11
dpkg -x nginx_*.deb root
cat > finding.py <<'PYTHON'
import http.client
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOLDER = Path.cwd()
TEMPORARY = "\n".join(
    f"{kind}_temp_path {FOLDER}/{kind};"
    for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
)


def free_port():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return unused.getsockname()[1]


class Up(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def start(port):
    server = ThreadingHTTPServer(("127.0.0.1", port), Up)
    threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    return server


def stop(server):
    server.shutdown()
    server.server_close()


def answer(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/")
    return connection.getresponse().status


def rolling_restart(parameters):
    port, *behind = (free_port() for _ in range(3))
    servers = "".join(f"server 127.0.0.1:{each} {parameters};" for each in behind)
    (FOLDER / "nginx.conf").write_text(f"""
        daemon off; master_process off; pid {FOLDER}/pid; events {{}}
        http {{
            access_log off; {TEMPORARY}
            upstream api {{ {servers} }}
            server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://api; }} }}
        }}""")
    first, second = map(start, behind)
    nginx = subprocess.Popen(
        ["root/usr/sbin/nginx", "-c", FOLDER / "nginx.conf", "-e", FOLDER / "errors"]
    )
    try:
        while socket.socket().connect_ex(("127.0.0.1", port)):
            time.sleep(0.1)
        seen = [[answer(port) for _ in range(4)]]
        stop(first)
        seen.append([answer(port) for _ in range(4)])
        first = start(behind[0])
        seen.append([answer(port) for _ in range(4)])
        stop(second)
        seen.append([answer(port) for _ in range(4)])
        began = time.monotonic()
        while answer(port) != 200:
            time.sleep(0.1)
        stop(first)
        return seen, time.monotonic() - began
    finally:
        nginx.terminate()
        nginx.wait()


def shown(parameters):
    seen, waited = rolling_restart(parameters)
    stages = "; ".join(" ".join(map(str, stage)) for stage in seen)
    print(f"{parameters or 'as it comes'}: {stages}; {waited:.0f}")
    return seen, waited


well = [[200] * 4] * 3
marked, waited = shown("")
unmarked, at_once = shown("max_fails=0")
is_so = marked == [*well, [502] * 4] and 7 < waited < 13
sys.exit(not (is_so and unmarked == [*well, [200] * 4] and at_once < 2))
PYTHON
python3 finding.py
