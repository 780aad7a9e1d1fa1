import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SYMBOLS_FILE } from '@core/symbols/file/symbol-file';
import { DEMO_COMMAND } from '@shared/request/demo-run';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inWorld } from '../setup/in-world';
import { runCli, startProgram } from '../setup/run-cli';
import { world } from '../setup/world-state';
import { namesOfCalls } from './reading/function-names';
import { expectNothingLeft, recordDemoImage, recorded, WAYS } from './reading/ways';

/** Functions of GNU ls that every run calls. Some of them are static. */
const OF_LS = ['main', 'decode_switches', 'print_dir', 'print_current_files', 'gobble_file'];
const importedSchema = z.object({
  imported: z.array(z.object({ traces: z.array(z.object({ id: z.string(), outcome: z.string() })) })),
});

inWorld('the names of functions', () => {
  describe.each(WAYS)('$title', (way) => {
    it('are all in the symbol file of a recording', async () => {
      const { path, warnings } = await recordDemoImage(way, [], DEMO_COMMAND);
      expect(warnings).toEqual([]);
      await expectNamesOfLs(path);
      await expectNothingLeft();
    });
  });

  it('survive the removal of the image, and travel with an export', async () => {
    const image = await ownImage('localhost/containers-trace-names:1');
    const { id, path } = await recorded(recordArgs(image), { as: 'user' });
    await removeImage(image);
    await expectNamesOfLs(path);
    const [out, library] = [folder('names-out-'), folder('names-into-')];
    const archive = join(out, 'trace.zip');
    expect(await runCli(['export', id, '--output', archive], { as: 'user' })).toMatchObject({ code: 0 });
    const answer = await runCli(['import', archive, '--json', '--library', library], { as: 'user' });
    expect(importedSchema.parse(answer.json()).imported[0]?.traces).toMatchObject([{ id, outcome: 'imported' }]);
    await expectNamesOfLs(join(library, id));
    await expectNothingLeft();
  });

  it('of a recording of an older version are read from the image when they are needed', async () => {
    const { id, path } = await recorded(['demo', '--engine', 'podman'], { as: 'user' });
    forget(path);
    await exportAsText(id);
    await expectNamesOfLs(path);
    await expectNothingLeft();
  });

  it('have a reason if they were not read before the image was removed', async () => {
    const image = await ownImage('localhost/containers-trace-gone:1');
    const { id, path } = await recorded(recordArgs(image), { as: 'user' });
    forget(path);
    await removeImage(image);
    await exportAsText(id);
    const gaps = (await namesOfCalls(path)).map((one) => (one.name === null ? one.gap.kind : one.name));
    expect(new Set(gaps)).toEqual(new Set(['image-gone']));
    await expectNothingLeft();
  });

  it('are not looked for in a recording without load events', async () => {
    const [way] = WAYS;
    if (!way) throw new Error('There is no engine.');
    const { path } = await recordDemoImage(way, ['--event', 'lttng_ust_cyg_profile*:*'], DEMO_COMMAND);
    expect(readdirSync(path)).not.toContain(SYMBOLS_FILE);
  });
});

async function expectNamesOfLs(path: string): Promise<void> {
  const found = await namesOfCalls(path);
  expect(found.filter(({ name }) => name === null)).toEqual([]);
  const called = found.map((one) => (one.name === null ? '' : `${one.binary} ${one.name} ${one.offset}`));
  expect(called).toEqual(expect.arrayContaining(OF_LS.map((name) => `/usr/local/bin/ls ${name} 0`)));
}

const recordArgs = (image: string): string[] => [
  ...['record', '--engine', 'podman', '--image', image, '--network', 'none', '--'],
  ...DEMO_COMMAND,
];

/** An image with the files of the demo and an id of its own, in the plain user's Podman. */
async function ownImage(name: string): Promise<string> {
  const container = await podman('create', world().images.demo);
  await podman('commit', '--quiet', '--change', `LABEL name=${name}`, container, name);
  await podman('rm', container);
  return name;
}

const removeImage = (name: string): Promise<string> => podman('rmi', name);

/** Makes a trace one of a version that did not store names, and removes what is known of its image. */
function forget(path: string): void {
  rmSync(join(path, SYMBOLS_FILE));
  rmSync(join(world().user.home, '.cache/containers-trace/image-symbols'), { recursive: true });
}

async function exportAsText(id: string): Promise<void> {
  const output = join(folder('names-text-'), 'events.ndjson');
  const result = await runCli(['export', id, '--format', 'ndjson', '--output', output], { as: 'user' });
  expect(result, result.stderr).toMatchObject({ code: 0 });
}

/** Runs the plain user's Podman. @returns what it printed */
async function podman(...args: string[]): Promise<string> {
  const result = await startProgram(['podman', ...args], { as: 'user' }).ended;
  expect(result, result.stderr).toMatchObject({ code: 0 });
  return result.stdout.trim();
}

function folder(name: string): string {
  const path = mkdtempSync(join(world().folder, name));
  chownSync(path, world().user.uid, world().user.gid);
  return path;
}
