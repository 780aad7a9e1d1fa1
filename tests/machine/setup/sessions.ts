import { onTestFailed } from 'vitest';
import { say } from '../../setup/say';
import type { Vm } from '../../vm/setup/vm';
import { printed } from './recording';

export type YesNo = 'yes' | 'no';

/** Says what logind does with the processes of a session that ends, and whether tester's user manager outlives the sessions. */
export async function setSessionEnd(vm: Vm, { kill, linger }: { kill: YesNo; linger: YesNo }): Promise<void> {
  await vm.must(`
    set -e
    mkdir -p /etc/systemd/logind.conf.d
    setting=/etc/systemd/logind.conf.d/tests.conf
    if ! grep -qsx 'KillUserProcesses=${kill}' $setting; then
      printf '[Login]\\nKillUserProcesses=${kill}\\n' >$setting
      systemctl restart systemd-logind
    fi`);
  await setLinger(vm, linger);
}

export const setLinger = (vm: Vm, linger: YesNo): Promise<string> =>
  vm.must(`loginctl ${linger === 'yes' ? 'enable' : 'disable'}-linger tester`);

/** After a case that failed: shows what its recording printed, and ends all that it left, so that the next one begins on a clean machine. */
export function cleanUpAfterFailure(vm: () => Vm): void {
  onTestFailed(async ({ task }) => {
    say(`${task.name}: the recording printed:\n${await printed(vm())}${await vm().must(RUN_LOG)}`);
    await vm().must(CLEAN_UP);
  });
}

/** The end of the newest trace's log. */
const RUN_LOG = `tail -n 12 "$(ls -t /home/*/.local/share/containers-trace/traces/*/run.log | head -n 1)" || true`;

const CLEAN_UP = `
systemctl stop 'recording*' 2>/dev/null
for user in tester other; do
  loginctl disable-linger $user
  loginctl terminate-user $user 2>/dev/null
  systemctl stop user@$(id -u $user).service
  pkill -KILL -u $user
done
docker ps --all --quiet | xargs -r docker rm --force
ssh tester@machine -- podman rm --all --force --time 0
pkill -KILL -f '[/]opt/containers-trace/out'
rm -rf /home/*/.local/share/containers-trace /tmp/ct-* /run/user/*/ct-*
true`;
