import { shellCommand } from '@shared/planning/shell-quote';
import { DEMO_IMAGE } from '@shared/request/demo-run';
import { APP } from '../../vm/setup/guest-app';
import { GUEST_LIMITS } from '../../vm/setup/guest-limits';
import type { Vm } from '../../vm/setup/vm';
import { type LoginOptions, logIn, mustInSession, type Person } from './machine';

/** What a recording without a terminal prints. It is on the disk, and so outlives a reboot. */
const LOG = '/var/tmp/recording.log';
const AT_WORK_LIMIT_MS = 300_000;

/** Never ends by itself, and has events all the time, but leaves the emulated processors to others. */
const ENDLESS = 'ls / >/dev/null; echo "at work $((40 + 2))"; while :; do ls / >/dev/null; sleep 0.2; done';
export const AT_WORK = /at work 42/;

export type MachineEngine = 'podman' | 'docker';

const LIMITS = Object.entries(GUEST_LIMITS).map(([name, value]) => `${name}=${value}`);

/** The product's command line in the machine as a shell's words. */
export const cliWords = (words: readonly string[]): string =>
  shellCommand(['env', ...LIMITS, 'node', `${APP}/out/main/cli.js`, ...words]);

/** A recording of the demo image as a shell's words. */
export const recordWords = (
  engine: MachineEngine,
  options: readonly string[] = ['--network', 'none'],
  command: readonly string[] = ['sh', '-c', ENDLESS],
): string => cliWords(['record', '--engine', engine, '--image', DEMO_IMAGE, ...options, '--', ...command]);

/** Starts a shell's words in the background of a session that then ends, once the recorded program is at work. */
export async function recordBeyondSession(vm: Vm, person: Person, words: string): Promise<void> {
  await clearLog(vm);
  const script = `nohup setsid ${words} >${LOG} 2>&1 </dev/null & ${AWAIT_WORK}`;
  await mustInSession(vm, person, script, { timeoutMs: AT_WORK_LIMIT_MS });
}

/** Starts a shell's words in a session that lasts as long, without a terminal. Resolves when the recorded program is at work. */
export async function recordInSession(
  vm: Vm,
  person: Person,
  words: string,
  options: LoginOptions = {},
): Promise<void> {
  await clearLog(vm);
  const session = logIn(vm, person, `exec ${words} >${LOG} 2>&1`, { timeoutMs: AT_WORK_LIMIT_MS, ...options });
  await Promise.race([awaitWork(vm), session.ended]);
}

/** Waits until a recording that a service manager started is at work. */
export async function awaitWork(vm: Vm): Promise<void> {
  await vm.must(AWAIT_LOG, { timeoutMs: AT_WORK_LIMIT_MS });
}

export async function clearLog(vm: Vm): Promise<void> {
  await vm.must(`: >${LOG} && chmod 666 ${LOG}`);
}

/** Properties of a transient unit that let it write to the log. */
export const LOG_PROPERTIES = ['-p', `StandardOutput=append:${LOG}`, '-p', `StandardError=append:${LOG}`];

/** What the recording printed. */
export const printed = (vm: Vm): Promise<string> => vm.must(['cat', LOG]);

const WORKS = `grep -q '${AT_WORK.source}' ${LOG}`;
/** Bounded by the limit of whoever runs it. */
const AWAIT_LOG = `until ${WORKS}; do sleep 0.2; done`;
const AWAIT_WORK = `until ${WORKS}; do kill -0 $! || { cat ${LOG} >&2; exit 1; }; sleep 0.2; done`;
