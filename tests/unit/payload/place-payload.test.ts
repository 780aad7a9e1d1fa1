import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { MachinePayload } from '@core/payload/machine-payload';
import { placePayload } from '@core/payload/place-payload';
import { describe, expect, it } from 'vitest';
import { PAYLOAD } from '../setup/payload-facts';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const CONTENTS = new Map(PAYLOAD.files.map(({ name }) => [name, Buffer.from(`content of ${name}`)]));
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
const payload: MachinePayload = {
  facts: {
    ...PAYLOAD,
    files: PAYLOAD.files.map((file) => ({ ...file, sha256: sha256(CONTENTS.get(file.name) ?? Buffer.alloc(0)) })),
  },
  contents: CONTENTS,
};
const WISH = { preloads: ['libc', 'fork'], imageLines: ['/lib/own.so'] } as const;
const place = (cache: string) => placePayload(join(scratch.path, cache), payload, WISH);
const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('the payload in the cache', () => {
  it('can be read by any user of a container, in the folders that loaders search', async () => {
    const { folder, preloadFile, preloadPaths } = await place('modes');
    for (const part of ['lib', 'lib64', 'lib/x86_64-linux-gnu'])
      for (const [name, content] of CONTENTS) expect(readFileSync(join(folder, part, name))).toEqual(content);
    expect([mode(folder), mode(join(folder, 'lib'))]).toEqual(['755', '755']);
    expect([mode(join(folder, 'lib/liblttng-ust.so.1')), mode(preloadFile)]).toEqual(['444', '444']);
    expect(readFileSync(preloadFile, 'utf8')).toContain('/lib/own.so\n');
    expect(preloadPaths).toEqual(
      ['liblttng-ust-libc-wrapper.so.1', 'liblttng-ust-fork.so.1', 'libcontainers-trace-gate.so'].map(
        (name) => `/opt/containers-trace/$LIB/${name}`,
      ),
    );
  });

  it('is the same for all recordings, also at the same time', async () => {
    const [first, ...others] = await Promise.all([place('same'), place('same'), place('same')]);
    for (const other of others) expect(other).toEqual(first);
    const inode = statSync(first?.folder ?? '').ino;
    expect(statSync((await place('same')).folder).ino).toBe(inode);
    expect(readdirSync(join(scratch.path, 'same/payload'))).toEqual([PAYLOAD.id]);
  });

  it('is replaced when a file was changed', async () => {
    const { folder } = await place('changed');
    const file = join(folder, 'lib/liblttng-ust.so.1');
    chmodSync(file, 0o644);
    writeFileSync(file, 'truncated');
    expect(readFileSync(join((await place('changed')).folder, 'lib/liblttng-ust.so.1'))).toEqual(
      CONTENTS.get('liblttng-ust.so.1'),
    );
    expect(readdirSync(join(scratch.path, 'changed/payload'))).toEqual([PAYLOAD.id]);
  });

  it('replaces those that were not used for a long time', async () => {
    const cache = join(scratch.path, 'old/payload');
    for (const [name, days] of [
      ['unused', 31],
      ['recent', 29],
    ] as const) {
      mkdirSync(join(cache, name), { recursive: true });
      const then = new Date(Date.now() - days * 24 * 60 * 60_000);
      utimesSync(join(cache, name), then, then);
    }
    await place('old');
    expect(readdirSync(cache).sort()).toEqual([PAYLOAD.id, 'recent']);
  });

  it('says so when the cache cannot be written', async () => {
    symlinkSync('/nonexistent/folder', join(scratch.path, 'broken'));
    await expect(place('broken')).rejects.toMatchObject({
      message: expect.stringContaining('cache'),
      hint: expect.any(String),
    });
  });
});
