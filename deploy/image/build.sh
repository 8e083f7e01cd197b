#!/bin/sh
# Builds the image without Docker and, where its base image cannot be pulled, on one made of
# Debian's packages. Needs root, buildah, and for the latter debootstrap.
#
#   deploy/image/build.sh doorstep:0.2.0          as docker build does
#   BASE=debian deploy/image/build.sh doorstep:0.2.0
#
# BUILDAH can have options for another place of images, such as "buildah --root /srv/images".
set -eu
tag=${1:?the name of the image, such as doorstep:0.2.0}
cd "$(dirname "$0")/../.."
BUILDAH=${BUILDAH:-buildah}
name=$(sed -n 's/^FROM \([^ ]*\) AS build$/\1/p' Dockerfile)

# A stand-in for the base image: Debian's own Python, under the names that it has there.
make_base() {
    release=${name##*-}
    root=$(mktemp -d)
    trap 'rm -rf "$root"' EXIT
    debootstrap --variant=minbase \
        --include=ca-certificates,python3,python3-pip,python3-venv "$release" "$root"
    rm -rf "$root"/usr/lib/python3*/EXTERNALLY-MANAGED \
        "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
    for program in python pip; do
        ln -s "/usr/bin/${program}3" "$root/usr/local/bin/$program"
    done
    container=$($BUILDAH from scratch)
    $BUILDAH add --quiet "$container" "$root" /
    $BUILDAH config --env PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
    $BUILDAH commit --quiet --rm "$container" "docker.io/library/$name"
}

pull=--pull
if [ "${BASE:-}" = debian ]; then
    pull=--pull-never
    $BUILDAH inspect --type image "$name" >/dev/null 2>&1 || make_base
fi
# The authorities that this machine trusts, as that of a company's proxy, are for the build alone.
$BUILDAH build --isolation chroot $pull --format docker --tag "$tag" \
    --volume /etc/ssl/certs:/etc/ssl/certs:ro .
$BUILDAH images "$tag"
