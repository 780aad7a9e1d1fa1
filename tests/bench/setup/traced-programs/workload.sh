#!/bin/bash
# Measures operations, and Redis and PostgreSQL with their own clients. Prints NAME VALUE lines: nanoseconds of an operation,
# requests of a second. PATH-OF-OPERATIONS
set -euo pipefail
work=$(mktemp -d)
chmod 1777 "$work"
cd "$work"

until_true() {
  local tries
  for tries in $(seq 600); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.05
  done
  echo "it did not become true: $*" >&2
  return 1
}

"$1"

redis-server --port 0 --unixsocket "$work/redis.sock" --save '' --loglevel warning &
server=$!
until_true redis-cli -s "$work/redis.sock" ping
redis-benchmark -s "$work/redis.sock" -n 20000 -c 20 -t set,get --csv |
  sed -n 's/^"\(SET\|GET\)","\([0-9.]*\)".*/redis-\1 \2/p'
redis-cli -s "$work/redis.sock" shutdown nosave
wait "$server"

bin=/usr/lib/postgresql/15/bin
as_postgres() { setpriv --reuid=postgres --regid=postgres --clear-groups --inh-caps=-all "$@"; }
as_postgres "$bin/initdb" --pgdata="$work/data" --auth=trust --no-sync >/dev/null
as_postgres "$bin/pg_ctl" --pgdata="$work/data" --wait --log="$work/log" --options="-k $work -c listen_addresses= -c fsync=off" start >/dev/null
as_postgres "$bin/pgbench" --host="$work" --initialize --quiet postgres >/dev/null 2>&1
as_postgres "$bin/pgbench" --host="$work" --select-only --client=4 --transactions=2500 postgres 2>/dev/null |
  sed -n 's/^tps = \([0-9.]*\).*/postgresql \1/p'
as_postgres "$bin/pg_ctl" --pgdata="$work/data" --wait --mode=fast stop >/dev/null
