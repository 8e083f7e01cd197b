"""`make release`: everything that is published of one commit, in one folder.

The same commit gives the same bytes, whoever builds it, when and where: all files come
from git, all times from the commit, and every version from the lock file.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from release.artifacts import build
from release.checkout import ROOT, commit_of, exported, has_uncommitted_changes
from release.checksums import write_checksums
from release.dependencies import write_constraints
from release.sbom import write_sbom


def main(commit: str, folder: Path | None) -> None:
    what = commit_of(commit)
    with tempfile.TemporaryDirectory() as scratch:
        tree = exported(what, Path(scratch) / "tree")
        version = tree.version
        into = folder or ROOT / "dist" / f"doorstep-{version}"
        into.mkdir(parents=True, exist_ok=True)
        for earlier in into.iterdir():
            earlier.unlink()
        build(tree, into)
        write_constraints(tree.folder, into / f"doorstep-{version}-constraints.txt")
        write_sbom(tree, into)
    write_checksums(into)
    for file in sorted(into.iterdir()):
        sys.stdout.write(f"{file}\n")
    if commit == "HEAD" and has_uncommitted_changes():
        sys.stderr.write("Uncommitted changes are not part of it.\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commit", default="HEAD", help="a commit or a tag")
    parser.add_argument("--into", type=Path, help="an empty folder")
    return parser.parse_args()


if __name__ == "__main__":
    options = _options()
    main(options.commit, options.into)
