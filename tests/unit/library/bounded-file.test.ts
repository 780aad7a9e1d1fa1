import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBounded } from '@core/files/bounded-file';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();

describe('a file of limited size', () => {
  it('is read whole', async () => {
    const path = join(scratch.path, 'file');
    writeFileSync(path, 'content');
    expect(String(await readBounded(path, 7))).toBe('content');
  });

  it('is refused if it is larger, before anything is read', async () => {
    const path = join(scratch.path, 'file');
    writeFileSync(path, '');
    truncateSync(path, 2 ** 40);
    await expect(readBounded(path, 8)).rejects.toMatchObject({ code: 'config' });
  });

  it('is refused if it is a pipe without a writer, a folder, or a link to a device without an end', async () => {
    const [pipe, folder, device] = [
      join(scratch.path, 'pipe'),
      join(scratch.path, 'folder'),
      join(scratch.path, 'device'),
    ];
    execFileSync('mkfifo', [pipe]);
    mkdirSync(folder);
    symlinkSync('/dev/zero', device);
    for (const path of [pipe, folder, device])
      await expect(readBounded(path, 8)).rejects.toMatchObject({ code: 'config' });
  });
});
