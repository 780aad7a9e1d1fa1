import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCli } from '../../../src/cli/run-cli';
import { writeSmallCtf } from '../../setup/small-ctf';
import { RUN_ID, recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

const LEAF = 'kernel';
const scratch = scratchFolder();
let answered: string;
let said: string;

beforeEach(() => {
  for (const name of ['XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR'])
    vi.stubEnv(name, join(scratch.path, name));
  const folder = join(scratch.path, 'library', RUN_ID);
  writeSmallCtf(folder, { below: LEAF });
  const [recording] = recordOf().recordings;
  if (!recording) throw new Error('the record of the tests has no recording');
  const leaves = [{ path: LEAF, uid: null, part: null }];
  writeFileSync(
    join(folder, 'trace.json'),
    JSON.stringify(recordOf({ id: RUN_ID, recordings: [{ ...recording, leaves }] })),
  );
  answered = '';
  said = '';
  const catching = (take: (text: string) => void) => (text: string | Uint8Array, done?: unknown) => {
    take(Buffer.from(text as Uint8Array).toString('utf8'));
    if (typeof done === 'function') done();
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(
    catching((text) => {
      answered += text;
    }),
  );
  vi.spyOn(process.stderr, 'write').mockImplementation(
    catching((text) => {
      said += text;
    }),
  );
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const run = (command: string, ...options: string[]): Promise<number> =>
  runCli(['--library', join(scratch.path, 'library'), command, RUN_ID, ...options]);
const events = (...options: string[]): Promise<number> => run('events', ...options);

it('shows every event and says nothing else', async () => {
  expect(await events()).toBe(0);
  expect(answered).not.toBe('');
  expect(said).toBe('');
});

it('says on standard error that no event matches', async () => {
  expect(await events('--filter', 'nothing_has_this_name')).toBe(0);
  expect(answered).toBe('');
  expect(said).toBe('No event matches the filter.\n');
});

it('says on standard error which place could not be read, also where no event was shown', async () => {
  truncateSync(join(scratch.path, 'library', RUN_ID, LEAF, 'channel_0'), 130);
  expect(await events('--filter', 'nothing_has_this_name', '--json')).toBe(0);
  expect(answered).toBe('');
  expect(said).toMatch(/^No event matches the filter\.\n! Not read: kernel, channel_0/);
});

it('prints an error of --json on one line, as events are', async () => {
  writeFileSync(join(scratch.path, 'library', RUN_ID, LEAF, 'metadata'), '/* CTF 1.8 */ nonsense');
  expect(await events('--json')).toBe(1);
  expect(answered.trimEnd().split('\n')).toHaveLength(1);
  expect(JSON.parse(answered)).toMatchObject({ error: { code: 'command' } });
});

it('has the places that could not be read in the notes of the functions', async () => {
  truncateSync(join(scratch.path, 'library', RUN_ID, LEAF, 'channel_0'), 130);
  expect(await run('functions', '--json')).toBe(0);
  expect(JSON.parse(answered).notes).toContainEqual(expect.stringMatching(/^! Not read: kernel, channel_0/));
});
