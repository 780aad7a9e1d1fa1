import { describe, expect, it } from 'vitest';
import { placeInTrace, rowsInTrace } from '../../../../src/renderer/models/trace-view/fitting-place';
import { type TracePlace, WHOLE_PLACE } from '../../../../src/shared/trace-view/trace-place';

const place = (change: Partial<TracePlace>): TracePlace => ({ ...WHOLE_PLACE, ...change });

describe('a place from a link', () => {
  it('stays as it is inside of the trace', () => {
    for (const range of [null, { fromNs: 0, toNs: 1_000 }, { fromNs: 10, toNs: 20 }])
      expect(placeInTrace(place({ range }), 1_000)).toEqual({ place: place({ range }), misfit: null });
  });
  it('is cut at the end of the trace', () => {
    const range = { fromNs: 900, toNs: 1_100 };
    const { place: inside, misfit } = placeInTrace(place({ range, filter: 'a' }), 1_000);
    expect(inside).toEqual(place({ range: { fromNs: 900, toNs: 1_000 }, filter: 'a' }));
    expect(misfit).toEqual({ kind: 'range', range, isOutside: false });
  });
  it('is the whole trace where its range is behind the end, empty or backward', () => {
    for (const range of [
      { fromNs: 1_000, toNs: 2_000 },
      { fromNs: 5, toNs: 5 },
      { fromNs: 9, toNs: 3 },
    ])
      expect(placeInTrace(place({ range }), 1_000)).toMatchObject({
        place: { range: null },
        misfit: { kind: 'range', isOutside: true },
      });
  });
  it('loses the rows that the trace does not have, and what is selected in them', () => {
    const asked = place({ rows: [1, 7, 9], call: { row: 7, depth: 0, atNs: 1 }, mark: { row: 2, atNs: 1 } });
    const { place: known, misfit } = rowsInTrace(asked, 5);
    expect(known).toEqual(place({ rows: [1], mark: { row: 2, atNs: 1 } }));
    expect(misfit).toEqual({ kind: 'rows', rows: 3 });
    expect(rowsInTrace(known, 5)).toEqual({ place: known, misfit: null });
  });
});
