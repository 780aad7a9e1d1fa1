import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { countEvents } from '@core/library/count-events';
import { startChildDaemon } from '@core/process/child-daemon';
import { ChildEnvironment } from '@core/process/child-environment';
import { startDecoder } from '@core/process/decoder';
import { exec } from '@core/process/exec';
import { openStream } from '@core/process/open-stream';
import { execText } from '@core/process/read-output';
import { startFilter } from '@core/process/start-filter';
import { startOutliving } from '@core/process/start-outliving';
import { waitUntil } from '@core/process/wait-until';
import { OWNER_ENV } from '@shared/model/labels';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeSmallCtf } from '../../setup/small-ctf';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();

/** Each changes what some tool prints or does. */
const SURPRISES = {
  BABELTRACE_TERM_COLOR: 'ALWAYS',
  BABELTRACE_DEBUG_MODE: '1',
  LTTNG_ABORT_ON_ERROR: '1',
  POSIXLY_CORRECT: '1',
  GREP_OPTIONS: '--color=always',
  LS_COLORS: 'di=01',
  BLOCK_SIZE: 'human-readable',
  TAR_OPTIONS: '--verbose',
  XZ_OPT: '--verbose',
  ZSTD_CLEVEL: '19',
  TZ: 'Pacific/Kiritimati',
  LANG: 'de_DE.UTF-8',
  LANGUAGE: 'de',
  LC_NUMERIC: 'de_DE.UTF-8',
  ELECTRON_RUN_AS_NODE: '1',
} as const;

const namesOf = (printed: string): string[] =>
  printed
    .split('\n')
    .filter(Boolean)
    .map((line) => line.slice(0, line.indexOf('=')));

const known = { env: ChildEnvironment.known(), timeoutMs: 10_000 };

async function linesOf(lines: AsyncIterable<string>): Promise<string> {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found.join('\n');
}

async function ofDaemon(): Promise<string> {
  const daemon = startChildDaemon('env', [], ChildEnvironment.known());
  await daemon.ended;
  await waitUntil(() => daemon.log() !== '', { what: 'the printed environment', timeoutMs: 10_000 });
  return daemon.log();
}

beforeEach(() => {
  for (const [name, value] of Object.entries(SURPRISES)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a program whose output is read', () => {
  it.each<[string, () => Promise<string>]>([
    ['exec', async () => (await exec('env', [], known)).stdout],
    ['execText', async () => linesOf((await execText('env', [], { ...known, memoryBytes: 1e9 })).text)],
    ['openStream', () => text(openStream('env', []))],
    ['startDecoder', () => text(startDecoder('env', [], '/dev/null').output)],
    ['startFilter', () => text(startFilter('env', []).output as Readable)],
    ['startChildDaemon', ofDaemon],
  ])('sees none of the variables that change it, when %s starts it', async (_name, print) => {
    const names = namesOf(await print());
    expect(names).toContain('PATH');
    expect(names).toContain(OWNER_ENV);
    expect(names.filter((name) => name in SURPRISES)).toEqual([]);
  });

  it('speaks English in UTF-8', async () => {
    expect((await exec('env', [], known)).stdout).toContain('LC_ALL=C.UTF-8');
  });

  it('is babeltrace2, which counts the same whatever colours the user wants', async () => {
    writeSmallCtf(scratch.path, { events: 44 });
    const told = { domain: undefined, byDomain: [], hasClock: true, hasOneLineNames: true };
    const reading = { ...told, paths: [scratch.path], sizeBytes: 10_000 };
    expect((await countEvents([reading], [])).events).toEqual({ kernel: 0, userspace: 44 });
  });
});

describe("a program that the user's environment reaches", () => {
  it('is started without the start-up file of bash', async () => {
    const startUp = join(scratch.path, 'start-up');
    writeFileSync(startUp, `touch '${scratch.path}/was-run'\n`);
    vi.stubEnv('POSIXLY_CORRECT', undefined); // in that mode bash reads none
    vi.stubEnv('BASH_ENV', startUp);
    const log = join(scratch.path, 'log');
    const started = startOutliving('true', [], process.env, log);
    await waitUntil(() => started?.exitCode() !== undefined, { what: 'its end', timeoutMs: 10_000 });
    expect(started?.exitCode()).toBe(0);
    expect(existsSync(join(scratch.path, 'was-run'))).toBe(false);
  });
});
