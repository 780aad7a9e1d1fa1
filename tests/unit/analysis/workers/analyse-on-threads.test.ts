import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { OpenFiles, type StreamFile } from '@core/analysis/files/open-files';
import { analyseOnThreads } from '@core/analysis/workers/analyse-on-threads';
import { keepThreadsReady, takeThread } from '@core/analysis/workers/ready-threads';
import type { ScanOrders } from '@core/analysis/workers/scan-orders';
import { ScanWorkers } from '@core/analysis/workers/scan-workers';
import { createQueueBlock, WindowQueue } from '@core/analysis/workers/window-queue';
import { analyse } from '@reader/analysis/analyse';
import { CompiledPass } from '@reader/compiled/compiled-pass';
import { openLeaves } from '@reader/open-trace';
import type { ReadPicture } from '@reader/picture/picture';
import { buildScanPlan } from '@reader/scan/plan/build-plan';
import { readMetadata } from '@reader/schema/read-metadata';
import type { TraceReading } from '@reader/trace-reading';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { firstDifference } from '../../../setup/first-difference';
import { unpackedRecording } from '../../../setup/sample-recording';

const WINDOW_BYTES = 128 * 1024;

describe('several threads', () => {
  const folder = unpackedRecording();
  const kernel = join(folder, 'sample-trace/kernel');
  const opened: OpenFiles[] = [];
  afterEach(() => {
    for (const files of opened.splice(0)) files.close();
  });

  function open(leaf: string): { reading: TraceReading; files: StreamFile[] } {
    const open = new OpenFiles();
    opened.push(open);
    const names = readdirSync(leaf).filter((name) => name !== 'metadata' && statSync(join(leaf, name)).isFile());
    const files = names.map((name) => {
      const at = join(leaf, name);
      return { at, path: name, sizeBytes: statSync(at).size };
    });
    const streams = files.map((file) => ({ name: file.path, bytes: open.bytesOf(file), index: null }));
    const source = { path: 'kernel', metadata: readFileSync(join(leaf, 'metadata')), streams };
    return { reading: openLeaves([source], readMetadata), files };
  }

  it.each([1, 2, 3, 8])('of which there are %i answer as one in TypeScript', async (threads) => {
    const { reading, files } = open(kernel);
    const progress: number[] = [];
    const onProgress = (share: number): void => void progress.push(share);
    const pictures: ReadPicture[] = [];
    const picture = { columns: 500, onPicture: (one: ReadPicture): void => void pictures.push(one) };
    const options = { threads, windowBytes: WINDOW_BYTES, picture };
    const found = await analyseOnThreads(reading, files, { onProgress }, options);
    expect(firstDifference(found, await analyse(reading, {}, { picture }))).toBeNull();
    expect(pictures[0]?.spans.value.length).toBeGreaterThan(1_000);
    expect(firstDifference(pictures[0], pictures[1])).toBeNull();
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
  });

  it('that are ready are used and replaced', async () => {
    keepThreadsReady(1);
    onTestFinished(() => keepThreadsReady(0));
    const { reading, files } = open(kernel);
    const first = takeThread();
    await once(first, 'online');
    await first.terminate();
    const options = { threads: 2, windowBytes: WINDOW_BYTES };
    for (const answer of [
      await analyseOnThreads(reading, files, {}, options),
      await analyseOnThreads(reading, files, {}, options),
    ])
      expect(firstDifference(answer, await analyse(reading, {}))).toBeNull();
  });

  it('end when the request is cancelled', async () => {
    const { reading, files } = open(kernel);
    const cancel = new AbortController();
    const onProgress = (): void => cancel.abort();
    const reads = analyseOnThreads(
      reading,
      files,
      { signal: cancel.signal, onProgress },
      { threads: 3, windowBytes: WINDOW_BYTES },
    );
    await expect(reads).rejects.toMatchObject({ code: 'cancelled' });
  });

  /** What a worker that scans alone reports in the end. */
  async function failureOf(
    leaf: string,
    change: (files: StreamFile[]) => readonly StreamFile[],
    orders: Partial<ScanOrders> = {},
  ): Promise<unknown> {
    const { reading, files } = open(leaf);
    const pass = new CompiledPass(reading, buildScanPlan(reading), {}, 64, { windowBytes: WINDOW_BYTES });
    const { windows, slots, module, task, core } = pass;
    const queue = new WindowQueue(createQueueBlock(slots.length), windows.length);
    const shared = { module, memory: core.memory, queueBlock: queue.block, windows, slots, task };
    const workers = new ScanWorkers(1, { ...shared, files: change(files), ...orders });
    try {
      while (workers.busy > 0) await workers.nextReport();
      workers.check();
      return undefined;
    } catch (error) {
      return error;
    } finally {
      queue.stop();
      await workers.close();
    }
  }

  it('scan without a failure', async () => {
    expect(await failureOf(kernel, (files) => files)).toBeUndefined();
  });

  it('report a file that a worker cannot open', async () => {
    const gone = (files: StreamFile[]): StreamFile[] => files.map((file) => ({ ...file, at: `${file.at}-gone` }));
    expect(await failureOf(kernel, gone)).toMatchObject({ name: 'AppError', code: 'missing' });
  });

  it('report a file that became shorter', async () => {
    const copy = join(folder, 'shorter');
    cpSync(kernel, copy, { recursive: true });
    const shorten = (files: StreamFile[]): StreamFile[] => {
      for (const { at } of files) truncateSync(at, 4096);
      return files;
    };
    expect(await failureOf(copy, shorten)).toMatchObject({ name: 'ReadError', code: 'damaged' });
  });

  it('report a worker that died', async () => {
    const windowless = { windows: null as never };
    expect(await failureOf(kernel, (files) => files, windowless)).toMatchObject({ code: 'bug' });
  });
});
