import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEnv } from '@core/imports/ctf-env';
import { inspectSource } from '@core/imports/inspect-source';
import { sessionOfLeaf } from '@core/imports/session-of-leaf';
import { countTrace } from '@core/library/count-trace';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeSmallCtf } from '../../setup/small-ctf';
import { scratchFolder } from '../setup/scratch';
import { ImportScene, pictureOf } from './import-scene';

const scratch = scratchFolder();
let scene: ImportScene;
let traces: string;
beforeEach(() => {
  scene = new ImportScene(scratch.path);
  traces = scene.at('given', 'lttng-traces');
});

const never = new AbortController().signal;

it.each([
  ['/t/s-20260101/kernel', '/t/s-20260101'],
  ['/t/s-20260101/ust/uid/1000/64-bit', '/t/s-20260101'],
  ['/t/s/ust/pid/ls-77-20260101/64-bit', '/t/s'],
  ['/t/s/archives/20260101T000000+0000-20260101T000001+0000-3/kernel', '/t/s'],
  ['/t/s/snapshot-1-20260101-000000-0/ust/uid/0/32-bit', '/t/s'],
  ['/t/Demo-ust-uid-0', '/t'],
  ['/t/barectf', '/t/barectf'],
])('the leaf %s is of the session %s', (leaf, session) => {
  expect(sessionOfLeaf(leaf)).toBe(session);
});

describe("metadata's environment", () => {
  const env = (text: string) => readEnv(Buffer.from(`/* CTF 1.8 */\nenv {\n${text}\n};\n`));

  it('tells host, tracer and whose programs, without what a terminal would obey', () => {
    expect(
      env(
        '\thostname = "a\u001b[31m\\"b";\n\tdomain = "ust";\n\ttracer_name = "lttng-ust";\n\ttracer_major = 2;\n\ttracer_minor = 13;',
      ),
    ).toMatchObject({
      host: 'a"b',
      domain: 'userspace',
      lttng: '2.13',
      tracer: null,
    });
    expect(env('\ttracer_name = "barectf";\n\ttracer_major = 3;')).toMatchObject({ lttng: null, tracer: 'barectf 3' });
    expect(readEnv(Buffer.from('nonsense'))).toMatchObject({ host: null, uid: null, session: null });
  });
});

describe("the proof of concept's folder", () => {
  beforeEach(() => {
    const first = join(traces, 'auto-20260101');
    writeSmallCtf(first, { domain: 'kernel', events: 20 });
    writeSmallCtf(first, { uid: 0, events: 7 });
    writeSmallCtf(first, { uid: 1000, events: 3 });
    writeSmallCtf(join(traces, 'auto-20260102'), { uid: 1000, events: 5, session: 'other' });
  });

  it('becomes a trace for each session, with what can be known', async () => {
    const looked = await inspectSource(scene.library, traces, never);
    expect(looked.traces.map(({ title }) => title)).toEqual(['auto-20260101', 'auto-20260102']);
    const outcome = await scene.runImport(traces);
    expect(outcome.map(({ outcome: what }) => what)).toEqual(['imported', 'imported']);
    expect(outcome.map(({ id }) => id)).toEqual(looked.traces.map(({ id }) => id));
    const id = outcome[0]?.id ?? '';
    await countTrace(scene.library, id);
    expect(await scene.library.record(id)).toMatchObject({
      title: 'auto-20260101',
      state: 'ready',
      config: null,
      events: 30,
      createdAt: '2026-01-01T00:00:00.000Z',
      endedAt: '2026-01-01T00:00:00.019Z',
      durationMs: 19,
      provenance: { host: 'far-away', lttng: '2.13.9', app: null },
      imported: { how: 'copy', kind: 'ctf', from: traces },
    });
    const { recordings } = await scene.library.record(id);
    expect(
      recordings.map(({ domain, events, leaves }) => [domain, events, leaves.map(({ path, uid }) => `${path} ${uid}`)]),
    ).toEqual([
      ['kernel', 20, ['auto-20260101-kernel null']],
      ['userspace', 10, ['auto-20260101-ust-uid-0 0', 'auto-20260101-ust-uid-1000 1000']],
    ]);
  });

  it('is known again when it comes a second time, also as an archive of one session', async () => {
    await scene.runImport(traces);
    const looked = await inspectSource(scene.library, join(traces, 'auto-20260101'), never);
    expect(looked.traces.map(({ existing }) => existing)).toEqual(['library']);
    expect((await scene.runImport(traces)).map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped']);
  });

  it('by reference is never touched: by counting, one clock, renaming, deleting, purging', async () => {
    const before = pictureOf(traces);
    const outcome = await scene.runImport(traces, { how: 'reference' });
    const [first = '', second = ''] = outcome.map(({ id }) => id ?? '');
    expect(await countTrace(scene.library, first)).toBe(30);
    expect((await scene.library.report(first)).files.map(({ path }) => path)).toContain(
      'auto-20260101-kernel/channel_0',
    );
    await scene.library.rename(first, 'Another');
    await scene.library.annotate(first, { notes: 'x', tags: ['y'] });
    await scene.library.delete(first);
    await scene.library.purge('all');
    await scene.library.deleteNow(second);
    expect(await scene.library.rows()).toEqual([]);
    expect(pictureOf(traces)).toEqual(before);
  });

  it('by reference says when it is gone, is not counted then, and goes on when it is back', async () => {
    const [{ id } = { id: '' }] = await scene.runImport(join(traces, 'auto-20260101'), { how: 'reference' });
    renameSync(traces, scene.at('given', 'away'));
    expect((await scene.library.report(id ?? '')).warnings[0]).toMatchObject({ code: 'foreign-gone' });
    expect(await countTrace(scene.library, id ?? '')).toBeNull();
    renameSync(scene.at('given', 'away'), traces);
    expect((await scene.library.report(id ?? '')).warnings).toEqual([]);
    expect(await countTrace(scene.library, id ?? '')).toBe(30);
  });

  it('with a session that no reader takes: that one is named, the others come in', async () => {
    const bad = join(traces, 'auto-bad', 'kernel');
    mkdirSync(bad, { recursive: true });
    writeFileSync(join(bad, 'metadata'), '/* CTF 1.8 */\nthis is none');
    const outcome = await scene.runImport(traces);
    expect(outcome.map(({ outcome: what }) => what)).toEqual(['imported', 'imported', 'failed']);
    expect(outcome[2]?.error).toMatchObject({ code: 'config', message: expect.stringContaining('auto-bad/kernel') });
    rmSync(join(traces, 'auto-20260101'), { recursive: true });
    rmSync(join(traces, 'auto-20260102'), { recursive: true });
    cpSync(bad, join(traces, 'two', 'kernel'), { recursive: true });
    writeFileSync(join(traces, 'two', 'kernel', 'metadata'), '\u001e{"type":"preamble","version":3}');
    await expect(scene.runImport(join(traces, 'two'))).rejects.toMatchObject({
      message: expect.stringContaining('two/kernel'),
      detail: expect.stringContaining('version'),
    });
    expect(scene.leftovers()).toEqual([]);
  });
});
