import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countTrace } from '@core/library/count-trace';
import { beforeEach, expect, it } from 'vitest';
import { writeSmallCtf } from '../../setup/small-ctf';
import { scratchFolder } from '../setup/scratch';
import { ImportScene } from './import-scene';

const scratch = scratchFolder();
let scene: ImportScene;
let leaf = '';
const write = (name: string, bytes: Buffer): void => {
  mkdirSync(join(leaf, 'index'), { recursive: true });
  writeFileSync(join(leaf, 'index', name), bytes);
};
const imported = async () => {
  const [outcome] = await scene.runImport(scene.at('given'));
  const id = outcome?.id ?? '';
  const events = await countTrace(scene.library, id);
  return { events, record: await scene.library.record(id) };
};

beforeEach(() => {
  scene = new ImportScene(scratch.path);
  leaf = writeSmallCtf(scene.at('given', 'session'), { events: 7 });
});

it.each([
  ['of a format before that of LTTng 2.4', Buffer.from('CTFIDX\u0000\u0001'.padEnd(72, '\u0000'))],
  ['that is empty', Buffer.alloc(0)],
  ['of half a header', Buffer.from('c1f1dcc100000001', 'hex')],
])('a trace with an index %s is ready, since it can be read to its end', async (_what, bytes) => {
  write('channel_0.idx', bytes);
  expect(await imported()).toMatchObject({ events: 7, record: { state: 'ready', events: 7, warnings: [] } });
});

it('an index without its stream is named, and no path of ours', async () => {
  write('channel_9.idx', Buffer.alloc(16));
  const { record } = await imported();
  expect(record.state).toBe('damaged');
  expect(record.warnings.map(({ message }) => message).join()).toContain('channel_9');
  expect(JSON.stringify(record.warnings)).not.toContain(scratch.path);
});
