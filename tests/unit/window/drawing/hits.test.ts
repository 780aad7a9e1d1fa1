import { describe, expect, it } from 'vitest';
import { neighbourOf, spanAt } from '../../../../src/renderer/views/trace/drawing/picture/picture-lanes';
import { hitTest } from '../../../../src/renderer/views/trace/drawing/plot/plot-hits';
import { testPicture } from './setup/test-picture';
import { testRow, testScene } from './setup/test-scene';

const picture = testPicture([
  {
    row: 4,
    kind: 'state',
    spans: [
      [0, 50, 'running'],
      [50, 100, 'sleeping'],
    ],
  },
  { row: 4, kind: 'syscall', spans: [[20, 40, 'futex\u202e']] },
  { row: 4, kind: 'call', spans: [[10, 90, 'outer']] },
  {
    row: 4,
    kind: 'call',
    depth: 1,
    spans: [
      [20, 30, 'inner'],
      [30, 31, 'short', 128],
      [60, 70, 'inner'],
    ],
  },
  { row: 9, kind: 'cpu', spans: [[0, 50, 4]] },
]);
const loss = { domain: 'userspace' as const, cpu: 0, fromNs: 80, toNs: 84, events: 5, packets: 0 };
const rows = [testRow({ row: 4 }), testRow({ row: 8, kind: 'cpus', y: 83, height: 25, cpus: [{ row: 9, number: 0 }] })];
const scene = testScene(picture, rows, {
  losses: [loss],
  marks: new Map([
    [
      4,
      [
        { row: 4, atNs: 55, name: 'a', count: 1 },
        { row: 4, atNs: 58, name: 'b', count: 1 },
      ],
    ],
  ]),
});

describe('what is at a point', () => {
  it('is a call of the level below the pointer, with its exact times', () => {
    expect(hitTest(scene, 50, 35)).toMatchObject({
      kind: 'call',
      row: 4,
      depth: 0,
      name: 'outer',
      function: '1:0',
      atNs: 50,
    });
    expect(hitTest(scene, 25, 50)).toMatchObject({
      kind: 'call',
      depth: 1,
      name: 'inner',
      span: { beginNs: 20, endNs: 30, isMerged: false },
    });
  });
  it('says when it stands for several calls', () => {
    expect(hitTest(scene, 30.5, 50)).toMatchObject({ name: 'short', span: { isMerged: true } });
  });
  it('forgives two pixels beside a call', () => {
    expect(hitTest(scene, 72, 50)).toMatchObject({ kind: 'call', name: 'inner' });
    expect(hitTest(scene, 73, 50)).toMatchObject({ kind: 'row' });
  });
  it('is a state, a system call or a CPU', () => {
    expect(hitTest(scene, 75, 6)).toMatchObject({ kind: 'state', state: 'sleeping', row: 4 });
    expect(hitTest(scene, 30, 20)).toMatchObject({ kind: 'syscall', name: 'futex' });
    expect(hitTest(scene, 30, 86)).toMatchObject({ kind: 'cpu', row: 9, thread: 4 });
  });
  it('is a mark with all marks that are drawn as one', () => {
    expect(hitTest(scene, 56, 6)).toMatchObject({ kind: 'mark', marks: [{ name: 'a' }, { name: 'b' }] });
  });
  it('is a loss where nothing is known, else the row', () => {
    expect(hitTest(scene, 82, 68)).toMatchObject({ kind: 'loss', loss: { events: 5 } });
    expect(hitTest(scene, 5, 68)).toMatchObject({ kind: 'row', row: 4 });
  });
  it('is nothing outside of the rows', () => {
    expect(hitTest(scene, 50, 500)).toBeNull();
    expect(hitTest(scene, -1, 35)).toBeNull();
  });
  it('is the row that covers another one', () => {
    const cover = testRow({ row: 1, kind: 'container', y: 20, callLevels: 0 });
    expect(hitTest({ ...scene, rows: [...rows, cover] }, 50, 35)).toMatchObject({ kind: 'row', row: 1 });
  });
  it('is only the row before the first picture', () => {
    expect(hitTest({ ...scene, picture: null, losses: [], marks: new Map() }, 50, 35)).toMatchObject({ kind: 'row' });
  });
});

describe('spans of a lane', () => {
  const lane = { row: 4, kind: 'call', depth: 1 } as const;
  it('are found by time', () => {
    expect(spanAt(picture, lane, 25)?.beginNs).toBe(20);
    expect(spanAt(picture, lane, 50)).toBeNull();
    expect(spanAt(picture, { ...lane, depth: 7 }, 25)).toBeNull();
  });
  it('have neighbours', () => {
    expect(neighbourOf(picture, lane, 25, 'next')?.beginNs).toBe(30);
    expect(neighbourOf(picture, lane, 45, 'next')?.beginNs).toBe(60);
    expect(neighbourOf(picture, lane, 45, 'previous')?.beginNs).toBe(30);
    expect(neighbourOf(picture, lane, 25, 'previous')).toBeNull();
    expect(neighbourOf(picture, lane, 65, 'next')).toBeNull();
  });
});
