#!/usr/bin/env bash
# In a key URI the colon between issuer and account name may be written as %3A: "issuer
# (":" / "%3A") *"%20" accountname", says Google's Key URI Format, and that is what programs
# write that encode the whole label. So one would expect that both are read alike. pyotp
# 2.12.0 takes the encoded one as a part of the name, and when it writes the URI again, the
# issuer stands in the label twice, which is what an authenticator app then shows. Seen:
#   Acme:jo@acme.test -> issuer Acme, name jo@acme.test -> Acme:jo%40acme.test
#   Acme%3Ajo%40acme.test -> issuer Acme, name Acme:jo@acme.test -> Acme:Acme%3Ajo%40acme.test
# Doorstep computes codes with pyotp, and writes and reads key URIs itself: with a plain
# colon, and of those that it imports only secret, algorithm, digits and period.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pyotp==2.12.0
"$folder/venv/bin/python" - <<'PYTHON'
import sys

import pyotp

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
EXPECTED = {
    "Acme:jo@acme.test": ("jo@acme.test", "Acme:jo%40acme.test"),
    "Acme%3Ajo%40acme.test": ("Acme:jo@acme.test", "Acme:Acme%3Ajo%40acme.test"),
}

seen = {}
for label in EXPECTED:
    key = pyotp.parse_uri(f"otpauth://totp/{label}?secret={SECRET}&issuer=Acme")
    written = key.provisioning_uri().split("/")[-1].split("?")[0]
    seen[label] = (key.name, written)
    print(f"{label} -> issuer {key.issuer}, name {key.name} -> {written}")
sys.exit(seen != EXPECTED)
PYTHON
