import { Analyser } from '@reader/analysis/analyser';
import type { Analysis } from '@reader/analysis/analysis';
import { passOf } from '@reader/analysis/pass';
import type { SpanEnd } from '@reader/analysis/spans/span-sink';
import type { AnalysedThread } from '@reader/analysis/threads/analysed-thread';
import { followSpans, type SpanFollower } from '@reader/compiled/follow-spans';
import { buildScanPlan } from '@reader/scan/plan/build-plan';
import { WindowScanner } from '@reader/scan/window-scanner';
import type { TraceReading } from '@reader/trace-reading';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstDifference } from '../../../setup/first-difference';
import { call, kernel, kernelEvent, openWritten, streamOf, userspace } from './random-traces';

/** Writes down all spans. */
class Spans implements SpanFollower {
  readonly lines: string[] = [];

  constructor(private readonly most = Number.POSITIVE_INFINITY) {}

  get isDone(): boolean {
    return this.lines.length >= this.most;
  }

  begin(): void {
    this.lines.push('begin');
  }

  addCall(thread: AnalysedThread, ...span: [number, number, number, number, SpanEnd, number]): void {
    this.lines.push(`call ${thread.tid} ${span.join(' ')}`);
  }

  addSyscall(thread: AnalysedThread, ...span: [number, number, number, SpanEnd]): void {
    this.lines.push(`syscall ${thread.tid} ${span.join(' ')}`);
  }

  addState(thread: AnalysedThread, ...span: [number, number, number, SpanEnd, number]): void {
    this.lines.push(`state ${thread.tid} ${thread.cpu} ${span.join(' ')}`);
  }
}

/** The spans by the scan in TypeScript. */
function referenceSpans(reading: TraceReading, windowBytes: number): { lines: string[]; analysis: Analysis } {
  const plan = buildScanPlan(reading);
  const { windows, request } = passOf(reading, plan, {}, { windowBytes });
  const spans = new Spans();
  spans.begin();
  const scanner = new WindowScanner(reading, plan, request.bins);
  const analyser = new Analyser(reading, request, spans);
  for (const window of windows) analyser.consume(window, scanner.scan(window));
  return { analysis: analyser.finish(), lines: spans.lines };
}

it('random traces have the same spans by the compiled scan, until the follower is done', async () => {
  let spans = 0;
  await fc.assert(
    fc.asyncProperty(
      streamOf(call),
      streamOf(kernelEvent),
      fc.integer({ min: 1, max: 1500 }),
      async (calls, kernelEvents, windowBytes) => {
        const reading = openWritten([
          { schema: userspace, packets: calls },
          { schema: kernel, packets: kernelEvents },
        ]);
        const { analysis, lines } = referenceSpans(reading, windowBytes);
        spans += lines.length;
        const all = new Spans();
        const found = await followSpans(reading, {}, all, { windowBytes });
        expect(firstDifference(found, analysis)).toBeNull();
        expect(all.lines).toEqual(lines);
        const some = new Spans(2);
        if ((await followSpans(reading, {}, some, { windowBytes })) === null)
          expect(some.lines).toEqual(lines.slice(0, some.lines.length));
        else expect(some.lines).toEqual(lines);
      },
    ),
    { numRuns: 100 },
  );
  expect(spans).toBeGreaterThan(1000);
});
