#!/usr/bin/env bash
# cyclonedx-python-lib judges a bill of materials by the JSON schema of CycloneDX. Its extra
# `json-validation` is documented as what that needs, so one would expect that with it a
# bill of ordinary size is judged within a second. It brings `jsonschema[format-nongpl]`,
# which parses every URL by the grammar of RFC 3987, written out for `lark`: a few dozen
# milliseconds each, and a bill has one for every file of every package. Of a bill as `uv
# export --format cyclonedx1.5` writes it, with 73 packages and 1219 files, two minutes.
# Without the extra, where jsonschema is there anyway, the same bill is judged as valid
# within a second, since URLs are then not parsed. cyclonedx-python-lib 11.12.0, jsonschema
# 4.26.0. Seen, for 200 URLs: with the extra 9.3 s, without 0.0 s, both valid.
# Doorstep has the library without the extra in its tests.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf '%s\n' rfc3987-syntax==1.1.0 lark==1.3.1 referencing==0.37.0 > "$folder/pinned.txt"
for extra in "" "[json-validation]"; do
    python3 -m venv "$folder/venv$extra"
    "$folder/venv$extra/bin/pip" install --quiet --constraint "$folder/pinned.txt" \
        "cyclonedx-python-lib$extra==11.12.0" jsonschema==4.26.0
done
cat > "$folder/finding.py" <<'PYTHON'
import json
import time

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

URL = "https://files.pythonhosted.org/packages/c4/ca/b2b7cc880403ef24be77383edaadfcf0"
BILL = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.5",
    "components": [
        {
            "type": "library",
            "name": f"package-{number}",
            "version": "1.0",
            "externalReferences": [
                {"type": "distribution", "url": f"{URL}/package-{number}-{file}.whl"}
                for file in range(10)
            ],
        }
        for number in range(20)
    ],
}
validator = JsonStrictValidator(SchemaVersion.V1_5)
validator.validate_str(json.dumps(BILL | {"components": []}))  # reads the schema
began = time.process_time()
assert validator.validate_str(json.dumps(BILL)) is None
print(f"{time.process_time() - began:.1f}")
PYTHON
without=$("$folder/venv/bin/python" "$folder/finding.py")
with=$("$folder/venv[json-validation]/bin/python" "$folder/finding.py")
echo "200 URLs: with the extra $with s, without $without s"
python3 -c "import sys; sys.exit(not float('$with') > 10 * max(float('$without'), 0.1))"
