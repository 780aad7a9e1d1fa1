import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TraceReport, traceReportSchema } from '@shared/model/trace-record';
import { DEMO_IMAGE } from '@shared/request/demo-run';
import { expect, onTestFinished } from 'vitest';
import { awaitCondition } from '../../setup/await-condition';
import { removeTree } from '../../setup/remove-tree';
import { timed } from '../../setup/say';
import { runCli } from './guest-app';
import type { ProgramEnd, ProgramOptions } from './guest-program';
import { getFolder } from './transfer';
import type { Vm } from './vm';

export type GuestUser = 'root' | 'tester' | 'other';

const RECORD_LIMIT_MS = 400_000;
const GONE_LIMIT_MS = 90_000;

/** A program that never ends by itself, and makes events of both domains all the time. It says AT_WORK when the first are made. */
export const ENDLESS = [
  'sh',
  '-c',
  'ls -la / >/dev/null; echo "at work $((40 + 2))"; while :; do ls -la / >/dev/null; done',
];
export const AT_WORK = /at work 42/;

/** Arguments of a recording of the demo image with Podman. */
export const recordWords = (options: readonly string[], command: readonly string[]): string[] => [
  ...['record', '--json', '--engine', 'podman', '--image', DEMO_IMAGE, '--network', 'none'],
  ...options,
  '--',
  ...command,
];

/** Runs a recording command in the guest that must succeed. @returns the trace as it printed it */
export async function recorded(vm: Vm, words: readonly string[], options: ProgramOptions): Promise<TraceReport> {
  const what = `${options.user ?? 'root'}: ${words.join(' ').slice(0, 120)}`;
  return reportOf(await timed(what, () => runCli(vm, words, { timeoutMs: RECORD_LIMIT_MS, ...options })));
}

/** The report that a recording command printed at its end. */
export function reportOf(end: ProgramEnd): TraceReport {
  // With --json, an error is on standard output. Standard error has the program's output, too.
  expect(end.exitCode, `${end.stdout.slice(-3000)}\n${end.stderr.slice(-3000)}`).toBe(0);
  return traceReportSchema.parse(JSON.parse(end.stdout));
}

/** Copies a trace out of the guest until the test ends. @returns its folder on this machine */
export async function bringOut(vm: Vm, path: string): Promise<string> {
  const here = mkdtempSync(join(tmpdir(), 'ct-vm-trace-'));
  onTestFinished(() => removeTree(here));
  await timed('bring the trace out', () => getFolder(vm, path, here));
  return here;
}

/** Starts a permanent root session daemon, as an administrator does. */
export const startRootDaemon = (vm: Vm): Promise<string> =>
  vm.must('pgrep -x lttng-sessiond >/dev/null || lttng-sessiond --daemonize');

/**
 * Lists leftovers of ours in the guest: containers and runtime folders of a user, sessions of the root daemon, processes of
 * the product, and daemons other than the permanent one (its parent is process 1). One line each; empty if nothing is left.
 */
const LEFT = `
podman ps --all --quiet | sed 's/^/container /'
grep -l CONTAINERS_TRACE_CONTAINER= /proc/[0-9]*/environ 2>/dev/null | sed 's/^/of Apptainer /'
ls -d "$XDG_RUNTIME_DIR"/ct-* /tmp/ct-* 2>/dev/null | sed 's/^/folder /'
ps -eo pid=,ppid=,comm=,args= | grep -E 'containers-trace/out|lttng-sessiond|conmon|podman system service' | grep -vE '^ *[0-9]+ +1 lttng-sessiond|bash -c|agent.mjs|grep' | while read -r pid parent rest; do
  if [ "$(ps -o ppid= -p "$parent" 2>/dev/null | tr -d ' ')" != 1 ] || ! ps -o comm= -p "$parent" | grep -q lttng-sessiond; then echo "process $pid $rest"; fi
done
true`;

/** @returns one line for each thing of ours that is there */
export async function whatIsLeft(vm: Vm, user: GuestUser): Promise<string> {
  const ofUser = await vm.must(LEFT, { user });
  const sessions = await vm.must('pgrep -x lttng-sessiond >/dev/null && lttng --no-sessiond list || true');
  const ours = sessions.split('\n').filter((line) => /\bct-\d{8}-/.test(line));
  return [ofUser.trim(), ...ours].filter(Boolean).join('\n');
}

/** Waits until nothing of ours is left. @throws Error that names what is */
export async function awaitNothingLeft(vm: Vm, user: GuestUser): Promise<void> {
  let left = '';
  await awaitCondition(
    async () => {
      left = await whatIsLeft(vm, user);
      return left === '';
    },
    { what: `everything of ${user}'s run to be gone`, timeoutMs: GONE_LIMIT_MS, log: () => left },
  );
}
