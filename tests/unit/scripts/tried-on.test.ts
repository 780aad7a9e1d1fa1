import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseJson } from '@shared/model/json';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const PROJECT = resolve(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(resolve(PROJECT, path), 'utf8');
const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(parseJson(read('package.json')));

/** The last column of the table: what proves the row. */
const proofs = read('docs/tried-on.md')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1)
  .map((line) => line.split('|').at(-2)?.trim() ?? '');

describe('the table of machines in docs/tried-on.md', () => {
  it('has rows', () => {
    expect(proofs.length).toBeGreaterThan(5);
  });

  it.each(proofs)('names a test that exists: %s', (proof) => {
    const [, command = ''] = /^`(.+)`$/.exec(proof) ?? [];
    const script = /^npm run (\S+)$/.exec(command)?.[1];
    const path = command.split(' ').at(-1) ?? '';
    expect(script === undefined ? existsSync(resolve(PROJECT, path)) : script in scripts, command).toBe(true);
  });
});
