#!/bin/bash
# Runs programs that a tracer easily disturbs, and prints what each printed and its exit status: PATH-OF-MUSL-PROGRAM. The output is
# the same in each run, so that it can be compared with that of an untraced run.
set -u
musl=$1
work=$(mktemp -d)
chmod 1777 "$work"
cd "$work" || exit

case_of() {
  echo "== $1"
  "${@:2}" 2>&1 </dev/null
  echo "status $?"
}

# Waits at most 30 s.
until_true() {
  local tries
  for tries in $(seq 600); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.05
  done
  echo "it did not become true: $*"
  return 1
}

as() { setpriv --reuid="$1" --regid="$(id -g "$1")" --clear-groups --inh-caps=-all "${@:2}"; }

# Redis and Valkey as their images' entrypoints start them: setpriv executes the server.
key_value_store() { # NAME
  local name=$1 socket=$work/$1.sock server i
  install --directory --owner="$name" "$name"
  setpriv --reuid="$name" --regid="$name" --clear-groups -- "$name-server" --port 0 --unixsocket "$socket" \
    --dir "$work/$name" --save '' --loglevel warning --logfile "$work/$name/log" &
  server=$!
  until_true "$name-cli" -s "$socket" ping || { kill "$server"; return 1; }
  for i in $(seq 300); do echo "SET key$i $i"; done | "$name-cli" -s "$socket" | sort | uniq -c
  for i in 7 150 300; do "$name-cli" -s "$socket" get "key$i"; done
  "$name-cli" -s "$socket" bgsave
  until_true eval "$name-cli -s $socket info persistence | grep rdb_bgsave_in_progress:0"
  "$name-cli" -s "$socket" info persistence | grep rdb_last_bgsave_status
  "$name-cli" -s "$socket" shutdown nosave
  wait "$server"
}

postgres() {
  local bin=/usr/lib/postgresql/15/bin data=$work/data
  install --directory --owner=postgres --group=postgres "$data"
  as postgres "$bin/initdb" --pgdata="$data" --auth=trust --no-sync >/dev/null || return
  as postgres "$bin/pg_ctl" --pgdata="$data" --wait --log="$data/log" --options="-k $data -c listen_addresses= -c fsync=off" start
  as postgres psql --host="$data" --no-psqlrc --tuples-only --quiet postgres <<SQL
    CREATE TABLE numbers AS SELECT generate_series(1, 5000) AS n;
    SELECT sum(n), count(DISTINCT n) FROM numbers;
SQL
  echo 'UPDATE numbers SET n = n + 1 WHERE n = 5000; SELECT count(*) FROM numbers;' >"$work/pgbench.sql"
  as postgres "$bin/pgbench" --host="$data" --no-vacuum --client=4 --transactions=25 --file="$work/pgbench.sql" postgres 2>&1 | grep -E 'actually|failed'
  as postgres "$bin/pg_ctl" --pgdata="$data" --wait --mode=fast stop || return
  ! grep -E 'PANIC|FATAL|terminated by signal' "$data/log"
}

# A daemon with workers. The client is this shell, which uses the descriptors 3 to 9.
nginx_with_shell_client() {
  local port=8437 fd line n
  echo 'served' >"$work/file"
  cat >"$work/nginx.conf" <<CONF
    worker_processes 2; pid $work/nginx.pid; error_log $work/nginx.err;
    events { worker_connections 64; }
    http { access_log off; server { listen 127.0.0.1:$port; root $work; } }
CONF
  nginx -c "$work/nginx.conf" || return
  for n in $(seq 5); do
    for fd in 3 4 5 6 7 8 9; do
      eval "exec $fd<>/dev/tcp/127.0.0.1/$port" && printf 'GET /file HTTP/1.0\r\n\r\n' >&"$fd"
    done
    for fd in 3 4 5 6 7 8 9; do
      line=$(tail -n 1 <&"$fd")
      eval "exec $fd>&-"
      echo "$n $fd $line"
    done
  done
  nginx -c "$work/nginx.conf" -s quit 2>/dev/null
  until_true eval "[ ! -e $work/nginx.pid ]"
  ! grep -E 'emerg|alert|crit' "$work/nginx.err"
}

shell_descriptors() {
  bash -c 'for n in 3 4 5 6 7 8 9; do eval "exec $n<>f$n"; echo "to $n" >&$n; done
    (cat f3; exit 5); echo $?; ls / | wc -l >&8; cat f4 f5 f6 f7 f8 f9; eval "exec 3>&- 9>&-"; exec 10<f4; read -r line <&10; echo "$line"'
}

perl_forks() {
  perl -MPOSIX -e '$| = 1;
    for my $n (1 .. 20) { my $child = fork; if (!$child) { print "child $n\n"; POSIX::_exit($n) } waitpid $child, 0; print $? >> 8, "\n" }
    POSIX::close($_) for 3 .. 1023; open my $file, "<", "/etc/passwd"; print fileno($file), "\n"'
}

python_forks() {
  python3 -c 'import multiprocessing, subprocess, threading
def square(n): return n * n
with multiprocessing.Pool(3) as pool: print(pool.map(square, range(50)))
thread = threading.Thread(target=lambda: print(subprocess.check_output(["echo", "from a thread"])))
thread.start(); thread.join()'
}

# Closes everything in the ways of daemons, and then works on.
python_daemon() { # HOW
  python3 - "$1" "$work/daemon-$1" <<'PYTHON'
import ctypes, os, sys
how, result = sys.argv[1:]
library = ctypes.CDLL(None)
if os.fork(): print("parent", os.wait()[1]); sys.exit()
os.setsid()
if os.fork(): os._exit(0)
if how == "closefrom": library.closefrom(0)
elif how == "close_range": library.close_range(ctypes.c_uint(0), ctypes.c_uint(0xFFFFFFFF), 0)
else: os.closerange(0, 4096)
numbers = [os.open("/dev/null", os.O_RDWR), os.dup(0), os.dup(0), os.open("/etc/passwd", os.O_RDONLY)]
with open(result + ".new", "w") as file: print(how, numbers, len(file.name) > 0, file=file)
if os.fork() == 0: os._exit(3)
with open(result + ".new", "a") as file: print("child", os.waitstatus_to_exitcode(os.wait()[1]), file=file)
os.rename(result + ".new", result)
PYTHON
  until_true test -e "$work/daemon-$1"
  cat "$work/daemon-$1"
}

case_of setpriv as nobody id
case_of setpriv-fails setpriv --reuid=nobody --no-such-option true
case_of su su --shell /bin/sh --command 'id; echo $0' nobody
case_of runuser runuser --user nobody -- id
case_of unshare unshare --fork --pid --mount-proc sh -c 'echo $$'
case_of redis key_value_store redis
case_of valkey key_value_store valkey
case_of postgres postgres
case_of nginx nginx_with_shell_client
case_of shell shell_descriptors
case_of few-descriptors bash -c 'ulimit -n 40; exec 3<>few; echo few >&3; cat few; ls / | wc -l'
case_of perl perl_forks
case_of python python_forks
case_of daemon-closefrom python_daemon closefrom
case_of daemon-close_range python_daemon close_range
case_of daemon-close python_daemon close
case_of musl "$musl"
