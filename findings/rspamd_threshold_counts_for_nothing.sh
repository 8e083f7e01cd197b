#!/usr/bin/env bash
# rspamd ships `threshold = 0.300000` for its rule R_MIXED_CHARSET (letters with an accent
# or of another script, per word), and `rspamadm configdump chartable` says the same. One
# would expect that a mail with 0.17 a word is charged nothing. In rspamd 3.4 (Debian 12) it
# is charged as if 0.1 stood there: reading the configuration, the module sets the threshold
# back to its default of 0.1 where `max_word_len` is not set. Setting that to 10, which is
# its default, makes the shipped 0.3 count.
#
# Meant are look-alike letters; met are honest subjects in a language that uses an accent
# now and then, such as Dutch: "Uw adres verifiëren voor Acme" (15 points are spam).
#
# Seen:
#   rspamd 3.4: as shipped 0.83, with max_word_len = 10 nothing
# Doorstep's subjects stay below 0.1 a word (tests/mail/test_mail_inbox.py).
#
# On Debian or Ubuntu; asks no network but for the packages.
set -euo pipefail
folder=$(mktemp -d)
server=
trap 'test -z "$server" || kill "$server"; wait; rm -rf "$folder"' EXIT
mkdir -p "$folder"/{debs/partial,root,data}
apt-get install --quiet=2 --download-only --reinstall --no-install-recommends \
    -o Dir::Cache::archives="$folder/debs" -o Debug::NoLocking=1 \
    -o APT::Sandbox::User=root rspamd=3.4-1 > "$folder/log"
for package in "$folder"/debs/*.deb; do dpkg -x "$package" "$folder/root"; done
export LD_LIBRARY_PATH="$folder/root/usr/lib/rspamd:$folder/root/usr/lib/x86_64-linux-gnu"
share=$folder/root/usr/share/rspamd port=$((20000 + RANDOM % 10000))
echo test > "$folder/top_level_domains"
cat > "$folder/rspamd.conf" <<CONF
.include "\$CONFDIR/metrics.conf"
.include "\$CONFDIR/groups.conf"
.include "\$CONFDIR/modules.d/chartable.conf"
options {
    filters = "chartable";
    pidfile = "$folder/data/pid";
    control_socket = "$folder/data/control mode=0600";
    url_tld = "$folder/top_level_domains";
    dns { nameserver = ["127.0.0.1:1"]; }
}
logging { type = "console"; level = "error"; }
worker "normal" { bind_socket = "127.0.0.1:$port"; count = 1; }
CONF

charged() { # what the rule charges, with one more line for it
    mkdir -p "$folder/local/override.d"
    echo "$1" > "$folder/local/override.d/chartable.conf"
    "$folder/root/usr/bin/rspamd" --no-fork --insecure --config="$folder/rspamd.conf" \
        --var=CONFDIR="$folder/root/etc/rspamd" --var=LOCAL_CONFDIR="$folder/local" \
        --var=SHAREDIR="$share" --var=RULESDIR="$share/rules" --var=LUALIBDIR="$share/lualib" \
        --var=PLUGINSDIR="$share/plugins" --var=DBDIR="$folder/data" \
        --var=RUNDIR="$folder/data" --var=LOGDIR="$folder/data" >> "$folder/log" 2>&1 &
    server=$!
    until (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do
        kill -0 "$server"
        sleep 0.2
    done
    "$folder/root/usr/bin/rspamc" --connect "127.0.0.1:$port" "$folder/mail.eml" \
        > "$folder/answer"
    kill "$server"
    wait "$server" || true
    server=
    charge=$(sed --quiet 's/^Symbol: R_MIXED_CHARSET (\([0-9.]*\)).*/\1/p' "$folder/answer")
}

cat > "$folder/mail.eml" <<'MAIL'
From: Acme <no-reply@acme.test>
To: jo@acme.test
Subject: =?utf-8?q?Uw_adres_verifi=C3=ABren_voor_Acme?=
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Goedemorgen Max, dit is de code waarmee u uw adres bevestigt. Deze code werkt tien minuten
en maar een keer. Geef de code aan niemand, wie er ook om vraagt.
MAIL
charged ''
shipped=$charge
charged 'max_word_len = 10;'
set=$charge
version=$(basename "$folder"/debs/rspamd_*.deb | cut -d_ -f2)
echo "rspamd ${version%-*}: as shipped ${shipped:-nothing}, with max_word_len = 10 ${set:-nothing}"
[[ $shipped == 0.83 && -z $set ]]
