import { join } from 'node:path';
import { isCompilable } from '@reader/compiled/compiled-scan';
import { CompiledWindows } from '@reader/compiled/compiled-windows';
import { openLeaves } from '@reader/open-trace';
import { buildScanPlan } from '@reader/scan/plan/build-plan';
import { WindowScanner } from '@reader/scan/window-scanner';
import { cutWindows } from '@reader/scan/windows';
import { readMetadata } from '@reader/schema/read-metadata';
import type { TraceReading } from '@reader/trace-reading';
import { describe, expect, it } from 'vitest';
import { firstDifference } from '../../../setup/first-difference';
import { leavesBelow, openedLeaf, readLeaf } from '../../../setup/leaf-folders';
import { unpackedRecording } from '../../../setup/sample-recording';
import { describeWithTraces } from '../../../setup/shared-traces';

const KIB = 1024;
const BINS = 100;

/** Compares both scans on all windows of two sizes. @returns the number of records; null if the core does not read the trace */
function compareScans(reading: TraceReading): number | null {
  const plan = buildScanPlan(reading);
  if (!isCompilable(plan)) return null;
  const bins = { fromNs: 0, widthNs: Math.max(1, Math.ceil(reading.span.lengthNs / BINS)), count: BINS };
  const plain = new WindowScanner(reading, plan, bins);
  const compiled = new CompiledWindows(reading, plan, bins);
  let records = 0;
  for (const windowBytes of [64 * KIB, 8192 * KIB]) {
    // The first tenth is not counted, as before a range.
    const fromNs = Math.floor(reading.span.lengthNs / 10);
    const request = { startNs: 0, fromNs, toNs: Number.POSITIVE_INFINITY, windowBytes, cutsNs: [] };
    for (const window of cutWindows(plan.packets, request)) {
      const expected = plain.scan(window);
      expect(firstDifference(compiled.scan(window), expected)).toBeNull();
      records += expected.records.count;
    }
  }
  return records;
}

describe('the compiled scan', () => {
  const folder = unpackedRecording();

  it.each(leavesBelow(folder))('yields what the scan in TypeScript yields of our recording %s', (leaf) => {
    expect(compareScans(openLeaves([readLeaf(join(folder, leaf))], readMetadata))).not.toBeNull();
  });
});

describeWithTraces('the compiled scan', ['babeltrace', 'ctf-testsuite', 'tracecompass'], (folder) => {
  it.each(leavesBelow(folder))('yields what the scan in TypeScript yields of %s', (leaf) => {
    const reading = openedLeaf(join(folder, leaf));
    if (reading) compareScans(reading);
  });
});
