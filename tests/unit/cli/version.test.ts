import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCli } from '../../../src/cli/run-cli';

const ofPackage = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

let printed: string;
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += Buffer.from(text).toString('utf8');
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
});

it('prints the version of package.json', async () => {
  expect(await runCli(['--version'])).toBe(0);
  expect(printed).toBe(`${ofPackage.version}\n`);
});

it('leaves --version behind a command to that command', async () => {
  expect(await runCli(['record', '--image', 'x', 'ls', '--version'])).toBe(2);
  expect(printed).toBe('');
});
