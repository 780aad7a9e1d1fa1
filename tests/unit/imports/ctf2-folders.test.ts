import { isCtf2 } from '@core/ctf/ctf-version';
import { inspectSource } from '@core/imports/inspect-source';
import { countTrace } from '@core/library/count-trace';
import { openLeaf } from '@core/library/open-leaf';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeSmallCtf } from '../../setup/small-ctf';
import { scratchFolder } from '../setup/scratch';
import { ImportScene } from './import-scene';

const scratch = scratchFolder();
const never = new AbortController().signal;
let scene: ImportScene;
beforeEach(() => {
  scene = new ImportScene(scratch.path);
});

describe('a folder of CTF 2', () => {
  it.each(['copy', 'reference'] as const)('is imported by %s, also if babeltrace2 cannot read it', async (how) => {
    const session = scene.at('given', 'newer');
    writeSmallCtf(session, { version: '2', domain: 'kernel', events: 20 });
    const looked = await inspectSource(scene.library, session, never);
    const [imported] = await scene.runImport(session, { how });
    expect(imported).toMatchObject({ outcome: 'imported', id: looked.traces[0]?.id });
    const id = imported?.id ?? '';
    expect(await scene.library.record(id)).toMatchObject({
      ...{ state: 'ready', createdAt: '2026-01-01T00:00:00.000Z', warnings: [] },
      provenance: { host: 'far-away', lttng: '2.15' },
      recordings: [{ domain: 'kernel', leaves: [{ path: 'newer-kernel' }] }],
    });
    expect(await countTrace(scene.library, id)).toBe(20);
    expect(await scene.library.record(id)).toMatchObject({ state: 'ready', durationMs: 19, warnings: [] });
  });

  it('is opened by the reader, which tells its first event and its refusal', async () => {
    const leaf = writeSmallCtf(scene.at('given', 'newer'), { version: '2', events: 1 });
    expect(await openLeaf(leaf, 'userspace')).toEqual({
      ...{ isCtf2: true, hasEvents: true, problems: [] },
      firstEventAtMs: Date.parse('2026-01-01T00:00:00Z'),
    });
    expect(await openLeaf(scene.at('given'), 'userspace')).toMatchObject({ refusal: expect.any(String) });
  });
});

it('CTF 2 is recognised with and without record separator, and in packets', () => {
  const packet = Buffer.alloc(40);
  packet.writeUInt32LE(0x75d11d57);
  packet[35] = 2;
  for (const text of ['\u001e{"type":"preamble"}', '\n {"type":"preamble"}'])
    expect(isCtf2(Buffer.from(text))).toBe(true);
  expect(isCtf2(packet)).toBe(true);
  expect(isCtf2(Buffer.from('/* CTF 1.8 */'))).toBe(false);
});
