#!/usr/bin/env bash
# Python folds a long header where its syntax breaks. One would expect that of a From it
# stands between name and address, as it does for long names. Where name and address would
# fill a line of 78 by themselves, but not with "From: " before them, they go to the next
# line whole, and the header's own line is empty:
#
#   From:
#    Acme Insurance Identity and Access Management <no-reply@acme-mail.example>
#
# RFC 5322 allows it, and it reads back as it was. But rspamd 3.4 charges 1 point for it
# (HEADER_FROM_EMPTY_DELIMITER, a mark of clumsy programs): one sender is charged, and
# another whose name is five letters longer is not. A name with accents counts as it is
# encoded, so that "Café Zürich, Zahlungen" is folded so too.
#
# Seen (CPython 3.10 to 3.13; lengths of a name in ASCII, before an address of 26):
#   Python 3.11.7: on the next line from 44 to 48 letters
# Doorstep begins each header on its own line (doorstep/mail/message.py).
set -euo pipefail
python3 - <<'PYTHON'
import platform
import sys
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

ADDRESS = "no-reply@acme-mail.example"


def folded(length: int) -> list[bytes]:
    """The lines of a From with a name of so many letters."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address("A" * length, addr_spec=ADDRESS)
    head, _, _ = mail.as_bytes().partition(b"\r\n\r\n")
    (sender,) = message_from_bytes(head, policy=SMTP)["From"].addresses
    assert sender.display_name == "A" * length
    return head.split(b"\r\n")


late = [length for length in range(1, 70) if folded(length)[0] == b"From:"]
said = f"on the next line from {late[0]} to {late[-1]} letters" if late else "never late"
print(f"Python {platform.python_version()}: {said}")
longer = folded(49)
as_it_was = late == [*range(44, 49)] and longer[0] == b"From: " + b"A" * 49
sys.exit(0 if as_it_was else 1)
PYTHON
