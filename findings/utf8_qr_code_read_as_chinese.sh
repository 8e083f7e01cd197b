#!/usr/bin/env bash
# A QR code has bytes; what letters they are it may say (ECI 26 is UTF-8) and mostly does
# not. One would expect every reader to take valid UTF-8 for UTF-8, as phones do. ZBar
# guesses, and Big5 or Shift JIS come before: a code that holds "Müller" is read as
# "M羹ller", without an error. Other scripts and some words ("Łódź") come out right, so that
# a test with "日本語" or "Привет" sees nothing. With ECI 26 all are read right.
#
# Seen (ZBar 0.23.92 of Debian 12; ZXing-C++ reads all of them right):
#   plain: M羹ller, Caf矇 Zo禱, Grﾃｼﾃ歹, 日本語, Привет
#   ECI 26: Müller, Café Zoë, Grüße, 日本語, Привет
# Doorstep's QR codes hold ASCII only: names in `otpauth://` are percent-encoded
# (doorstep/rules/totp.py).
#
# On Debian or Ubuntu.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder"/{debs/partial,root}
apt-get install --quiet=2 --download-only --reinstall --no-install-recommends \
    -o Dir::Cache::archives="$folder/debs" -o Debug::NoLocking=1 \
    -o APT::Sandbox::User=root \
    libzbar0=0.23.92-7+deb12u1 > "$folder/log"
for package in "$folder"/debs/*.deb; do dpkg -x "$package" "$folder/root"; done
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet \
    pyzbar==0.1.9 zxing-cpp==3.1.1 segno==1.6.6 pillow==12.0.0
cat > "$folder/finding.py" <<'PYTHON'
import ctypes.util
import io
import sys

ctypes.util.find_library = lambda name: sys.argv[1]  # the one that was unpacked

import segno
import zxingcpp
from PIL import Image
from pyzbar.pyzbar import ZBarSymbol, decode

TEXTS = ["Müller", "Café Zoë", "Grüße", "日本語", "Привет"]
MISREAD = ["M羹ller", "Caf矇 Zo禱", "Grﾃｼﾃ歹", "日本語", "Привет"]


def picture(text: str, eci: bool) -> Image.Image:
    png = io.BytesIO()
    code = segno.make_qr(text, encoding="utf-8", eci=eci, mode="byte")
    code.save(png, kind="png", scale=8)
    return Image.open(png).convert("L")


def zbar(image: Image.Image) -> str:
    (symbol,) = decode(image, symbols=[ZBarSymbol.QRCODE])
    return symbol.data.decode()


plain = [zbar(picture(text, eci=False)) for text in TEXTS]
told = [zbar(picture(text, eci=True)) for text in TEXTS]
(*others,) = (zxingcpp.read_barcodes(picture(text, eci=False))[0].text for text in TEXTS)
print("plain:", ", ".join(plain))
print("ECI 26:", ", ".join(told))
print("ZXing-C++:", ", ".join(others))
sys.exit(0 if (plain, told, others) == (MISREAD, TEXTS, TEXTS) else 1)
PYTHON
library=$(find "$folder/root" -name 'libzbar.so.0' | head -1)
LD_LIBRARY_PATH=$(dirname "$library") "$folder/venv/bin/python" "$folder/finding.py" "$library"
