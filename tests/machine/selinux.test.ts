import { DEMO_IMAGE } from '@shared/request/demo-run';
import { beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { say } from '../setup/say';
import type { Vm } from '../vm/setup/vm';
import { inSession, mustInSession } from './setup/machine';
import { onMachine } from './setup/on-machine';
import { type MachineEngine, recordBeyondSession, recordWords } from './setup/recording';
import { cleanUpAfterFailure } from './setup/sessions';
import { expectStoppedAndKept } from './setup/traces';
import { awaitNothingLeft } from './setup/what-is-left';

const person = 'tester';
const POLICY_LIMIT_MS = 300_000;
/** Installed by scripts/vm/steps/selinux-in-root.sh, which says why. */
const UNCONFINE_DOCKER = 'semodule --install /root/dockerd_unconfined.pp && systemctl restart docker';

/** Debian 12 with the policy's modules for containers, enforcing, and both engines that label their containers. */
onMachine(
  'a machine with SELinux',
  (vm) => {
    it('enforces the policy on the sessions of its people', async () => {
      expect(await vm().must(['getenforce'])).toBe('Enforcing\n');
      expect(await mustInSession(vm(), person, 'id --context')).toMatch(/^unconfined_u:unconfined_r:unconfined_t:/);
    });

    describe('podman', () => recordsWithoutLabel(vm, 'podman', 'unconfined_t'));

    describe('docker that the policy confines', () => {
      it('is refused with the folder that it may not search, and nothing is left', async () => {
        cleanUpAfterFailure(vm);
        showDenialsOfFailure(vm);
        const words = recordWords('docker', ['--json', '--network', 'none'], ['ls']);
        const { exitCode, stdout, stderr } = await inSession(vm(), person, words, { timeoutMs: POLICY_LIMIT_MS });
        expect(exitCode, stderr).toBeGreaterThan(0);
        const { error } = JSON.parse(stdout);
        expect(error).toMatchObject({ code: 'config', message: expect.stringContaining(' /run/user ') });
        expect(error.message).toMatch(/:dockerd_t:.*:user_runtime_root_t:/);
        await awaitNothingLeft(vm());
      });
    });

    describe('docker that the policy does not confine', () => {
      beforeAll(async () => {
        await vm().must(UNCONFINE_DOCKER, { timeoutMs: POLICY_LIMIT_MS });
      });
      recordsWithoutLabel(vm, 'docker', 'spc_t');
    });
  },
  'selinux',
);

/** @param type of a container's processes without a label: the user's own, or that of the reference policy for root's engine */
function recordsWithoutLabel(vm: () => Vm, engine: MachineEngine, type: string): void {
  it('labels a container that is not recorded', async () => {
    showDenialsOfFailure(vm);
    const run = `${engine} run --detach --network none --entrypoint sleep ${DEMO_IMAGE} 300`;
    const id = (await mustInSession(vm(), person, run, { timeoutMs: POLICY_LIMIT_MS })).trim();
    expect(await mustInSession(vm(), person, labelOf(engine, id))).toMatch(/:container_t:/);
    await mustInSession(vm(), person, `${engine} rm --force ${id}`);
  });

  it('records a container, which has no label, and has its events', async () => {
    cleanUpAfterFailure(vm);
    showDenialsOfFailure(vm);
    await recordBeyondSession(vm(), person, recordWords(engine));
    const label = await mustInSession(vm(), person, labelOf(engine, `$(${engine} ps --quiet)`));
    expect(label.split(':')[2]).toBe(type);
    await mustInSession(vm(), person, `pkill -INT -f 'out/main/cli[.]js record'`);
    expect((await expectStoppedAndKept(vm(), person)).events).toBeGreaterThan(0);
  });
}

/** As the kernel knows it; ps(1). */
const labelOf = (engine: MachineEngine, container: string): string =>
  `ps -o label= -p "$(${engine} inspect --format '{{.State.Pid}}' ${container})"`;

function showDenialsOfFailure(vm: () => Vm): void {
  onTestFailed(async ({ task }) => {
    say(`${task.name}: the last denials:\n${await vm().must(DENIALS)}`);
  });
}

const DENIALS = `journalctl --boot --no-pager --grep 'avc: +denied' --output cat | tail -n 20 || true`;
