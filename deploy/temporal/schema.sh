#!/bin/sh
# Bring Temporal's two databases up to its release; a repeat changes nothing.
set -eu

for database in temporal:temporal temporal_visibility:visibility; do
    sql_tool="temporal-sql-tool --plugin postgres12 --ep postgres -p 5432 -u temporal"
    $sql_tool --db "${database%:*}" setup-schema -v 0.0
    $sql_tool --db "${database%:*}" update-schema \
        -d "/etc/temporal/schema/postgresql/v12/${database#*:}/versioned"
done
