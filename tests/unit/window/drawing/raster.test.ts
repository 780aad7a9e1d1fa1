import { describe, expect, it } from 'vitest';
import { functionColour } from '../../../../src/renderer/views/trace/drawing/theme/function-colour';
import { SPAN_ENDS } from '../../../../src/shared/trace-view/picture';
import { testPicture } from './setup/test-picture';
import { painted, testRow, testScene } from './setup/test-scene';

/** Lines of an open row: states 4–12, system calls 15–28, calls from 31 on, 16 a level. */
const [STATES, SYSCALLS, CALLS] = [5, 20, 35] as const;

describe('states of a thread', () => {
  const picture = testPicture([
    {
      row: 0,
      kind: 'state',
      spans: [
        [0, 20, 'running'],
        [20, 40, 'waiting-to-run'],
        [40, 60, 'blocked-on-disk'],
        [60, 70, 'unknown'],
        [70, 72, 'waiting-to-run'],
      ],
    },
  ]);
  const { at, palette } = painted(testScene(picture, [testRow()]));
  it('are solid, a diagonal hatch and a flat line', () => {
    expect(at(10, 4)).toBe(palette.running);
    expect(at(10, 11)).toBe(palette.running);
    expect(at(50, 4)).toBe(palette.blocked);
    expect([at(50, 7), at(50, 8)]).toEqual([palette.blockedLine, palette.blockedLine]);
    expect(at(25, 5)).toBe(at(24, 6));
    expect(new Set([at(24, 5), at(25, 5), at(26, 5), at(27, 5)]).size).toBeGreaterThan(1);
  });
  it('leave out what is not known', () => expect(at(65, STATES)).toBe(palette.view));
  it('lose their pattern below three pixels, and keep their colour', () => {
    expect([at(70, 4), at(71, 4), at(70, 11)]).toEqual([palette.waiting, palette.waiting, palette.waiting]);
  });
});

describe('calls', () => {
  const tone = functionColour('work');
  it('have an edge, a gap to the next call, and washed parts where the thread did not run', () => {
    const picture = testPicture([
      {
        row: 0,
        kind: 'state',
        spans: [
          [0, 30, 'running'],
          [30, 50, 'sleeping'],
          [50, 100, 'running'],
        ],
      },
      {
        row: 0,
        kind: 'call',
        spans: [
          [10, 60, 'work'],
          [60, 90, 'work'],
        ],
      },
    ]);
    const { at, palette } = painted(testScene(picture, [testRow()]));
    expect([at(10, CALLS), at(11, CALLS)]).toEqual([palette.edges[tone], palette.edges[tone]]);
    expect(at(20, CALLS)).toBe(palette.calls.at(-8 + tone));
    expect(at(40, CALLS)).toBe(palette.washed.at(-8 + tone));
    expect(at(55, CALLS)).toBe(palette.calls.at(-8 + tone));
    expect(at(59, CALLS)).toBe(palette.view);
    expect(at(60, CALLS)).toBe(palette.edges[tone]);
  });
  it('have an edge of one pixel from four pixels on, and none below', () => {
    const picture = testPicture([
      {
        row: 0,
        kind: 'call',
        spans: [
          [10, 15, 'work'],
          [20, 23, 'work'],
          [23, 26, 'work'],
        ],
      },
    ]);
    const { at, palette } = painted(testScene(picture, [testRow()]));
    expect([at(10, CALLS), at(11, CALLS), at(14, CALLS)]).toEqual([
      palette.edges[tone],
      palette.calls.at(-8 + tone),
      palette.view,
    ]);
    expect([20, 22, 23, 25].map((x) => at(x, CALLS))).toEqual(Array(4).fill(palette.calls.at(-8 + tone)));
  });
  it('are open at an end that was lost', () => {
    const { beginUnknown, endUnknown } = SPAN_ENDS;
    const picture = testPicture([
      {
        row: 0,
        kind: 'call',
        spans: [
          [10, 30, 'work', 0, endUnknown],
          [40, 60, 'work', 0, beginUnknown],
        ],
      },
    ]);
    const { at, palette } = painted(testScene(picture, [testRow()]));
    expect(at(29, CALLS)).toBe(palette.calls.at(-8 + tone));
    expect(at(40, CALLS)).toBe(palette.calls.at(-8 + tone));
  });
  it('share a pixel by the longest time in it', () => {
    const picture = testPicture(
      [
        {
          row: 0,
          kind: 'call',
          spans: [
            [100, 130, 'work'],
            [130, 190, 'db_query'],
            [190, 195, 'work'],
          ],
        },
      ],
      { fromNs: 0, toNs: 10_000 },
    );
    const { at, palette } = painted(testScene(picture, [testRow()], { view: { fromNs: 0, toNs: 10_000 } }));
    const drawn = at(1, CALLS);
    const fills = Array.from({ length: 16 }, (_, step) => palette.calls[step * 8 + functionColour('db_query')]);
    expect(fills).toContain(drawn);
    expect(at(2, CALLS)).toBe(palette.view);
  });
  it('of the selected function have a line at their foot, but not the selected call', () => {
    const picture = testPicture([
      {
        row: 0,
        kind: 'call',
        spans: [
          [10, 30, 'work'],
          [40, 60, 'work'],
          [70, 90, 'other'],
        ],
      },
    ]);
    const selected = { row: 0, depth: 0, atNs: 20 };
    const { at, palette } = painted(testScene(picture, [testRow()], { function: '1:0', selected }));
    expect(at(20, 45)).not.toBe(palette.accent);
    expect([at(50, 43), at(50, 44), at(50, 45)].map((pixel) => pixel === palette.accent)).toEqual([false, true, true]);
    expect(at(80, 45)).not.toBe(palette.accent);
  });
  it('are stretched while the view moves on before the next picture', () => {
    const picture = testPicture([{ row: 0, kind: 'call', spans: [[40, 60, 'work']] }]);
    const { at, palette } = painted(testScene(picture, [testRow()], { view: { fromNs: 40, toNs: 60 } }));
    expect(at(50, CALLS)).toBe(palette.calls.at(-8 + tone));
    expect(at(0, CALLS)).toBe(palette.edges[tone]);
  });
});

describe('calls that stand for several', () => {
  const tone = functionColour('work');
  const fill = (share: number) => {
    const picture = testPicture([{ row: 0, kind: 'call', spans: [[10, 30, 'work', share]] }]);
    return painted(testScene(picture, [testRow()]));
  };
  it('have neither edge nor gap, because the ends of each are not known', () => {
    const { at, palette, texts } = fill(255);
    expect([10, 20, 29].map((x) => at(x, CALLS))).toEqual(Array(3).fill(palette.calls.at(-8 + tone)));
    expect(texts).toEqual([]);
  });
  it('are paler the less of their time is covered, and never less than half opaque', () => {
    const { at, palette } = fill(1);
    expect(at(20, CALLS)).toBe(palette.calls[tone]);
    expect(palette.calls[tone]).not.toBe(palette.view);
    expect(fill(128).at(20, CALLS)).toBe(palette.calls[8 * 8 + tone]);
  });
});

describe('system calls', () => {
  it('are a line below three pixels, and a ground that begins with a line above', () => {
    const picture = testPicture([
      {
        row: 0,
        kind: 'syscall',
        spans: [
          [10, 12, 'read'],
          [20, 60, 'futex'],
        ],
      },
    ]);
    const { at, palette, texts } = painted(testScene(picture, [testRow()]));
    expect([at(10, SYSCALLS), at(11, SYSCALLS)]).toEqual([palette.lineStrong, palette.view]);
    expect([at(20, SYSCALLS), at(30, SYSCALLS), at(59, SYSCALLS)]).toEqual([
      palette.lineStrong,
      palette.call,
      palette.view,
    ]);
    expect(texts.map(({ text }) => text)).toEqual(['futex']);
  });
});

describe('losses', () => {
  const loss = { domain: 'userspace' as const, cpu: 0, fromNs: 40, toNs: 60, events: 5, packets: 0 };
  it('lie behind what is known, and are at least two pixels wide', () => {
    const picture = testPicture([{ row: 0, kind: 'state', spans: [[0, 100, 'running']] }]);
    const { at, palette } = painted(
      testScene(picture, [testRow()], { losses: [loss, { ...loss, fromNs: 80, toNs: 80 }] }),
    );
    expect(at(50, STATES)).toBe(palette.running);
    expect([at(40, 50), at(59, 50)]).toEqual([palette.loss, palette.loss]);
    expect([...palette.hatches.loss]).toContain(at(50, 50));
    expect([at(80, 50), at(81, 50), at(82, 50)]).toEqual([palette.loss, palette.loss, palette.view]);
  });
  it('keep their pattern beside calls', () => {
    const picture = testPicture([{ row: 0, kind: 'call', spans: [[42, 50, 'work']] }]);
    const { at, palette } = painted(testScene(picture, [testRow()], { losses: [loss] }));
    for (const y of [31, 38, 45]) {
      expect(at(55, y)).toBe(palette.hatches.loss[(55 + y) % palette.hatches.loss.length]);
      expect(at(46, y)).toBe(palette.calls.at(-8 + functionColour('work')));
    }
  });
  it('of the kernel are in the rows of their CPUs alone', () => {
    const cpus = [{ row: 8, number: 0 }];
    const row = testRow({ kind: 'cpus', cpus, height: 24 });
    const kernel = { ...loss, domain: 'kernel' as const };
    expect(painted(testScene(null, [row], { losses: [loss, { ...kernel, cpu: 1 }] })).at(40, 15)).toBe(
      painted(testScene(null, [row])).at(40, 15),
    );
    const { at, palette } = painted(testScene(null, [row], { losses: [kernel] }));
    expect(at(40, 15)).toBe(palette.loss);
  });
});

describe('other rows', () => {
  it('draw the CPUs as lanes of four pixels', () => {
    const picture = testPicture([{ row: 9, kind: 'cpu', spans: [[20, 60, 3]] }]);
    const cpus = [
      { row: 8, number: 0 },
      { row: 9, number: 1 },
    ];
    const { at, palette } = painted(testScene(picture, [testRow({ kind: 'cpus', cpus })]));
    expect([at(30, 2), at(30, 7), at(70, 7)]).toEqual([palette.blocked, palette.cpuBusy, palette.blocked]);
  });
  it('draw running threads as an area, and nothing where it is not known', () => {
    const values = new Float32Array(100).fill(2, 0, 50).fill(Number.NaN, 50);
    const picture = { ...testPicture([]), curves: [{ row: 0, kind: 'running-threads' as const, values }] };
    const { at, palette } = painted(testScene(picture, [testRow({ kind: 'container', threads: 4 })]));
    expect([at(10, 11), at(10, 12), at(10, 19), at(60, 19)]).toEqual([
      palette.raised,
      palette.runningArea,
      palette.runningArea,
      palette.raised,
    ]);
  });
  it('draw a counter from its least to its greatest value in sight', () => {
    const values = Float32Array.from({ length: 100 }, (_, at) => (at < 50 ? 10 : 20));
    const picture = { ...testPicture([]), curves: [{ row: 0, kind: 'memory' as const, values }] };
    const { at, palette } = painted(testScene(picture, [testRow({ kind: 'process' })]));
    expect([at(80, 20), at(20, 20), at(20, 29)]).toEqual([palette.curveBack, palette.view, palette.curveBack]);
    // The line has smooth edges: no pixel of it needs to have its full colour.
    expect([palette.view, palette.curveBack]).not.toContain(at(80, 4));
    expect([palette.view, palette.curveBack]).not.toContain(at(50, 15));
  });
  it('are divided from the first pinned row by a line', () => {
    const pinned = (row: number, y: number) => testRow({ row, kind: 'container', y, height: 20, isPinned: true });
    const { at, palette } = painted(testScene(null, [testRow(), pinned(1, 60), pinned(2, 80)]));
    expect([at(10, 59), at(10, 60), at(10, 61), at(10, 80)]).toEqual([
      palette.view,
      palette.lineStrong,
      palette.raised,
      palette.raised,
    ]);
  });
  it('are covered by rows that are drawn later', () => {
    const picture = testPicture([{ row: 0, kind: 'state', spans: [[0, 100, 'running']] }]);
    const sticky = testRow({ row: 1, kind: 'container', y: 0, callLevels: 0 });
    const { at, palette } = painted(testScene(picture, [testRow({ y: -2 }), sticky]));
    expect(at(10, 5)).toBe(palette.raised);
    expect(at(10, 70)).toBe(palette.view);
  });
});

describe('other pixel ratios', () => {
  it('draw in device pixels', () => {
    const picture = testPicture([{ row: 0, kind: 'call', spans: [[10, 60, 'work']] }]);
    const { at, palette } = painted(testScene(picture, [testRow()], { pixelRatio: 2 }));
    const tone = functionColour('work');
    expect([20, 23, 24].map((x) => at(x, 2 * CALLS))).toEqual([
      palette.edges[tone],
      palette.edges[tone],
      palette.calls.at(-8 + tone),
    ]);
    expect([117, 118, 119].map((x) => at(x, 2 * CALLS))).toEqual([
      palette.calls.at(-8 + tone),
      palette.view,
      palette.view,
    ]);
  });
  it('accept ratios that are no whole numbers', () => {
    const picture = testPicture([{ row: 0, kind: 'state', spans: [[0, 100, 'waiting-to-run']] }]);
    for (const pixelRatio of [0.5, 1.25, 1.5, 1.7]) {
      const { at } = painted(testScene(picture, [testRow()], { pixelRatio }));
      expect(at(0, Math.round(5 * pixelRatio))).not.toBe(0);
    }
  });
});
