#!/usr/bin/env bash
# A PostgreSQL of its own for test:databases, where the machine runs none. Prints the address; the caller stops it:
#   eval "$(bash scripts/ci-postgres.sh start DIR)"; …; bash scripts/ci-postgres.sh stop DIR
set -euo pipefail
action=$1
folder=$2
port=54329

binaries() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }

# The server refuses to run as root.
as_owner() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

case $action in
  start)
    # The one that listens where the tests look by default will do.
    if (exec 3<>/dev/tcp/127.0.0.1/5432) 2>/dev/null; then exit 0; fi
    if [ -z "$(binaries)" ]; then
      as_root=()
      [ "$(id -u)" = 0 ] || as_root=(sudo -n)
      {
        "${as_root[@]}" apt-get update -qq
        DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends postgresql
      } >&2
    fi
    mkdir -p "$folder"
    [ "$(id -u)" != 0 ] || chown postgres "$folder"
    chmod 755 "$folder"
    as_owner "$(binaries)/initdb" --auth=trust --username=postgres --pgdata="$folder/data" >&2
    as_owner "$(binaries)/pg_ctl" --pgdata="$folder/data" --log="$folder/log" -w \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder" start >&2
    echo "export SARGABLE_POSTGRES_URL=postgres://postgres@127.0.0.1:$port/postgres"
    ;;
  stop)
    [ ! -d "$folder/data" ] || as_owner "$(binaries)/pg_ctl" --pgdata="$folder/data" -m immediate stop >&2
    ;;
  *)
    echo "usage: ci-postgres.sh start|stop DIR" >&2
    exit 2
    ;;
esac
