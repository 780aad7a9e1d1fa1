import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCli } from '../../../src/cli/run-cli';

let printed: string;
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += Buffer.from(text).toString('utf8');
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('a required option', () => {
  it.each([
    ['record', ['record', '--engin', 'podman', '--image', 'x', '--', 'true'], '--engine'],
    ['images', ['images', '--engin', 'podman'], '--engine'],
    ['build', ['build', '--engin', 'podman'], '--engine'],
    ['export', ['export', 'id', '--outptu', 'x.zip'], '--output'],
  ])('of %s that is misspelled is reported as unknown, with the right name', async (_command, args, right) => {
    expect(await runCli(args)).toBe(2);
    expect(printed).toContain('unknown option');
    expect(printed).toContain(right);
    expect(printed).not.toContain('required option');
  });

  it.each([
    ['record', ['record', '--image', 'x', '--', 'true'], '--engine'],
    ['images', ['images'], '--engine'],
    ['export', ['export', 'id'], '--output'],
  ])('of %s that is missing is reported', async (_command, args, missing) => {
    expect(await runCli(args)).toBe(2);
    expect(printed).toContain(`required option '${missing}`);
  });

  it.each([
    ['images', ['images', '--engine', ''], '--engine'],
    ['export', ['export', 'id', '--output', ''], '--output'],
  ])('of %s that is empty is reported', async (_command, args, empty) => {
    expect(await runCli(args)).toBe(2);
    expect(printed).toMatch(new RegExp(`option '${empty} .* needs a value`));
  });
});
