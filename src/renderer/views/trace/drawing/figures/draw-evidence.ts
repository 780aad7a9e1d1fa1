import type { Evidence } from '@shared/trace-view/insight';
import { pointTime, shortTime } from '../../../../format/nanoseconds';
import { Brush } from '../canvas/brush';
import { clearedContext } from '../canvas/sized-canvas';
import { densitySteps, greatestOf } from '../overview/density-steps';
import { LabelFitting } from '../text/label-fitting';
import { shownName } from '../text/shown-name';
import { paintDurations } from './draw-durations';
import { paintStateBar } from './draw-states';
import type { FigureScene, FigureTexts } from './figure-scene';

/** CSS pixels. */
const BARS = { most: 4, step: 14.5, top: 3, height: 10, name: 76, beforeValue: 4 } as const;
const STATES = { label: 10, top: 20, height: 12, bracket: 36, bracketHeight: 5, text: 50 } as const;
const FOOT = { line: 17, label: 7 } as const;

type EvidenceOf<K extends Evidence['kind']> = Extract<Evidence, { kind: K }>;
type Painters = {
  [K in Evidence['kind']]: (brush: Brush, scene: FigureScene, evidence: EvidenceOf<K>, texts: FigureTexts) => void;
};

/** Draws the figure beside an insight. */
export function drawEvidence(
  canvas: HTMLCanvasElement,
  scene: FigureScene,
  evidence: Evidence,
  texts: FigureTexts,
): void {
  paintEvidence(new Brush(clearedContext(canvas, scene), scene.theme, scene.pixelRatio), scene, evidence, texts);
}

/** Like `drawEvidence`, on a context whose unit is the CSS pixel. */
export function paintEvidence(brush: Brush, scene: FigureScene, evidence: Evidence, texts: FigureTexts): void {
  const paint = PAINTERS[evidence.kind] as Painters[Evidence['kind']] as (
    brush: Brush,
    scene: FigureScene,
    evidence: Evidence,
    texts: FigureTexts,
  ) => void;
  paint(brush, scene, evidence, texts);
}

const PAINTERS: Painters = {
  histogram: (brush, scene, { fromNs, toNs, counts, medianNs, markNs }, texts) => {
    const marks = [
      { atNs: medianNs, text: texts.median, isSelected: false },
      { atNs: markNs, text: shortTime(markNs), isSelected: true },
    ];
    paintDurations(brush, scene, { fromNs, toNs, counts }, marks);
  },
  bars: (brush, scene, { unit, bars }, texts) => {
    const most = greatestOf(bars.map(({ value }) => value));
    const fitting = new LabelFitting((text) => brush.width(text));
    const textOf = { share: texts.share, ns: shortTime, count: texts.count }[unit];
    const shown = bars.slice(0, BARS.most);
    const room = shown.reduce((widest, { value }) => Math.max(widest, brush.width(textOf(value))), 0);
    shown.forEach(({ label, value }, at) => {
      const top = BARS.top + at * BARS.step;
      const left = BARS.name + 4;
      const width = most > 0 ? Math.max(1, (value / most) * (scene.width - left - BARS.beforeValue - room)) : 0;
      brush.text('quiet', fitting.fit(shownName(label), BARS.name) ?? '', 0, top + BARS.height / 2);
      brush.box(at === 0 ? 'accent' : 'densityUser', left, top, width, BARS.height);
      brush.text('text', textOf(value), left + width + BARS.beforeValue, top + BARS.height / 2 + 0.5);
    });
  },
  states: (brush, scene, evidence) => {
    brush.text('quiet', shortTime(evidence.lengthNs), 0, STATES.label);
    const bar = { left: 0, top: STATES.top, width: scene.width, height: STATES.height };
    const begins = paintStateBar(brush, bar, evidence);
    // It names a part of the blocked time, or all of the waiting time.
    const begin = evidence.bracketNs === evidence.waitingNs ? begins.waiting : begins.blocked;
    const right = Math.min(
      scene.width,
      Math.max(begin + 2, begin + (evidence.bracketNs / evidence.lengthNs) * scene.width),
    );
    const foot = STATES.bracket + STATES.bracketHeight;
    brush.box('text', begin, foot - 1, right - begin, 1);
    for (const x of [begin, right - 1]) brush.upright('text', x, STATES.bracket, STATES.bracketHeight);
    const text = shownName(evidence.label);
    const width = brush.width(text);
    const left = Math.max(0, Math.min(scene.width - width, (begin + right - width) / 2));
    brush.text('text', text, left, STATES.text);
  },
  curve: (brush, scene, { values }, texts) => {
    const foot = scene.height - FOOT.line;
    const known = values.filter((value) => Number.isFinite(value));
    if (known.length === 0) return;
    const most = greatestOf(known);
    const least = known.reduce((a, b) => Math.min(a, b));
    const yOf = (value: number): number =>
      foot - 2 - (most > least ? (value - least) / (most - least) : 0.5) * (foot - 8);
    const points = values.flatMap((value, at) => {
      return Number.isFinite(value) ? [(at / Math.max(1, values.length - 1)) * scene.width, yOf(value)] : [];
    });
    brush.shape('curveBack', [points[0] ?? 0, foot, ...points, points.at(-2) ?? scene.width, foot]);
    brush.lines('curve', points, 1.25);
    paintFoot(brush, scene, texts.bytes(known[0] ?? 0), texts.bytes(known.at(-1) ?? 0));
  },
  density: (brush, scene, { fromNs, toNs, counts, lossFromNs, lossToNs }) => {
    const foot = scene.height - FOOT.line;
    const columns = Math.min(counts.length, Math.round(scene.width / 2));
    const steps = densitySteps(counts, columns, greatestOf(counts), 1 / foot);
    steps.forEach((part, at) => {
      const [left, right] = [(at / columns) * scene.width, ((at + 1) / columns) * scene.width];
      const height = Math.round(part * (foot - 4));
      brush.box('densityUser', left, foot - height, right - left, height);
    });
    const xOf = (ns: number): number =>
      Math.max(0, Math.min(scene.width, ((ns - fromNs) / (toNs - fromNs)) * scene.width));
    const left = Math.min(xOf(lossFromNs), scene.width - 2);
    brush.hatch('smallLoss', 'loss', 'lossBack', left, 4, Math.max(2, xOf(lossToNs) - left), foot - 4);
    paintFoot(brush, scene, pointTime(fromNs, (toNs - fromNs) / 20, toNs), pointTime(toNs, (toNs - fromNs) / 20, toNs));
  },
};

/** A line below a figure with a text at each end. */
function paintFoot(brush: Brush, scene: FigureScene, left: string, right: string): void {
  brush.box('lineStrong', 0, scene.height - FOOT.line, scene.width, 1);
  brush.text('quiet', left, 0, scene.height - FOOT.label);
  brush.text('quiet', right, scene.width - brush.width(right), scene.height - FOOT.label);
}
