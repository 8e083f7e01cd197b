"""The journey with curl of README.md, for a stack at other addresses."""

import re

from release.checkout import ROOT

_JOURNEY = re.compile(r"<!-- journey -->\n```bash\n(.*?)```", re.DOTALL)
_WRITTEN = ("http://127.0.0.1:8000", "http://127.0.0.1:8025")


def readme_journey(api: str, mailbox: str) -> str:
    """The lines as written, but for the two addresses."""
    found = _JOURNEY.search((ROOT / "README.md").read_text())
    assert found is not None
    script = found[1]
    for written, there in zip(_WRITTEN, (api, mailbox), strict=True):
        assert written in script
        script = script.replace(written, there)
    return script
