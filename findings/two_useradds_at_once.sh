#!/usr/bin/env bash
# `useradd NAME` refuses a name that is taken (exit code 9), so one would expect that of two
# at once one makes the account and the other is refused. With shadow 4.13 (Debian 12) both
# can end with 0: the later one has looked before the earlier one wrote, waits for the lock
# of the files, and then replaces the entry. The account has another user id from then on
# than whoever ran the earlier one has read, and what was made with that id is nobody's.
#
# Seen, on a machine with 2,000 accounts:
#   passwd 1:4.13+dfsg1-1+deb12u1: both succeeded 17 of 20 times, the id changed 5 times
# Doorstep makes the account under a lock of its own and reads it back
# (cli/up/account.py). A small /etc/passwd hides it: the later one mostly comes late.
#
# Root, on Linux. Works on copies of the account files that end with it.
set -euo pipefail
if [[ ${1:-} != within ]]; then
    folder=$(mktemp -d)
    trap 'rmdir "$folder"' EXIT
    unshare --mount --pid --fork --mount-proc bash "$0" within "$folder"
    exit
fi

mount -t tmpfs none "$2"
cp -a /etc "$2/etc"
mount --bind "$2/etc" /etc
for number in $(seq 2000); do
    echo "person$number:x:$((100000 + number)):100::/nonexistent:/bin/false"
done >> /etc/passwd

add() { # the exit code, and the id that is read at once
    local code=0
    useradd --system --no-create-home twice 2> /dev/null || code=$?
    echo "$code $(id -u twice)" > "$2/$1"
}

both=0 changed=0
for _ in $(seq 20); do
    add one "$2" & add other "$2" & wait
    read -r code_one one < "$2/one"
    read -r code_other other < "$2/other"
    if [[ $code_one == 0 && $code_other == 0 ]]; then both=$((both + 1)); fi
    if [[ $one != "$other" ]]; then changed=$((changed + 1)); fi
    userdel twice
done
version=$(dpkg-query --show --showformat '${Version}' passwd 2> /dev/null || echo unknown)
echo "passwd $version: both succeeded $both of 20 times, the id changed $changed times"
[[ $both -gt 0 ]]
