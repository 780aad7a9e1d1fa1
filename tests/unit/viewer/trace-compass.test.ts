import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TraceLibrary } from '@core/library/trace-library';
import { isRunning } from '@core/process/identity';
import { runningLaunch } from '@core/viewer/launch-record';
import { TraceCompass } from '@core/viewer/trace-compass';
import { isWorkspaceLocked } from '@core/viewer/workspace-lock';
import { Workspaces } from '@core/viewer/workspaces';
import { OWNER_ENV } from '@shared/model/labels';
import type { Opening, OpeningPhase } from '@shared/viewer/opening';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plantTrace } from '../library/plant';
import { RUN_ID, recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

// The real Trace Compass is in e2e/viewer.spec.ts; these stand-ins do what it would do for a moment only, or never does.
const scratch = scratchFolder();
const library = (): string => join(scratch.path, 'traces');
const spaces = (): string => join(scratch.path, 'workspaces');
const LEAF = 'a-ust-uid-0';

const TAKES_ITS_WORKSPACE = `#!/usr/bin/env python3
import fcntl, os, sys, time
dir = sys.argv[sys.argv.index('-data') + 1]
print('mark', os.environ.get('${OWNER_ENV}'), 'in', os.getcwd(), flush=True)
os.makedirs(dir + '/.metadata', exist_ok=True)
lock = open(dir + '/.metadata/.lock', 'w')
fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
leaf = sys.argv[sys.argv.index('--open') + 1]
project = dir + '/Tracing/.project'
text = open(project).read()
link = '<linkedResources><link><name>Traces/x</name><location>%s</location></link></linkedResources></projectDescription>'
open(project, 'w').write(text.replace('</projectDescription>', link % leaf))
time.sleep(600)
`;

function standIn(text: string): string {
  const path = join(scratch.path, 'stand-in');
  writeFileSync(path, text, { mode: 0o755 });
  return path;
}

function opener(lockWithinMs = 20_000): TraceCompass {
  return new TraceCompass({
    workspacesDir: spaces(),
    libraryDir: library(),
    places: { env: process.env, home: scratch.path, root: scratch.path },
    record: (id) => new TraceLibrary(library()).record(id),
    lockWithinMs,
  });
}
const open = (chosen: string, lockWithinMs?: number, onPhase?: (phase: OpeningPhase) => void): Promise<Opening> =>
  opener(lockWithinMs).open(RUN_ID, { chosen, ...(onPhase && { onPhase }) });
const workspace = async (): Promise<string> => {
  const plan = await opener().plan(RUN_ID, process.execPath);
  if ('outcome' in plan) throw new Error(plan.message);
  return plan.workspace;
};

beforeEach(() => {
  mkdirSync(library());
  const [base] = recordOf().recordings;
  if (!base) throw new Error('recordOf has a recording.');
  plantTrace(library(), RUN_ID, { recordings: [{ ...base, leaves: [{ path: LEAF, uid: 0, part: null }] }] });
  mkdirSync(join(library(), RUN_ID, LEAF));
  writeFileSync(join(library(), RUN_ID, LEAF, 'metadata'), '/* CTF 1.8 */\n');
});
afterEach(async () => void (await opener().end(RUN_ID)));

describe('opening a trace', () => {
  it('starts one viewer for two who ask at once, without our mark, and says so to the third', async () => {
    const program = standIn(TAKES_ITS_WORKSPACE);
    const experiment = 'ls -la in demo-1';
    expect(await Promise.all([open(program), open(program)])).toEqual([
      { outcome: 'opened', experiment },
      { outcome: 'opened', experiment },
    ]);
    const dir = await workspace();
    expect(isWorkspaceLocked(dir)).toBe(true);
    expect(await open(program)).toEqual({ outcome: 'open-already', experiment });
    expect(readFileSync(join(dir, 'trace-compass.log'), 'utf8')).toBe('mark None in /\n');
  });

  it('keeps the workspace of a trace that is gone while a viewer has it, and sweeps it later', async () => {
    await open(standIn(TAKES_ITS_WORKSPACE));
    const dir = await workspace();
    const workspaces = new Workspaces(spaces(), library());
    rmSync(join(library(), RUN_ID), { recursive: true });
    await workspaces.remove([RUN_ID]);
    await workspaces.sweep();
    expect(existsSync(dir)).toBe(true);
    expect(await opener().end(RUN_ID)).toBe(true);
    await workspaces.sweep();
    expect(existsSync(dir)).toBe(false);
  });

  it('with one that dies at start: its status and its last words', async () => {
    const result = await open(standIn('#!/bin/sh\necho "no display" >&2\nexit 7\n'));
    expect(result).toMatchObject({ outcome: 'died', log: 'no display' });
    expect(result).toHaveProperty('message', expect.stringContaining('status 7'));
  });

  it('with one that hangs: told after the wait, waited for again, and ended', async () => {
    const program = standIn('#!/bin/sh\necho "waits for ever"\nexec tail -f /dev/null\n');
    expect(await open(program, 50)).toMatchObject({ outcome: 'hangs' });
    const launch = runningLaunch(await workspace());
    await expect.poll(() => open(program, 50)).toMatchObject({ outcome: 'hangs', log: 'waits for ever' });
    expect(runningLaunch(await workspace())).toEqual(launch);
    expect(await opener().end(RUN_ID)).toBe(true);
    expect(launch && isRunning(launch.viewer)).toBe(false);
    expect(await opener().end(RUN_ID)).toBe(false);
  });

  it('with none, and with one that is known not to read it: nothing is made, and none said to be', async () => {
    const phases: OpeningPhase[] = [];
    const told = (phase: OpeningPhase) => phases.push(phase);
    expect(await open('/no/such', undefined, told)).toMatchObject({ outcome: 'no-viewer', broken: '/no/such' });
    const env = 'env {\n\ttracer_name = "lttng-ust";\n\ttracer_major = 2;\n\ttracer_minor = 14;\n};\n';
    writeFileSync(join(library(), RUN_ID, LEAF, 'metadata'), `/* CTF 1.8 */\n\n${env}`);
    const program = standIn(TAKES_ITS_WORKSPACE);
    mkdirSync(join(scratch.path, 'features/org.eclipse.tracecompass.rcp_9.2.0.202401'), { recursive: true });
    const unread = await open(program, undefined, told);
    expect(unread).toMatchObject({ outcome: 'unreadable', message: expect.stringContaining('11.1') });
    expect(existsSync(spaces())).toBe(false);
    expect(phases).toEqual([]);
    const forced = { chosen: program, force: true, onPhase: told };
    expect(await opener().open(RUN_ID, forced)).toMatchObject({ outcome: 'opened' });
    expect(phases).toEqual(['preparing', 'starting', 'loading']);
  });
});
