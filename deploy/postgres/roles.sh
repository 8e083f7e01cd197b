#!/bin/sh
# The roles and databases of one PostgreSQL, made once, when its volume is new.
# Doorstep has two: an owner that migrates, and one that cannot undo an audit event.
set -eu

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
    --dbname postgres --set owner="$OWNER_PASSWORD" \
    --set application="$APPLICATION_PASSWORD" --set temporal="$TEMPORAL_PASSWORD" <<'SQL'
create role doorstep_owner login password :'owner';
create role doorstep login password :'application';
create role temporal login password :'temporal';
create database doorstep owner doorstep_owner;
create database temporal owner temporal;
create database temporal_visibility owner temporal;
revoke connect on database doorstep from public;
grant connect on database doorstep to doorstep;
revoke connect on database temporal, temporal_visibility from public;
SQL
