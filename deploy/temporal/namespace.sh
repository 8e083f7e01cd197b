#!/bin/sh
# Make the namespace that flows live in; histories of ended ones stay for 30 days.
set -eu

until temporal operator cluster health; do sleep 2; done
temporal operator namespace describe --namespace default >/dev/null 2>&1 ||
    temporal operator namespace create --namespace default --retention 30d
