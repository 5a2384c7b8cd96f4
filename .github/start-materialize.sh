#!/usr/bin/env bash
# Starts a new Materialize of this version on the network of the host, where it and the tests reach the services at the same addresses.
set -euo pipefail
docker rm --force materialized 2>/dev/null || true
docker run --detach --name materialized --network host "materialize/materialized:$1"
curl --fail --silent --show-error --retry 60 --retry-delay 5 --retry-all-errors http://127.0.0.1:6878/api/readyz
