"""Writes .env for docker-compose.yml, with random passwords and a random key.

Run by `make env`; needs only Python. An existing file is not changed.
"""

import base64
import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

_PASSWORDS = ("POSTGRES", "OWNER", "APPLICATION", "TEMPORAL")
_PRIVATE = 0o600


def main(path: Path) -> None:
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    lines = [f"{name}_PASSWORD={secrets.token_hex(24)}" for name in _PASSWORDS]
    lines.append(f"DOORSTEP_KEYS=k{datetime.now(UTC):%Y%m%d}:{key}")
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    except FileExistsError:
        print(f"{path} is there already and stays as it is.")
        return
    with os.fdopen(file, "w") as env:
        env.write("\n".join(lines) + "\n")
    print(f"{path} is written. Keep a copy: without its key no backup opens.")


main(Path(sys.argv[1]))
