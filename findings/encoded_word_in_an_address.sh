#!/usr/bin/env bash
# RFC 2047 5 (3) forbids an encoded word within an address, and the email package knows the
# local part `=?utf-8?q?jo?=` as what it is, so one would expect the header to repeat it. In
# Python 3.11 the generator decodes it while it folds: the header names another mailbox than
# the address that was given, and than the envelope that is read off the parsed header. Seen:
#   Python 3.11.7: addr_spec =?utf-8?q?jo?=@example.com, header To: jo@example.com
# Doorstep refuses such an address, at creation and before a mail:
# doorstep/rules/addresses.py.
# Only the standard library is used: run it with another Python by PYTHON=python3.13.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/finding.py" <<'PY'
import sys
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

LOCAL = "=?utf-8?q?jo?="
message = EmailMessage(policy=SMTP)
message["To"] = Address("", LOCAL, "example.com")
(parsed,) = message["To"].addresses
header = message.as_bytes().decode().splitlines()[0]
print(f"Python {sys.version.split()[0]}: addr_spec {parsed.addr_spec}, header {header}")
sys.exit(parsed.username != LOCAL or header != "To: jo@example.com")
PY
"${PYTHON:-python3}" "$folder/finding.py"
