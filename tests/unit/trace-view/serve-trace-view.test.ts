import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@core/process/wait-until';
import { serveTraceView } from '@core/trace-view/serve-trace-view';
import type { TraceViewAnswers, TraceViewArgs, TraceViewCall } from '@shared/trace-view/trace-view-calls';
import type { TraceViewMessage } from '@shared/trace-view/trace-view-messages';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kernelAndUserspace } from '../analysis/export/opened-trace';
import { RUN_ID, recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const WHOLE = { fromNs: 0, toNs: 7e9 };

/** A library with our recording of the kernel. */
function makeLibrary(): string {
  const libraryDir = join(scratch.path, 'library');
  const trace = join(libraryDir, RUN_ID);
  mkdirSync(trace, { recursive: true });
  const [leaf] = kernelAndUserspace(scratch.path);
  const [known] = recordOf().recordings;
  if (!leaf || !known) throw new Error('the recording has no leaf');
  cpSync(leaf.from, join(trace, 'kernel'), { recursive: true });
  const recordings = [{ ...known, domain: leaf.domain, leaves: [{ path: 'kernel', uid: null, part: null }] }];
  writeFileSync(join(trace, 'trace.json'), JSON.stringify(recordOf({ recordings })));
  writeFileSync(join(trace, 'containers.json'), JSON.stringify({ schema: 1, containers: [] }));
  return libraryDir;
}

/** A page that asks a trace's process, both in this process. */
class Page {
  readonly messages: TraceViewMessage[] = [];
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  readonly #served: ReturnType<typeof serveTraceView>;
  #next = 0;

  constructor(libraryDir: string, id = RUN_ID) {
    const options = {
      libraryDir,
      cacheDir: join(scratch.path, 'cache'),
      workspacesDir: join(scratch.path, 'workspaces'),
      runtimeBase: scratch.path,
      appRoot: scratch.path,
      appVersion: '0',
      watchdogScript: join(scratch.path, 'watchdog.js'),
      imageDirs: [],
    };
    this.#served = serveTraceView(id, options, (message) => this.#receive(message));
  }

  ask<C extends TraceViewCall>(
    call: C,
    args: TraceViewArgs<C>,
    lane: string | null = null,
  ): Promise<TraceViewAnswers[C]> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: (value) => resolve(value as TraceViewAnswers[C]), reject });
      this.#served.handle({ kind: 'call', id, call, args, lane });
    });
  }

  cancelLast(): void {
    this.#served.handle({ kind: 'cancel', id: this.#next - 1 });
  }

  close(): Promise<void> {
    return this.#served.close();
  }

  #receive(message: TraceViewMessage): void {
    this.messages.push(structuredClone(message));
    if (message.kind === 'answer') this.#waiting.get(message.id)?.resolve(message.value);
    if (message.kind === 'failure') this.#waiting.get(message.id)?.reject(message.error);
  }
}

function expectAnswerOrError(given: unknown): void {
  const isAnswer = typeof given === 'object' && given !== null && 'rows' in given;
  expect(given).toMatchObject(
    isAnswer ? { rows: expect.any(Array) } : { code: expect.any(String), message: expect.any(String) },
  );
}

describe('the process of an opened trace', () => {
  let library = '';
  let page: Page;
  beforeEach(() => {
    library = makeLibrary();
    page = new Page(library);
  });
  afterEach(() => page.close());

  it('answers a page, with progress that grows', async () => {
    const whole = await page.ask('whole', null);
    expect(whole.rows.length).toBeGreaterThan(0);
    const shares = page.messages.flatMap((message) => (message.kind === 'progress' ? [message.share] : []));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    for (const share of shares) expect(share).toBeLessThanOrEqual(1);
  });

  it('reads the whole trace before it is asked for', async () => {
    const cache = join(scratch.path, 'cache', 'analyses');
    const isKept = (): boolean => existsSync(cache) && readdirSync(cache).some((name) => name.endsWith('.picture'));
    await waitUntil(isKept, { what: 'the picture in the cache', timeoutMs: 30_000 });
    expect(page.messages).toEqual([]);
  });

  it('continues a pass for others when one of them cancels', async () => {
    const first = page.ask('whole', null);
    page.cancelLast();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    expect((await page.ask('figures', { range: WHOLE })).events.length).toBeGreaterThan(0);
  });

  it('answers the last of pictures of one lane', async () => {
    const picture = (toNs: number) =>
      page.ask('picture', { range: { fromNs: 0, toNs }, columns: 100, rows: [] }, 'picture');
    const [old, newer] = [picture(1e9), picture(2e9)];
    await expect(old).rejects.toMatchObject({ code: 'cancelled' });
    expect((await newer).toNs).toBe(2e9);
  });

  it('reads a trace that was moved to the trash meanwhile', async () => {
    await page.ask('facts', null);
    renameSync(join(library, RUN_ID), join(library, 'moved'));
    expect((await page.ask('whole', null)).events).toBeGreaterThan(100_000);
  });

  it('reads the open files of a trace that was deleted meanwhile, or says that it cannot', async () => {
    await page.ask('facts', null);
    rmSync(join(library, RUN_ID), { recursive: true });
    expectAnswerOrError(await page.ask('whole', null).catch((error: unknown) => error));
  });

  it('answers with what is left of a stream that was truncated meanwhile', async () => {
    const { density } = await page.ask('facts', null);
    const folder = join(library, RUN_ID, 'kernel');
    for (const name of readdirSync(folder)) if (/^k_/.test(name)) truncateSync(join(folder, name), 100_000);
    expectAnswerOrError(await page.ask('whole', null).catch((error: unknown) => error));
    expect(density.lanes).toHaveLength(1);
  });

  it('answers nothing after it was closed', async () => {
    const before = page.messages.length;
    void page.ask('whole', null);
    await page.close();
    expect(page.messages.length).toBe(before);
  });

  it('reports an unknown trace, and one that is being recorded', async () => {
    const unknown = new Page(library, '20200101-000000-000000');
    await expect(unknown.ask('facts', null)).rejects.toMatchObject({ code: 'missing' });
    await expect(unknown.ask('whole', null)).rejects.toMatchObject({ code: 'missing' });
    await unknown.close();
    writeFileSync(join(library, RUN_ID, 'trace.json'), JSON.stringify(recordOf({ state: 'recording' })));
    const recording = new Page(library);
    await expect(recording.ask('facts', null)).rejects.toMatchObject({ code: 'config' });
    await recording.close();
  });

  it('survives a cache that is damaged', async () => {
    const first = await page.ask('whole', null);
    await page.ask('figures', { range: { fromNs: 0, toNs: 1e9 } }); // the cache is written then
    await page.close();
    const cache = join(scratch.path, 'cache', 'analyses');
    for (const name of readdirSync(cache)) truncateSync(join(cache, name), 50);
    const again = new Page(library);
    expect((await again.ask('whole', null)).rows).toEqual(first.rows);
    await again.close();
  });

  it('compares with another trace, and not with itself', async () => {
    await expect(page.ask('compare', { otherId: RUN_ID, range: null, otherRange: null })).rejects.toMatchObject({
      code: 'config',
    });
    await expect(page.ask('compare', { otherId: '../../etc', range: null, otherRange: null })).rejects.toMatchObject({
      code: expect.stringMatching(/^(missing|config)$/),
    });
  });

  it('refuses ranges and rows of nonsense, and survives rows that do not exist', async () => {
    await expect(page.ask('figures', { range: { fromNs: 5, toNs: 5 } })).rejects.toMatchObject({ code: 'config' });
    await expect(page.ask('figures', { range: { fromNs: -1, toNs: Number.NaN } })).rejects.toMatchObject({
      code: 'config',
    });
    const far = { fromNs: 1e15, toNs: 2e15 };
    const rows = [4_000_000_000, 0];
    expect((await page.ask('picture', { range: far, columns: 16, rows })).lanes.row).toHaveLength(0);
    expect((await page.ask('figures', { range: far })).events).toBeDefined();
    expect((await page.ask('functions', { range: far, rows, sort: 'self', limit: 1 })).all).toBe(0);
    const events = { range: far, rows, filter: '', from: { timeNs: 1e15, skip: 1e9 }, direction: 'backward', limit: 5 };
    expect((await page.ask('events', events as TraceViewArgs<'events'>)).events).toEqual([]);
    expect(
      (
        await page.ask('calls-of', {
          function: '999999999:ffffffffffffffff',
          range: WHOLE,
          durations: null,
          order: 'time',
          limit: 1,
        })
      ).all,
    ).toBe(0);
  });
});
