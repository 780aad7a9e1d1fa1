import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ownerOfRootDaemon } from '@core/tracer/borrowed-daemon';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();

function plant(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(scratch.path, dirname(path)), { recursive: true });
    writeFileSync(join(scratch.path, path), text);
  }
}

/** A root session daemon with this parent. */
const daemonOf = (parent: number, argv: string[]): void =>
  plant({
    'run/lttng/lttng-sessiond.pid': '700\n',
    'proc/700/status': `Name:\tlttng-sessiond\nPPid:\t${parent}\n`,
    [`proc/${parent}/cmdline`]: `${argv.join('\0')}\0`,
  });

describe('the owner of the root session daemon', () => {
  it.each([
    ['the helper', ['/usr/bin/node', '/opt/ct/out/helper/helper.mjs', '/run/user/1000/ct-abcdef']],
    ['the command line of root', ['node', '/opt/ct/out/main/cli.js', 'record']],
  ])('is %s that started it', (_name, argv) => {
    daemonOf(650, argv);
    expect(ownerOfRootDaemon(scratch.path)).toBe(650);
  });

  it.each([
    ['a permanent daemon', 1, ['/sbin/init']],
    ['a daemon in a terminal', 650, ['sudo', 'lttng-sessiond']],
  ])('is nobody for %s', (_name, parent, argv) => {
    daemonOf(parent, argv);
    expect(ownerOfRootDaemon(scratch.path)).toBeUndefined();
  });

  it('is unknown without a daemon and without access to its parent', () => {
    expect(ownerOfRootDaemon(scratch.path)).toBeUndefined();
    plant({ 'run/lttng/lttng-sessiond.pid': '700\n' });
    expect(ownerOfRootDaemon(scratch.path)).toBeUndefined();
  });
});
