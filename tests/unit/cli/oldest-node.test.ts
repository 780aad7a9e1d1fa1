import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { engines } from '../../../package.json';
import { OLDEST_FOR_USERS } from '../../../scripts/setup/node-runtime.mjs';
import { tooOldNode } from '../../../src/cli/oldest-node';

const PROJECT = join(import.meta.dirname, '../../..');
const MISSING = 3;

describe('the oldest supported Node version', () => {
  it('is the version on which the tests run the built command line', () => {
    expect(`${engines.node}.0`).toBe(`>=${OLDEST_FOR_USERS.version}`);
  });

  it.each(['12.22.12', '16.20.2', '18.18.2', '18'])(
    'is newer than %s, which is refused with its version',
    (version) => {
      expect(tooOldNode(version)).toContain(`Node ${version}`);
    },
  );

  it.each(['18.19.0', '18.20.8', '20.0.0', '24.1.0'])('is not newer than %s', (version) => {
    expect(tooOldNode(version)).toBeUndefined();
  });

  it.each(['scripts/ct.mjs'])('is required by %s in one line', (entry) => {
    const old = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '16.20.2' } })`;
    const pretend = `data:text/javascript,${encodeURIComponent(old)}`;
    const args = ['--import', pretend, join(PROJECT, entry), 'check'];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 20_000 });
    expect({ status, stderr }).toEqual({ status: MISSING, stderr: `${tooOldNode('16.20.2')}\n` });
  });
});

/** Features that are newer than the oldest Node. The compiler cannot refuse them, because its lib has no list for such an old version. */
const LATER: readonly [name: string, pattern: RegExp][] = [
  ['import.meta.dirname (20.11)', /import\.meta\.(dirname|filename)/],
  ['parentPath of an entry (18.20)', /\.parentPath\b(?! \?\?)/],
  ['arrays copied by a change (20.0)', /\.(toSorted|toReversed|toSpliced)\(/],
  ['groupBy (21.0), fromAsync (22.0), withResolvers (22.0)', /(?<!\.)\.(groupBy|fromAsync|withResolvers)\(/],
  ['crc32 of node:zlib (20.15)', /import \{[^}]*\bcrc32\b[^}]*\} from 'node:zlib'/],
  ['styleText of node:util (20.12)', /\bstyleText\b/],
];

describe("the command line's sources", () => {
  it.each(['src/cli', 'src/core', 'src/shared', 'src/helper'])('%s use no later feature', (folder) => {
    const names = readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' });
    const found = names
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => {
        const file = join(PROJECT, folder, name);
        const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
        return LATER.filter(([, pattern]) => pattern.test(text)).map(([what]) => `${file}: ${what}`);
      });
    expect(names.length).toBeGreaterThan(5);
    expect(found).toEqual([]);
  });
});
