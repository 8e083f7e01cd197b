# /// script
# requires-python = ">=3.11"
# dependencies = ["openapi-python-client==0.29.1"]
# [tool.uv]
# exclude-newer = "7 days"
# ///
"""The generator of the Python client, with dependencies of its own: they would hold
back those of Doorstep.
"""

from openapi_python_client.cli import app

if __name__ == "__main__":
    app()
