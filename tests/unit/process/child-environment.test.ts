import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChildDaemon } from '@core/process/child-daemon';
import { ChildEnvironment } from '@core/process/child-environment';
import { exec } from '@core/process/exec';
import { execText } from '@core/process/read-output';
import { startAttached } from '@core/process/start-attached';
import { groupRuns, startOutliving } from '@core/process/start-outliving';
import { startProgram } from '@core/process/start-program';
import { waitUntil } from '@core/process/wait-until';
import { OWNER_ENV } from '@shared/model/labels';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const FOLDER = join(import.meta.dirname, '../../../src/core/process');
const timeoutMs = 10_000;
const users = () => ChildEnvironment.users({ ADDED: '1' });

/** Each way to start a program that the user sets up by variables, and what env(1) prints when it is started that way. */
const WAYS: Record<string, () => Promise<string>> = {
  exec: async () => (await exec('env', [], { timeoutMs, env: users() })).stdout,
  execText: async () => joined((await execText('env', [], { timeoutMs, memoryBytes: 1e9, env: users() })).text),
  startChildDaemon: async () => {
    const daemon = startChildDaemon('env', [], users());
    await daemon.ended;
    await waitUntil(() => daemon.log().includes(OWNER_ENV), { what: 'the output of env', timeoutMs });
    return daemon.log();
  },
  startProgram: () => printed((add) => startProgram('env', [], { ADDED: '1' }, add).ended),
  startAttached: () =>
    printed(async (add) => {
      const started = startAttached('env', [], { env: process.env, added: { ADDED: '1' }, cwd: '/' }, add);
      await started.delivered;
    }),
  startOutliving: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ct-environment-'));
    const log = join(folder, 'log');
    const started = startOutliving('env', ['ADDED=1'], process.env, log);
    const pid = started?.identity.pid ?? 0;
    await waitUntil(() => !groupRuns(pid), { what: 'the end of env', timeoutMs });
    const words = readFileSync(log, 'utf8');
    rmSync(folder, { recursive: true });
    return words;
  },
};

async function joined(pieces: AsyncIterable<string>): Promise<string> {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all.join('\n');
}

async function printed(run: (add: (stream: string, text: string) => void) => Promise<unknown>): Promise<string> {
  let all = '';
  await run((_stream, more) => {
    all += more;
  });
  return all;
}

const names = (output: string): string[] => output.split('\n').map((line) => line.replace(/=.*/, ''));

describe("the environment of a program that the user's variables reach", () => {
  beforeEach(() => {
    vi.stubEnv('ELECTRON_RUN_AS_NODE', '1');
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', '/x');
    vi.stubEnv('CHROME_DESKTOP', 'x.desktop');
    vi.stubEnv('CONTAINERS_TRACE_CACHE', '/x');
    vi.stubEnv('OF_THE_USER', 'x');
  });
  afterEach(() => vi.unstubAllEnvs());

  it.each(Object.keys(WAYS))('has the variables of the user alone when it is started by %s', async (way) => {
    const found = names((await WAYS[way]?.()) ?? '');
    expect(found).toEqual(expect.arrayContaining(['OF_THE_USER', 'ADDED']));
    expect(found.filter((name) => /^(ELECTRON_|CHROME_|CONTAINERS_TRACE_(?!OWNER$))/.test(name))).toEqual([]);
  });

  it('keeps variables of ours that are added on purpose', () => {
    expect(ChildEnvironment.users({ CONTAINERS_TRACE_RUN: 'r' }).marked()).toMatchObject({ CONTAINERS_TRACE_RUN: 'r' });
  });

  it('is made in one file', () => {
    const others = readdirSync(FOLDER).filter((name) => name !== 'child-environment.ts');
    expect(others.filter((name) => readFileSync(join(FOLDER, name), 'utf8').includes('process.env'))).toEqual([]);
  });
});

it('sees a process of the group that was started after the first list of processes', async () => {
  const sleeper = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  try {
    const { pid } = sleeper;
    if (pid === undefined) throw new Error('sleep did not start');
    const lists = [[], [String(pid)]];
    expect(groupRuns(pid, () => lists.shift() ?? [])).toBe(true);
  } finally {
    sleeper.kill('SIGKILL');
  }
});
