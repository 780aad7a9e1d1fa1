import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '@core/engines/engine';
import type { Journal } from '@core/journal/journal';
import { testPayload } from '@core/runs/planning/test-payload';
import type { ContainerSpec } from '@shared/engines/container-spec';
import { describe, expect, it } from 'vitest';
import { configOf, RUN_ID } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();

/** An engine whose containers end with a status and an output. Notes what happens, in order. */
function engineOf(status: number, stderr = '') {
  const happened: string[] = [];
  const specs: ContainerSpec[] = [];
  const engine = {
    create: async (spec: ContainerSpec) => {
      happened.push('create');
      specs.push(spec);
      return 'c1';
    },
    start: async (_id: string, onOutput: (chunk: { stream: string; text: string }) => void) => {
      happened.push('start');
      if (stderr) onOutput({ stream: 'stderr', text: stderr });
      return { ended: Promise.resolve(status) };
    },
    remove: async (id: string) => {
      happened.push(`remove ${id}`);
    },
  } as unknown as Engine;
  const journal = { promise: () => happened.push('promise') } as unknown as Journal;
  return { happened, specs, engine, journal };
}

function prepared(imageId = 'sha256:1', testProgram: string | null = '/usr/bin/true') {
  const folder = join(scratch.path, 'payload');
  mkdirSync(folder, { recursive: true });
  const payload = { folder: join(folder, 'root'), preloadFile: join(folder, 'preload-1'), preloadPaths: [] };
  writeFileSync(payload.preloadFile, '');
  const image = { reference: 'a:1', id: imageId, digests: [] };
  return { facts: { preloadNames: {}, payload }, image, problems: [], sees: [], engineClosed: false, testProgram };
}

const test = (given: ReturnType<typeof engineOf>, what = prepared()) =>
  testPayload(configOf(), what, {
    runId: RUN_ID,
    deps: { engine: () => given.engine },
    journal: given.journal,
    signal: new AbortController().signal,
  });

describe('the test run of the tracer', () => {
  it('runs a program of the image with the same two mounts, and is journaled before', async () => {
    const given = engineOf(0);
    expect(await test(given)).toEqual([]);
    expect(given.happened).toEqual(['promise', 'create', 'start', 'remove c1']);
    expect(given.specs[0]).toMatchObject({
      entrypoint: ['/usr/bin/true'],
      network: 'none',
      labels: { 'containers-trace.run': RUN_ID },
    });
    expect(given.specs[0]?.volumes.map(({ target, readOnly }) => [target, readOnly])).toEqual([
      ['/opt/containers-trace', true],
      ['/etc/ld.so.preload', true],
    ]);
  });

  it('runs once for each image and list of libraries', async () => {
    const given = engineOf(0);
    for (const id of ['sha256:1', 'sha256:1', 'sha256:2']) await test(given, prepared(id));
    expect(given.specs).toHaveLength(2);
  });

  it.each([
    ['the program does not start', 127, '/bin/true: error while loading shared libraries: libnuma.so.1: cannot open'],
    ['a library is not loaded', 0, "ERROR: ld.so: object 'x' from /etc/ld.so.preload cannot be preloaded: ignored."],
    ['the program crashes without a message', 139, ''],
  ])('refuses the recording where %s, each time', async (_what, status, stderr) => {
    for (let time = 0; time < 2; time++) {
      const given = engineOf(status, stderr);
      const reason = stderr || `status ${status}`;
      await expect(test(given)).rejects.toMatchObject({ code: 'config', message: expect.stringContaining(reason) });
      expect(given.happened.at(-1)).toBe('remove c1');
    }
    expect(readdirSync(join(scratch.path, 'payload'))).toEqual(['preload-1']);
  });

  it('is left out where the image has no program for it, with a warning', async () => {
    const given = engineOf(0);
    const problems = await test(given, prepared('sha256:1', null));
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['untested-payload', 'warning']]);
    expect(given.happened).toEqual([]);
  });

  it('is not needed for an image with its own tracer', async () => {
    const given = engineOf(0);
    const { testProgram: _, ...own } = prepared();
    expect(
      await test(given, { ...own, facts: { preloadNames: {} } } as unknown as ReturnType<typeof prepared>),
    ).toEqual([]);
    expect(given.happened).toEqual([]);
  });
});
