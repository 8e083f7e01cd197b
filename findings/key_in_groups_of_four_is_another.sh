#!/usr/bin/env bash
# Services show a key for typing in groups of four, `JBSW Y3DP …`. One would expect a
# library to skip the spaces or to refuse them. speakeasy 2.0.0 for Node.js reads each as an
# "A", as it does any character that base32 does not have: the key in groups is another
# key, longer and without an error, and every code from the person's app is wrong. Small
# letters it takes as large ones, so that a test with those sees nothing.
#
# Seen (the code of second 59):
#   speakeasy 2.0.0: 503347, in small letters 503347, in groups 245171
#   otpauth 9.4.1: 503347, in small letters 503347, in groups 503347
#   otplib 13.5.0: 503347, in small letters 503347, in groups Error
# Doorstep makes its keys, and reads none that somebody typed (doorstep/rules/totp.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --silent --no-audit --no-fund \
    speakeasy@2.0.0 otpauth@9.4.1 otplib@13.5.0 > "$folder/log"
cat > "$folder/finding.js" <<'JS'
const speakeasy = require("speakeasy");
const { Secret, TOTP } = require("otpauth");
const otplib = require("otplib");

const KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const WRITTEN = [KEY, KEY.toLowerCase(), KEY.match(/.{4}/g).join(" ")];
const SECOND = 59;

const libraries = {
  "speakeasy 2.0.0": (secret) =>
    speakeasy.totp({ secret, encoding: "base32", time: SECOND }),
  "otpauth 9.4.1": (secret) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({
      timestamp: SECOND * 1000,
    }),
  "otplib 13.5.0": (secret) => otplib.generateSync({ secret, epoch: SECOND }),
};
const tried = (code) => {
  try {
    return code();
  } catch (error) {
    return error.name;
  }
};
const seen = Object.entries(libraries).map(([name, library]) => {
  const codes = WRITTEN.map((key) => tried(() => library(key)));
  console.log(`${name}: ${codes[0]}, in small letters ${codes[1]}, in groups ${codes[2]}`);
  return codes.join(" ");
});
const asItWas = ["503347 503347 245171", "503347 503347 503347", "503347 503347 Error"];
process.exit(seen.every((codes, row) => codes === asItWas[row]) ? 0 : 1);
JS
node "$folder/finding.js"
