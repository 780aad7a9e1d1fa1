import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { planWorkspace, prepareWorkspace, type Workspace } from '@core/viewer/workspace';
import { Workspaces } from '@core/viewer/workspaces';
import type { TraceRecord } from '@shared/model/trace-record';
import { beforeEach, describe, expect, it } from 'vitest';
import { RUN_ID, recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const below = (...parts: string[]): string => join(scratch.path, ...parts);
const library = (): string => below('traces');
const spaces = (): string => below('workspaces');

function leaf(path: string): { path: string; uid: null; part: null } {
  mkdirSync(join(library(), RUN_ID, path), { recursive: true });
  writeFileSync(join(library(), RUN_ID, path, 'metadata'), '');
  return { path, uid: null, part: null };
}

function recordWith(userspace: readonly string[], change: Partial<TraceRecord> = {}): TraceRecord {
  const record = recordOf({ title: 'Größe / zwei', ...change });
  const [base] = record.recordings;
  if (!base) throw new Error('recordOf has a recording.');
  return {
    ...record,
    recordings: [
      { ...base, leaves: userspace.map(leaf) },
      { ...base, domain: 'kernel', leaves: [leaf('a-kernel')] },
    ],
  };
}

async function prepared(record: TraceRecord): Promise<Workspace> {
  const workspace = await planWorkspace(spaces(), library(), record);
  await prepareWorkspace(workspace, library(), record);
  return workspace;
}
const experimentOf = ({ dir, experiment }: Workspace): string[] =>
  readdirSync(join(dir, 'Tracing/Experiments', experiment)).sort();

/** What Trace Compass leaves behind: its own memory, what it has worked out, and a link in the project. */
function used({ dir }: Workspace, link: string): void {
  const project = join(dir, 'Tracing/.project');
  mkdirSync(join(dir, '.metadata'), { recursive: true });
  mkdirSync(join(dir, 'Tracing/.tracing/a-kernel'), { recursive: true });
  const links = `<linkedResources><link><name>Traces/a-kernel</name><type>2</type><location>${link}</location></link></linkedResources>`;
  const text = readFileSync(project, 'utf8');
  writeFileSync(project, text.replace('</projectDescription>', `${links}</projectDescription>`));
}

beforeEach(() => {
  for (const folder of [library(), spaces()]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(library());
});

describe('a workspace', () => {
  it('is one of its trace and its library, with an experiment of all leaves, the kernel’s first', async () => {
    const workspace = await prepared(recordWith(['a-ust-uid-0', 'a-ust-uid-1']));
    expect(workspace.dir).toMatch(new RegExp(`^${spaces()}/${RUN_ID}-[0-9a-f]{8}$`));
    expect(workspace.leaves.map((path) => path.slice(library().length + 1))).toEqual(
      ['a-kernel', 'a-ust-uid-0', 'a-ust-uid-1'].map((name) => `${RUN_ID}/${name}`),
    );
    expect(workspace.experiment).toBe('Größe - zwei');
    expect(experimentOf(workspace)).toEqual(['a-kernel', 'a-ust-uid-0', 'a-ust-uid-1']);
  });

  it('keeps its name and what was worked out when the trace is renamed or grows', async () => {
    const first = await prepared(recordWith(['a-ust-uid-0']));
    used(first, first.leaves[0] ?? '');
    const grown = await prepared(recordWith(['a-ust-uid-0', 'a-ust-uid-0-snapshot-2'], { title: 'Renamed' }));
    expect(grown.experiment).toBe('Größe - zwei');
    expect(experimentOf(grown)).toEqual(['a-kernel', 'a-ust-uid-0', 'a-ust-uid-0-snapshot-2']);
    expect(existsSync(join(grown.dir, '.metadata'))).toBe(true);
    expect(existsSync(join(grown.dir, 'Tracing/.tracing/a-kernel'))).toBe(true);
  });

  it('is made anew when it points to another place', async () => {
    const first = await prepared(recordWith(['a-ust-uid-0']));
    used(first, '/where/it/was/a-kernel');
    await prepared(recordWith(['a-ust-uid-0']));
    expect(existsSync(join(first.dir, '.metadata'))).toBe(false);
    expect(readFileSync(join(first.dir, 'Tracing/.project'), 'utf8')).not.toContain('/where/it/was');
  });

  it('opens only what is there and is the trace’s own, and nothing that is being recorded', async () => {
    const record = recordWith(['a-ust-uid-0', '../../elsewhere']);
    rmSync(join(library(), RUN_ID, 'a-ust-uid-0/metadata'));
    expect((await planWorkspace(spaces(), library(), record)).leaves).toEqual([join(library(), RUN_ID, 'a-kernel')]);
    await expect(planWorkspace(spaces(), library(), { ...record, recordings: [] })).rejects.toMatchObject({
      code: 'missing',
    });
    await expect(planWorkspace(spaces(), library(), { ...record, state: 'recording' })).rejects.toMatchObject({
      code: 'config',
    });
    expect(existsSync(spaces()), 'planning makes nothing').toBe(false);
  });
});

describe('workspaces', () => {
  it('go when their trace is gone for good, and stay while it is in the trash', async () => {
    const { dir } = await prepared(recordWith(['a-ust-uid-0']));
    const workspaces = new Workspaces(spaces(), library());
    await workspaces.sweep();
    expect(existsSync(dir)).toBe(true);
    mkdirSync(join(library(), '.trash'));
    renameSync(join(library(), RUN_ID), join(library(), '.trash', RUN_ID));
    await workspaces.sweep();
    expect(existsSync(dir), 'it can be taken back').toBe(true);
    rmSync(join(library(), '.trash'), { recursive: true });
    await workspaces.sweep();
    expect(readdirSync(spaces()).filter((name) => name !== '.lock')).toEqual([]);
  });

  it('are taken away by the ids of their traces', async () => {
    const { dir } = await prepared(recordWith(['a-ust-uid-0']));
    await new Workspaces(spaces(), library()).remove([RUN_ID, '20260102-030405-ffffff']);
    expect(existsSync(dir)).toBe(false);
  });

  it('of a library that is not there stay; those of where it was before it moved go', async () => {
    const { dir } = await prepared(recordWith(['a-ust-uid-0']));
    const moved = below('elsewhere');
    rmSync(moved, { recursive: true, force: true });
    await new Workspaces(spaces(), moved).sweep();
    expect(existsSync(dir)).toBe(true);
    renameSync(library(), moved);
    symlinkSync(moved, library());
    await new Workspaces(spaces(), moved).sweep();
    expect(existsSync(dir)).toBe(false);
  });

  it('leave alone what is none of them', async () => {
    mkdirSync(join(spaces(), 'of somebody else'), { recursive: true });
    await new Workspaces(spaces(), library()).sweep();
    expect(readdirSync(spaces())).toEqual(['of somebody else']);
  });
});
