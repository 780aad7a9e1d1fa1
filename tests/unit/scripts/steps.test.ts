import { writeSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runSteps, together } from '../../../scripts/run/steps.mjs';

let printed = '';
const keep = (text: string | Uint8Array): boolean => {
  printed += text;
  return true;
};
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
});
afterEach(() => vi.restoreAllMocks());

const ran: string[] = [];
const step = (name: string, code = 0) => ({
  name,
  run: async () => {
    ran.push(name);
    return code;
  },
});

describe('steps', () => {
  beforeEach(() => ran.splice(0));

  it('stop at the first that fails, with its exit code', async () => {
    expect(await runSteps([step('a'), step('b', 3), step('c')])).toBe(3);
    expect(ran).toEqual(['a', 'b']);
    expect(printed).toContain('== b: failed with exit code 3');
  });

  it('beside each other all run, however the others end', async () => {
    expect(await runSteps([together([step('a', 4), step('b')], step('beside')), step('after')])).toBe(4);
    expect(ran.sort()).toEqual(['a', 'b', 'beside']);
    expect(await runSteps([together([step('a'), step('b')], step('beside', 5))])).toBe(5);
    expect(await runSteps([together([step('a')], step('beside')), step('after')])).toBe(0);
  });

  it('are not continued after a signal', async () => {
    const interrupted = 128 + 2;
    expect(await runSteps([together([step('a', interrupted), step('b')], step('beside'))])).toBe(interrupted);
    expect(ran.sort()).toEqual(['a', 'beside']);
  });

  it('beside each other print the output of the one beside at the end', async () => {
    const beside = {
      name: 'beside',
      run: async (stdio?: unknown) => {
        const [, output] = stdio as [string, number, number];
        writeSync(output, 'said beside\n');
        return 0;
      },
    };
    const shown = {
      name: 'shown',
      run: async () => {
        keep('said by the shown one\n');
        return 0;
      },
    };
    await runSteps([together([shown], beside)]);
    expect(printed.indexOf('said beside')).toBeGreaterThan(printed.indexOf('said by the shown one'));
  });

  it('that throw fail all, after the others have ended', async () => {
    const thrown = { name: 'thrown', run: () => Promise.reject(new Error('no disk')) };
    await expect(runSteps([together([step('a'), step('b')], thrown)])).rejects.toThrow('no disk');
    expect(ran).toEqual(['a', 'b']);
  });
});
