import { analyse } from '@reader/analysis/analyse';
import type { Checkpoint } from '@reader/analysis/checkpoint/checkpoint';
import type { PassOptions } from '@reader/analysis/pass';
import { analyseOnThread } from '@reader/compiled/compiled-pass';
import type { PictureRequest, ReadPicture } from '@reader/picture/picture';
import type { AnalysisRequest, TraceReading } from '@reader/trace-reading';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstDifference } from '../../../setup/first-difference';
import { BEGIN, call, END, kernel, kernelEvent, openWritten, streamOf, userspace } from './random-traces';

type Wish = Omit<PictureRequest, 'onPicture'>;

async function pictureBy(
  analyseRange: typeof analyse,
  reading: TraceReading,
  request: AnalysisRequest,
  wish: Wish,
  options: PassOptions,
): Promise<ReadPicture> {
  const pictures: ReadPicture[] = [];
  await analyseRange(reading, request, { ...options, picture: { ...wish, onPicture: (one) => pictures.push(one) } });
  expect(pictures).toHaveLength(1);
  return pictures[0] as ReadPicture;
}

it('random traces have the same picture by the compiled core, in any windows and from any checkpoint', async () => {
  let [spans, checkpoints] = [0, 0];
  const range = fc.tuple(fc.integer({ min: 0, max: END - BEGIN - 2 }), fc.integer({ min: 1, max: END - BEGIN + 5 }));
  await fc.assert(
    fc.asyncProperty(
      streamOf(call),
      streamOf(kernelEvent),
      fc.integer({ min: 1, max: 1500 }),
      range,
      fc.constantFrom(1, 9, 60, 1000),
      fc.constantFrom<Partial<Wish>>({}, { threads: ({ tid }) => tid !== 12 }, { lastNsOf: ({ tid }) => 60 * tid }),
      async (calls, kernelEvents, windowBytes, [fromNs, lengthNs], columns, rest) => {
        const reading = openWritten([
          { schema: userspace, packets: calls },
          { schema: kernel, packets: kernelEvents },
        ]);
        const request = { range: { fromNs, toNs: fromNs + lengthNs } };
        const wish = { columns, ...rest };
        const expected = await pictureBy(analyse, reading, request, wish, {});
        spans += expected.spans.value.length;
        const found: Checkpoint[] = [];
        await analyseOnThread(reading, {}, { windowBytes, onCheckpoint: (one) => found.push(one) });
        const checkpoint = found.findLast(({ atNs }) => atNs <= fromNs);
        if (checkpoint) checkpoints++;
        const ways: PassOptions[] = [{}, { windowBytes }, ...(checkpoint ? [{ windowBytes, checkpoint }] : [])];
        for (const options of ways) {
          const picture = await pictureBy(analyseOnThread, reading, request, wish, options);
          expect(firstDifference(picture, expected)).toBeNull();
        }
      },
    ),
    { numRuns: 150 },
  );
  expect(spans).toBeGreaterThan(1000);
  expect(checkpoints).toBeGreaterThan(0);
});

it('the bounds of a picture are the same by both', async () => {
  await fc.assert(
    fc.asyncProperty(
      streamOf(call),
      streamOf(kernelEvent),
      fc.integer({ min: 0, max: 8 }),
      fc.integer({ min: 0, max: 30 }),
      async (calls, kernelEvents, mostLanes, mostSpans) => {
        const reading = openWritten([
          { schema: userspace, packets: calls },
          { schema: kernel, packets: kernelEvents },
        ]);
        const wish = { columns: 300, mostLanes, mostSpans };
        const expected = await pictureBy(analyse, reading, {}, wish, {});
        expect(firstDifference(await pictureBy(analyseOnThread, reading, {}, wish, {}), expected)).toBeNull();
      },
    ),
    { numRuns: 50 },
  );
});

it('columns with more functions than are told apart are the same by both', async () => {
  const functions = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 60, maxLength: 120 });
  await fc.assert(
    fc.asyncProperty(functions, fc.constantFrom(1, 3, 40), async (addresses, columns) => {
      const events = addresses.flatMap((address, index) =>
        [0, 1].map((id) => ({
          id,
          at: BEGIN + 8 * index + id * (1 + (address % 7)),
          context: [10, 11, 't11', 7],
          payload: [BigInt(address), 0],
        })),
      );
      const packets = [{ begin: BEGIN, end: END, events, discarded: 0 }];
      const reading = openWritten([{ schema: userspace, packets }]);
      const expected = await pictureBy(analyse, reading, {}, { columns }, {});
      expect(firstDifference(await pictureBy(analyseOnThread, reading, {}, { columns }, {}), expected)).toBeNull();
    }),
    { numRuns: 50 },
  );
});
