import { type LaneKind, PICTURE_STATES } from '@shared/trace-view/picture';
import { spanAt } from '../picture/picture-lanes';
import { lossesOf } from '../rows/paint-ground';
import { shapeOf } from '../rows/row-ink';
import { type LaneBox, laneBoxes } from '../rows/row-measures';
import { shownName } from '../text/shown-name';
import { markGroups } from './plot-marks';
import type { PlotHit, PlotMark, PlotRow, PlotScene, PlotSpan } from './plot-scene';
import { rowAt } from './visible-bands';

/** CSS pixels around what is meant. */
const SLACK = { span: 2, lane: 2, mark: 6, loss: 1 } as const;
/** CSS pixels from the top of a row in which a diamond is meant, and not its line. */
const MARK_HEIGHT = 16;

/** Finds what is at a point of the plot, in CSS pixels. Null outside of every row. */
export function hitTest(scene: PlotScene, x: number, y: number): PlotHit | null {
  const row = rowAt(scene.rows, y);
  if (row === null || x < 0 || x > scene.width) return null;
  const nsPerPixel = (scene.view.toNs - scene.view.fromNs) / scene.width;
  const atNs = scene.view.fromNs + x * nsPerPixel;
  const place = { row: row.row, atNs };
  const marks = markAt(scene, row, x, y);
  if (marks !== null) return { ...place, kind: 'mark', marks };
  const box = laneAt(row, y - row.y);
  const hit = box === null ? null : spanHit(scene, row, box, atNs, SLACK.span * nsPerPixel);
  if (hit !== null) return hit;
  const loss = lossesOf(row, scene.losses).find(
    ({ fromNs, toNs }) => fromNs - SLACK.loss * nsPerPixel <= atNs && atNs <= toNs + SLACK.loss * nsPerPixel,
  );
  return loss === undefined ? { ...place, kind: 'row' } : { ...place, kind: 'loss', loss };
}

/** The lane at a height of a row, or next to it. */
function laneAt(row: PlotRow, y: number): LaneBox | null {
  const boxes = laneBoxes(shapeOf(row));
  const distance = ({ top, height }: LaneBox): number => Math.max(top - y, y - (top + height), 0);
  const nearest = boxes.reduce<LaneBox | null>(
    (best, box) => (best === null || distance(box) < distance(best) ? box : best),
    null,
  );
  return nearest !== null && distance(nearest) <= SLACK.lane ? nearest : null;
}

function markAt(scene: PlotScene, row: PlotRow, x: number, y: number): readonly PlotMark[] | null {
  if (y - row.y > MARK_HEIGHT) return null;
  const marks = scene.marks.get(row.lanesOf);
  if (marks === undefined) return null;
  const groups = markGroups(marks, scene.view, scene.width);
  return groups.find((group) => Math.abs(group.x - x) <= SLACK.mark)?.marks ?? null;
}

function spanHit(scene: PlotScene, row: PlotRow, box: LaneBox, atNs: number, slackNs: number): PlotHit | null {
  const { picture } = scene;
  if (picture === null) return null;
  const laneRow = box.kind === 'cpu' ? (row.cpus[box.depth]?.row ?? row.row) : row.lanesOf;
  const depth = box.kind === 'call' ? box.depth : 0;
  const span = spanAt(picture, { row: laneRow, kind: box.kind, depth }, atNs, slackNs);
  if (span === null) return null;
  return HITS[box.kind]({
    picture,
    place: { row: laneRow, atNs },
    span,
    depth,
    value: picture.spans.value[span.index] ?? 0,
  });
}

interface FoundSpan {
  picture: NonNullable<PlotScene['picture']>;
  place: { row: number; atNs: number };
  span: PlotSpan;
  depth: number;
  value: number;
}

/** Names what the value of a span means, by the kind of its lane. */
const HITS = {
  call: ({ picture, place, span, depth, value }) => {
    const called = picture.functions[value];
    if (called === undefined) return null;
    return { ...place, kind: 'call', depth, name: shownName(called.name), function: called.key, span };
  },
  syscall: ({ picture, place, span, value }) => {
    const name = picture.syscalls[value];
    return name === undefined ? null : { ...place, kind: 'syscall', name: shownName(name), span };
  },
  state: ({ place, span, value }) => {
    const state = PICTURE_STATES[value];
    return state === undefined ? null : { ...place, kind: 'state', state, span };
  },
  cpu: ({ place, span, value }) => ({ ...place, kind: 'cpu', thread: value, span }),
} as const satisfies Record<LaneKind, (found: FoundSpan) => PlotHit | null>;
