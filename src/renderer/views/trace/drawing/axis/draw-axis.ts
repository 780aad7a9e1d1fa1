import { pointTime, shortTime } from '../../../../format/nanoseconds';
import { Brush } from '../canvas/brush';
import { clearedContext } from '../canvas/sized-canvas';
import { LabelFitting } from '../text/label-fitting';
import { axisTicks } from './axis-steps';
import type { AxisScene } from './time-axis';

/** CSS pixels. */
const TICK = { major: 8, minor: 4, beforeLabel: 4, labelAbove: 13 } as const;
const LOSS = { bar: 3, least: 2, labelMiddle: 11, labelHeight: 14, around: 4 } as const;
const FLAG = { top: 3, height: 16, around: 5, rim: 4 } as const;
/** A label that begins nearer to the right end is left out. */
const LAST_LABEL = 8;

/** Draws the axis: ticks and their labels, where events were lost, the exact time under the pointer, and the measured time. */
export function drawAxis(canvas: HTMLCanvasElement, scene: AxisScene): void {
  paintAxis(new Brush(clearedContext(canvas, scene), scene.theme, scene.pixelRatio), scene);
}

/** Like `drawAxis`, on a context whose unit is the CSS pixel. */
export function paintAxis(brush: Brush, scene: AxisScene): void {
  const { width, height, view } = scene;
  const xOf = (ns: number): number => ((ns - view.fromNs) / (view.toNs - view.fromNs)) * width;
  brush.box('view', 0, 0, width, height);
  paintTicks(brush, scene, xOf);
  paintLosses(brush, scene, xOf);
  if (scene.measure !== null) paintMeasure(brush, scene, xOf(scene.measure.fromNs), xOf(scene.measure.toNs));
  if (scene.hoverNs !== null) {
    const resolutionNs = (view.toNs - view.fromNs) / width;
    flag(brush, scene, pointTime(scene.hoverNs, resolutionNs, view.toNs), xOf(scene.hoverNs));
  }
}

function paintTicks(brush: Brush, { width, height, view }: AxisScene, xOf: (ns: number) => number): void {
  const fitting = new LabelFitting((text) => brush.width(text));
  for (const { atNs, text } of axisTicks(view, width, fitting.measure)) {
    const x = xOf(atNs);
    const tall = text === null ? TICK.minor : TICK.major;
    brush.upright(text === null ? 'line' : 'lineStrong', x, height - tall, tall);
    if (text === null || x + TICK.beforeLabel + brush.width(text) > width - LAST_LABEL) continue;
    brush.text('quiet', text, x + TICK.beforeLabel, height - TICK.labelAbove);
  }
}

function paintLosses(brush: Brush, { width, height, losses }: AxisScene, xOf: (ns: number) => number): void {
  let free = 0;
  for (const { loss, text } of [...losses].sort((a, b) => a.loss.fromNs - b.loss.fromNs)) {
    const left = xOf(loss.fromNs);
    const right = Math.max(left + LOSS.least, xOf(loss.toNs));
    if (right < 0 || left > width) continue;
    brush.box('loss', left, height - LOSS.bar, right - left, LOSS.bar);
    const wide = brush.width(text);
    const at = Math.max(0, Math.min(left, width - wide - LOSS.around));
    if (at < free) continue;
    free = at + wide + 2 * LOSS.around;
    brush.box('view', at - 2, LOSS.labelMiddle - LOSS.labelHeight / 2, wide + 2 * LOSS.around, LOSS.labelHeight);
    brush.text('danger', text, at, LOSS.labelMiddle);
  }
}

function paintMeasure(brush: Brush, scene: AxisScene, one: number, other: number): void {
  const [left, right] = [Math.min(one, other), Math.max(one, other)];
  brush.box('view', left, 0, right - left, scene.height);
  brush.box('text', left, FLAG.top + FLAG.height / 2, right - left, 1);
  for (const x of [left, right]) brush.upright('text', x, 0, scene.height);
  const { fromNs, toNs } = scene.measure ?? { fromNs: 0, toNs: 0 };
  flag(brush, scene, shortTime(Math.abs(toNs - fromNs)), (left + right) / 2);
}

/** A text on the colour of texts, in the middle of `x` and inside the axis. */
function flag(brush: Brush, { width }: AxisScene, text: string, x: number): void {
  const wide = Math.ceil(brush.width(text)) + 2 * FLAG.around;
  const left = Math.max(0, Math.min(width - wide, x - wide / 2));
  brush.box('view', left - FLAG.rim, FLAG.top - FLAG.rim, wide + 2 * FLAG.rim, FLAG.height + 2 * FLAG.rim);
  brush.box('text', left, FLAG.top, wide, FLAG.height);
  brush.text('view', text, left + FLAG.around, FLAG.top + FLAG.height / 2);
}
