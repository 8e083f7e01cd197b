#!/usr/bin/env bash
# An HTTP server on the internet bounds what comes before a request is complete. One would
# expect that uvicorn does, by `h11_max_incomplete_event_size` and `timeout_keep_alive`.
# In uvicorn 0.54.0 with httptools 0.9.0, which it chooses by itself where it is installed:
#
# - a header of 1 MiB is taken, whatever h11_max_incomplete_event_size says: that is for
#   the other parser, h11, only;
# - a connection that has said nothing, and one that has sent half a header, stay open:
#   timeout_keep_alive begins with the end of the first answer.
#
# Seen:
#   uvicorn 0.54.0: header of 1 MiB 200, silent open, half a header open
# Doorstep counts bytes and seconds itself (doorstep/process/http_protocol.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet uvicorn==0.54.0 httptools==0.9.0
cat > "$folder/finding.py" <<'PYTHON'
import asyncio
import socket
import sys
from importlib.metadata import version

import uvicorn

EXPECTED = "header of 1 MiB 200, silent open, half a header open"
GET = b"GET / HTTP/1.1\r\nHost: a\r\n"


async def app(scope, receive, send):
    while (await receive()).get("more_body"):
        pass
    body = b" ".join(name for name, _ in scope["headers"])
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": 200, "headers": [length]})
    await send({"type": "http.response.body", "body": body})


async def exchange(port, sent, seconds):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    try:
        return await asyncio.wait_for(reader.read(), seconds)
    except TimeoutError:
        return b"open"
    finally:
        writer.close()


async def main() -> int:
    config = uvicorn.Config(
        app,
        http="httptools",
        lifespan="off",
        log_config=None,
        timeout_keep_alive=1,
        h11_max_incomplete_event_size=16 * 1024,
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        serving = asyncio.create_task(server.serve([listener]))
        long = await exchange(port, GET + b"X: " + b"a" * 2**20 + b"\r\n\r\n", 10)
        silent = await exchange(port, b"", 4)
        half = await exchange(port, GET + b"X-Half: ", 4)
        server.should_exit = True
        await serving
    seen = (
        f"header of 1 MiB {long[9:12].decode()}, silent {silent.decode() or 'closed'}, "
        f"half a header {half.decode() or 'closed'}"
    )
    print(f"uvicorn {version('uvicorn')}: {seen}")
    return 0 if seen == EXPECTED else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
PYTHON
"$folder/venv/bin/python" "$folder/finding.py"
