import { readFileSync } from 'node:fs';
import { parseLimits, raisingArguments } from '@shared/tracing/process-limits';
import { describe, expect, it } from 'vitest';

/** The format of proc(5), with columns separated by spaces. */
const LIMITS = `Limit                     Soft Limit           Hard Limit           Units
Max cpu time              unlimited            unlimited            seconds
Max file size             2097152              unlimited            bytes
Max processes             96448                96448                processes
Max open files            1024                 524288               files
Max address space         unlimited            unlimited            bytes
`;

describe('the limits of a process', () => {
  it('are read as proc(5) shows them', () => {
    expect(parseLimits(LIMITS)).toEqual({
      soft: { nofile: 1024, fsize: 2_097_152, as: null, nproc: 96_448 },
      hard: { nofile: 524_288, fsize: null, as: null, nproc: 96_448 },
    });
    const own = parseLimits(readFileSync('/proc/self/limits', 'utf8'));
    expect(own.hard.nofile).toBeGreaterThan(0);
  });

  it('are unlimited if nothing can be read', () => {
    const none = { nofile: null, fsize: null, as: null, nproc: null };
    for (const text of ['', 'Max open files', 'Max open files  many  more'])
      expect(parseLimits(text)).toEqual({ soft: none, hard: none });
  });

  it('are raised to the hard limits if they are lower, and otherwise unchanged', () => {
    expect(raisingArguments(parseLimits(LIMITS))).toEqual(['--nofile=524288:524288', '--fsize=unlimited:unlimited']);
    expect(raisingArguments(parseLimits(''))).toEqual([]);
  });
});
