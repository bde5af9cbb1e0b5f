#!/usr/bin/env bash
# A MariaDB of its own for test:databases, where the machine runs none that the tests may enter. Prints the address:
#   eval "$(bash scripts/ci-mariadb.sh start DIR)"; …; bash scripts/ci-mariadb.sh stop DIR
set -euo pipefail
action=$1
folder=$2
port=33069

# The server refuses to run as root.
owner=()
[ "$(id -u)" != 0 ] || owner=(--user=mysql)

case $action in
  start)
    if ! command -v mariadbd >/dev/null && [ ! -x /usr/sbin/mariadbd ]; then
      as_root=()
      [ "$(id -u)" = 0 ] || as_root=(sudo -n)
      {
        "${as_root[@]}" apt-get update -qq
        DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends mariadb-server
      } >&2
    fi
    PATH=$PATH:/usr/sbin
    mkdir -p "$folder"
    [ "$(id -u)" != 0 ] || chown mysql "$folder"
    chmod 755 "$folder"
    mariadb-install-db --no-defaults "${owner[@]}" --datadir="$folder/data" --auth-root-authentication-method=normal \
      --skip-test-db >&2
    # `--no-defaults` counts only as the first argument. Told by its pid, so that `stop` ends this server and no other.
    nohup mariadbd --no-defaults "${owner[@]}" --datadir="$folder/data" --socket="$folder/socket" --port="$port" \
      --bind-address=127.0.0.1 --pid-file="$folder/pid" >"$folder/log" 2>&1 </dev/null &
    for _ in $(seq 100); do
      if mariadb-admin --no-defaults --socket="$folder/socket" --user=root ping >/dev/null 2>&1; then
        echo "export SARGABLE_TEST_MARIADB_URL=mysql://root@127.0.0.1:$port/"
        exit 0
      fi
      sleep 0.2
    done
    cat "$folder/log" >&2
    exit 1
    ;;
  stop)
    [ ! -f "$folder/pid" ] || kill "$(cat "$folder/pid")"
    ;;
  *)
    echo "usage: ci-mariadb.sh start|stop DIR" >&2
    exit 2
    ;;
esac
