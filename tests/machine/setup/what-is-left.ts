import { awaitCondition } from '../../setup/await-condition';
import type { Vm } from '../../vm/setup/vm';
import { inSession, type Person } from './machine';

/** Services are ended by force after more than this time (prepared-disk.ts). */
const STOP_LIMIT_MS = 90_000;
/** Five seconds on a real machine. The emulated one is several times slower. */
const AFTER_US_LIMIT_MS = 60_000;
/** logind keeps a user for ten seconds after the last session (UserStopDelaySec of logind.conf(5)). */
const SESSION_END_LIMIT_MS = 120_000;

/** Waits for the end of the command line, whoever runs it. To look again and again would keep the emulated machine busy. */
const COMMAND_LINE_ENDS = `for pid in $(pgrep -f '^(/usr/bin/)?node /opt/containers-trace/out/main/cli[.]js'); do tail --pid="$pid" -f /dev/null; done`;

/**
 * One line for each thing of ours, seen by root from outside of all sessions: asking from a session would change what is there.
 * Podman's pause process is Podman's own, and stays for its next command (podman-system-migrate(1)); `awaitNoSession` sees
 * whether it keeps a session.
 */
const LEFT = `
pauses=$(cat /run/user/*/libpod/tmp/pause.pid 2>/dev/null | paste -sd'|')
ps -u tester,other -o pid=,args= | grep -vE "/systemd --user|\\(sd-pam\\)|dbus-daemon --session|sshd: |^ *(\${pauses:-none}) " | sed 's/^/process/'
ps -u root -o pid=,args= | grep '/opt/containers-trace/out' | grep -vE 'ssh -|grep' | sed 's/^/process of root/'
docker ps --all --quiet | sed 's/^/Docker container /'
ls -d /run/user/*/ct-* /tmp/ct-* /tmp/systemd-private-*/tmp/ct-* /run/containers-trace 2>/dev/null | sed 's/^/folder /'
for library in /home/*/.local/share/containers-trace/traces; do ls -A "$library/.journal" 2>/dev/null | sed 's/^/journal /'; done
lttng --no-sessiond list | grep -E '\\bct-[0-9]{8}-' | sed 's/^/session of the root daemon /'
true`;

/** @returns one line for each thing of ours that is there, but for Podman's containers that do not run */
export const whatIsLeft = (vm: Vm): Promise<string> => vm.must(LEFT);

/**
 * Waits for the end of the command line, within the limit of a service that is stopped, and for the end of everything else of
 * ours, within seconds after it.
 * @throws Error that names what is left
 */
export async function awaitNothingLeft(vm: Vm): Promise<void> {
  await vm.must(COMMAND_LINE_ENDS, { timeoutMs: STOP_LIMIT_MS });
  await awaitLines(vm, LEFT, 'everything of ours to be gone', AFTER_US_LIMIT_MS);
}

/** @returns Podman's containers of a person, also those that do not run */
export const podmanContainers = async (vm: Vm, person: Person): Promise<string> =>
  (await inSession(vm, person, 'podman ps --all --noheading')).stdout;

/** Waits until nobody has a session, and, since nobody lingers, no user manager runs. */
export async function awaitNoSession(vm: Vm): Promise<void> {
  await awaitLines(vm, SESSIONS, 'all sessions to end', SESSION_END_LIMIT_MS);
}

/** With what keeps each of them. */
const SESSIONS = `
for session in $(loginctl list-sessions --no-legend | awk '{ print $1 }'); do
  echo "session $session $(loginctl show-session "$session" -p Name -p State --value | paste -sd' ')"
  scope=$(loginctl show-session "$session" -p Scope --value)
  find /sys/fs/cgroup/user.slice -path "*/$scope*" -name cgroup.procs -exec cat {} + | xargs -r ps -o pid=,args= -p
done
for folder in $(ls -d /run/user/* 2>/dev/null); do
  echo "$folder"
  ps -u "\${folder##*/}" -o pid=,cgroup=,args=
done
true`;

async function awaitLines(vm: Vm, script: string, what: string, timeoutMs: number): Promise<void> {
  let lines = '';
  await awaitCondition(
    async () => {
      lines = (await vm.must(script)).trim();
      return lines === '';
    },
    { what, timeoutMs, log: () => lines },
  );
}
