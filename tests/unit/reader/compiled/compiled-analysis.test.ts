import { join } from 'node:path';
import { analyse } from '@reader/analysis/analyse';
import type { Checkpoint } from '@reader/analysis/checkpoint/checkpoint';
import { analyseOnThread } from '@reader/compiled/compiled-pass';
import { isCompilable } from '@reader/compiled/compiled-scan';
import { openLeaves } from '@reader/open-trace';
import type { ReadPicture } from '@reader/picture/picture';
import { buildScanPlan } from '@reader/scan/plan/build-plan';
import { readMetadata } from '@reader/schema/read-metadata';
import type { AnalysisRequest, TraceReading } from '@reader/trace-reading';
import { describe, expect, it } from 'vitest';
import { firstDifference } from '../../../setup/first-difference';
import { leavesBelow, openedLeaf, readLeaf } from '../../../setup/leaf-folders';
import { unpackedRecording } from '../../../setup/sample-recording';
import { describeWithTraces } from '../../../setup/shared-traces';

const KIB = 1024;
const COLUMNS = 700;

/** Compares analysis and picture of the whole trace, its middle, and some of its threads, with windows of two sizes. */
async function compareAnalyses(reading: TraceReading): Promise<void> {
  if (!isCompilable(buildScanPlan(reading))) return;
  const { lengthNs } = reading.span;
  const middle = { fromNs: Math.floor(lengthNs / 3), toNs: Math.floor((2 * lengthNs) / 3) };
  const requests: AnalysisRequest[] = [{}, { range: middle }, { threads: ({ tid }) => tid % 2 === 0 }];
  for (const request of requests) {
    const pictures: ReadPicture[] = [];
    const picture = { columns: COLUMNS, mostLanes: 65_536, onPicture: (one: ReadPicture) => pictures.push(one) };
    const expected = await analyse(reading, request, { picture });
    for (const windowBytes of [128 * KIB, 8192 * KIB]) {
      const found = await analyseOnThread(reading, request, { windowBytes, picture });
      expect(firstDifference(found, expected), JSON.stringify({ request, windowBytes })).toBeNull();
    }
    expect(pictures).toHaveLength(3);
    for (const one of pictures) expect(firstDifference(one, pictures[0])).toBeNull();
  }
}

/** Compares the checkpoints, and a range from each of them with the same range from the trace's begin. */
async function compareCheckpoints(reading: TraceReading, windowBytes: number): Promise<number> {
  if (!isCompilable(buildScanPlan(reading))) return 0;
  const expected: Checkpoint[] = [];
  const found: Checkpoint[] = [];
  await analyse(reading, {}, { windowBytes, onCheckpoint: (one) => expected.push(one) });
  await analyseOnThread(reading, {}, { windowBytes, onCheckpoint: (one) => found.push(one) });
  expect(found).toEqual(expected);
  for (const checkpoint of found) {
    for (const afterNs of [0, 1_000_000]) {
      const fromNs = checkpoint.atNs + afterNs;
      const request = { range: { fromNs, toNs: fromNs + 50_000_000 } };
      const fromBegin = await analyseOnThread(reading, request);
      expect(firstDifference(await analyseOnThread(reading, request, { checkpoint }), fromBegin)).toBeNull();
      expect(firstDifference(await analyse(reading, request, { checkpoint }), fromBegin)).toBeNull();
    }
  }
  return found.length;
}

describe('the compiled analysis', () => {
  const folder = unpackedRecording();

  it('answers as the analysis in TypeScript does about our recording', async () => {
    const leaves = leavesBelow(folder).map((leaf) => readLeaf(join(folder, leaf)));
    await compareAnalyses(openLeaves(leaves, readMetadata));
  });

  it('writes the checkpoints of the analysis in TypeScript, and continues from each with the same answer', async () => {
    const leaves = leavesBelow(folder).map((leaf) => readLeaf(join(folder, leaf)));
    expect(await compareCheckpoints(openLeaves(leaves, readMetadata), 500 * KIB)).toBeGreaterThan(0);
  });

  it('refuses a checkpoint of another trace', async () => {
    const leaves = leavesBelow(folder).map((leaf) => readLeaf(join(folder, leaf)));
    const reading = openLeaves(leaves, readMetadata);
    const checkpoints: Checkpoint[] = [];
    await analyseOnThread(reading, {}, { windowBytes: 500 * KIB, onCheckpoint: (one) => checkpoints.push(one) });
    const [checkpoint] = checkpoints;
    if (!checkpoint) throw new Error('there is no checkpoint');
    const syscall = checkpoint.threads.syscall.map(() => reading.eventClasses.length);
    const foreign = { ...checkpoint, threads: { ...checkpoint.threads, syscall } };
    await expect(analyseOnThread(reading, {}, { checkpoint: foreign })).rejects.toThrow(RangeError);
  });
});

describeWithTraces('the compiled analysis', ['babeltrace', 'ctf-testsuite', 'tracecompass'], (folder) => {
  it.each(leavesBelow(folder))('answers as the analysis in TypeScript does about %s', async (leaf) => {
    const reading = openedLeaf(join(folder, leaf));
    if (reading) await compareAnalyses(reading);
  });

  it.each(leavesBelow(folder))('writes and restores the same checkpoints of %s', async (leaf) => {
    const reading = openedLeaf(join(folder, leaf));
    if (reading) await compareCheckpoints(reading, 64 * KIB);
  });
});
