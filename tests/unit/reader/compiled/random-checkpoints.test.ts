import { analyse } from '@reader/analysis/analyse';
import { Analyser } from '@reader/analysis/analyser';
import type { Checkpoint } from '@reader/analysis/checkpoint/checkpoint';
import { passOf } from '@reader/analysis/pass';
import { analyseOnThread, CompiledPass } from '@reader/compiled/compiled-pass';
import { buildScanPlan } from '@reader/scan/plan/build-plan';
import { WindowScanner } from '@reader/scan/window-scanner';
import type { AnalysisRequest, TraceReading } from '@reader/trace-reading';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstDifference } from '../../../setup/first-difference';
import { BEGIN, call, END, kernel, kernelEvent, openWritten, streamOf, userspace } from './random-traces';

/** The checkpoints after all windows but the last, by both analyses. */
function checkpointsOf(reading: TraceReading, windowBytes: number): { expected: Checkpoint[]; found: Checkpoint[] } {
  const plan = buildScanPlan(reading);
  const { windows, request } = passOf(reading, plan, {}, { windowBytes });
  const scanner = new WindowScanner(reading, plan, request.bins);
  const analyser = new Analyser(reading, request);
  const compiled = new CompiledPass(reading, plan, {}, 1, { windowBytes });
  const [slot = 0] = compiled.slots;
  const expected: Checkpoint[] = [];
  const found: Checkpoint[] = [];
  for (const window of windows.slice(0, -1)) {
    analyser.consume(window, scanner.scan(window));
    expected.push(analyser.checkpoint(window.toNs));
    compiled.scan.scan(window, slot);
    compiled.consume(window, slot);
    found.push(compiled.checkpoint(window.toNs));
  }
  return { expected, found };
}

it('random traces have the same checkpoints by both analyses, and the same answer from each as from the begin', async () => {
  let checkpoints = 0;
  await fc.assert(
    fc.asyncProperty(
      streamOf(call),
      streamOf(kernelEvent),
      fc.integer({ min: 1, max: 1500 }),
      fc.tuple(fc.integer({ min: 0, max: END - BEGIN - 2 }), fc.integer({ min: 1, max: END - BEGIN })),
      async (calls, kernelEvents, windowBytes, [beginNs, lengthNs]) => {
        const reading = openWritten([
          { schema: userspace, packets: calls },
          { schema: kernel, packets: kernelEvents },
        ]);
        const { expected, found } = checkpointsOf(reading, windowBytes);
        expect(found).toEqual(expected);
        for (const checkpoint of found) {
          checkpoints++;
          const fromNs = Math.max(checkpoint.atNs, beginNs);
          const request: AnalysisRequest = { range: { fromNs, toNs: fromNs + lengthNs } };
          const fromBegin = await analyse(reading, request);
          for (const analyseRange of [analyse, analyseOnThread])
            expect(
              firstDifference(await analyseRange(reading, request, { checkpoint, windowBytes }), fromBegin),
            ).toBeNull();
        }
      },
    ),
    { numRuns: 100 },
  );
  expect(checkpoints).toBeGreaterThan(60);
});
