#!/usr/bin/env bash
# Apache's mod_auth_openidc answers requests for its OIDCRedirectURI by itself: answers of the
# provider, sign-outs that a person begins, and the provider's logout tokens when a session was
# ended elsewhere. With `Require valid-user` for the whole site each of them works. One would
# expect the same with `Require claim`, since the provider's answer is taken there too, from
# somebody of whom no claim is known yet; or else that a logout token is refused, and the
# session goes on. In 2.4.12.3 (Debian 12) the module takes the token and ends the session, and
# then Apache answers 401, because whoever brought the token lacks the claim: the provider
# must believe that every sign-out fails, while on the site nothing seems wrong. A `Location`
# of its own for that address, with `Require valid-user`, gives the right answer.
#
# Seen (signing in; the page with the session's cookie; the answer to the logout token; the
# page with the same cookie then):
#   valid-user for all: 200; 200; 200; asked to sign in
#   a claim for all: 200; 200; 401; asked to sign in
#   a claim for all, valid-user for the callback: 200; 200; 200; asked to sign in
# Doorstep's documentation has the second `Location` (docs/applications.md).
#
# On Debian 12; asks no network but for the packages.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'pyjwt[crypto]==2.10.1'
mkdir -p debs/partial root pages
echo Wiki > pages/index.html
apt-get install --quiet=2 --download-only --reinstall --no-install-recommends \
    -o Dir::Cache::archives="$folder/debs" -o Debug::NoLocking=1 \
    -o APT::Sandbox::User=root apache2-bin \
    libapache2-mod-auth-openidc=2.4.12.3-2+deb12u5 > log
for package in debs/*.deb; do dpkg -x "$package" root; done
cat > finding.py <<'PYTHON'
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

FOLDER = Path.cwd()
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EVENT = "http://schemas.openid.net/event/backchannel-logout"
CLAIM = "Require claim acr:mfa"
CALLBACK = """<Location "/callback">
  AuthType openid-connect
  Require valid-user
</Location>"""
CONFIGURATION = """
ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
DefaultRuntimeDir {folder}
Mutex pthread
ErrorLog {folder}/errors
DocumentRoot {folder}/pages
{modules}
{identity}
DirectoryIndex index.html
OIDCProviderMetadataURL {provider}/.well-known/openid-configuration
OIDCClientID wiki
OIDCClientSecret secret-of-one-run
OIDCRedirectURI http://localhost:{port}/callback
OIDCCryptoPassphrase passphrase-of-one-run
<Location "/">
  AuthType openid-connect
  {required}
</Location>
{more}
"""


class Provider(BaseHTTPRequestHandler):
    """Signs everybody in at once, with the claim."""

    def do_GET(self):
        address = urlsplit(self.path)
        if address.path == "/authorize":
            asked = {name: value[0] for name, value in parse_qs(address.query).items()}
            nonces["code"] = asked["nonce"]
            back = urlencode({"code": "code", "state": asked["state"]})
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()
        elif address.path == "/keys":
            public = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
            self.answer({"keys": [{**public, "kid": "1", "use": "sig", "alg": "RS256"}]})
        elif address.path.startswith("/.well-known/"):
            self.answer(
                {
                    "issuer": provider,
                    "authorization_endpoint": f"{provider}/authorize",
                    "token_endpoint": f"{provider}/token",
                    "jwks_uri": f"{provider}/keys",
                    "response_types_supported": ["code"],
                    "subject_types_supported": ["public"],
                    "id_token_signing_alg_values_supported": ["RS256"],
                    "backchannel_logout_supported": True,
                }
            )

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        token = signed(nonce=nonces["code"], acr="mfa", exp=int(time.time()) + 300)
        self.answer({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def answer(self, document):
        body = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def signed(**claims):
    common = {"iss": provider, "aud": "wiki", "sub": "jo", "sid": "1"}
    claims = {**common, "iat": int(time.time()), **claims}
    return jwt.encode(claims, KEY, "RS256", headers={"kid": "1"})


def start_apache(port, required, more):
    modules = {
        name: FOLDER / f"root/usr/lib/apache2/modules/mod_{name}.so"
        for name in ("mpm_event", "authn_core", "authz_core", "authz_user", "dir")
    } | {"auth_openidc": FOLDER / "root/usr/lib/apache2/modules/mod_auth_openidc.so"}
    (FOLDER / "apache.conf").write_text(
        CONFIGURATION.format(
            folder=FOLDER,
            port=port,
            provider=provider,
            required=required,
            more=more,
            modules="\n".join(
                f"LoadModule {name}_module {file}" for name, file in modules.items()
            ),
            identity="User nobody\nGroup nogroup" if os.geteuid() == 0 else "",
        )
    )
    apache = subprocess.Popen(
        ["root/usr/sbin/apache2", "-f", FOLDER / "apache.conf", "-D", "FOREGROUND"],
        env={**os.environ, "LD_LIBRARY_PATH": f"{FOLDER}/root/usr/lib/x86_64-linux-gnu"},
    )
    while socket.socket().connect_ex(("127.0.0.1", port)):
        time.sleep(0.1)
    return apache


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def status(opener, address, form=None):
    body = urlencode(form).encode() if form else None
    request = urllib.request.Request(address, body, {"Accept": "text/html"})
    try:
        return opener.open(request, timeout=20).status
    except urllib.error.HTTPError as error:
        return error.code


def seen_with(name, required, more=""):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    site, cookies = f"http://localhost:{port}", CookieJar()
    person = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
    again = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(cookies), Stay
    )
    apache = start_apache(port, required, more)
    try:
        signed_in = status(person, f"{site}/index.html")
        before = status(again, f"{site}/index.html")
        token = signed(events={EVENT: {}}, jti=name)
        told = status(
            urllib.request.build_opener(Stay),
            f"{site}/callback?logout=backchannel",
            {"logout_token": token},
        )
        after = status(again, f"{site}/index.html")
    finally:
        apache.terminate()
        apache.wait()
    page = "asked to sign in" if after == 302 else after
    print(f"{name}: {signed_in}; {before}; {told}; {page}")
    return signed_in, before, told, after


nonces = {}
server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
provider = f"http://127.0.0.1:{server.server_port}"
Thread(target=server.serve_forever, daemon=True).start()
seen = [
    seen_with("valid-user for all", "Require valid-user"),
    seen_with("a claim for all", CLAIM),
    seen_with("a claim for all, valid-user for the callback", CLAIM, CALLBACK),
]
well = (200, 200, 200, 302)
sys.exit(seen != [well, (200, 200, 401, 302), well])
PYTHON
venv/bin/python finding.py
