import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { OpenFiles, type StreamFile } from '@core/analysis/files/open-files';
import { analyseOnThreads } from '@core/analysis/workers/analyse-on-threads';
import type { PassOptions } from '@reader/analysis/pass';
import { openLeaves } from '@reader/open-trace';
import { readMetadata } from '@reader/schema/read-metadata';
import type { TraceReading } from '@reader/trace-reading';
import { countEvents } from './count-events';

export interface OpenedLeaf {
  reading: TraceReading;
  files: StreamFile[];
  close(): void;
}

/** Opens a leaf as a fresh process would: metadata, indexes, packet table. */
export function openBenchLeaf(leaf: string): OpenedLeaf {
  const open = new OpenFiles();
  const files = readdirSync(leaf)
    .filter((name) => name !== 'metadata' && statSync(join(leaf, name)).isFile())
    .map((name) => ({ at: join(leaf, name), path: name, sizeBytes: statSync(join(leaf, name)).size }));
  const streams = files.map((file) => ({
    name: file.path,
    bytes: open.bytesOf(file),
    index: readFileSync(join(leaf, 'index', `${file.path}.idx`)),
  }));
  const source = { path: 'bench', metadata: readFileSync(join(leaf, 'metadata')), streams };
  return { reading: openLeaves([source], readMetadata), files, close: () => open.close() };
}

export interface Times {
  /** Of all threads. */
  cpuMs: number;
  wallMs: number;
  events: number;
}

/** @param threads 0: only counts, on this thread */
export async function timePass(leaf: string, threads: number, options: PassOptions = {}): Promise<Times> {
  const before = process.cpuUsage();
  const began = performance.now();
  const { reading, files, close } = openBenchLeaf(leaf);
  const counts =
    threads === 0
      ? countEvents(reading).eventCounts
      : (await analyseOnThreads(reading, files, {}, { ...options, threads })).eventCounts;
  const wallMs = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  close();
  return { cpuMs: (user + system) / 1000, wallMs, events: counts.reduce((sum, count) => sum + count, 0) };
}
