import type { TraceDomain } from '@shared/trace-view/trace-facts';
import { axisTicks } from '../axis/axis-steps';
import { Brush } from '../canvas/brush';
import { clearedContext } from '../canvas/sized-canvas';
import { LabelFitting } from '../text/label-fitting';
import { insightPlaces, OVERVIEW, overviewX } from './overview-measures';
import type { OverviewScene } from './overview-scene';
import { paintCompared } from './paint-compared';
import { paintDensity } from './paint-density';

/** How much of the strip's ground covers what is outside of the range. */
const OUTSIDE = 0.66;
const READ_LINE = 2;
/** The axis has fewer labels than that of the plot: majors are at least 100 CSS pixels apart. */
const LABEL_DENSITY = 0.72;
/** A range of an insight that is narrower is only its number. CSS pixels. */
const LEAST_INSIGHT = 3;
const DENSITIES = { userspace: 'densityUser', kernel: 'densityKernel' } as const satisfies Record<TraceDomain, string>;

/** Draws the strip of the whole trace: density of events by domain, losses, insights, matches and the selected range. */
export function drawOverview(canvas: HTMLCanvasElement, scene: OverviewScene): void {
  const size = { width: scene.width, height: OVERVIEW.height, pixelRatio: scene.pixelRatio };
  paintOverview(new Brush(clearedContext(canvas, size), scene.theme, scene.pixelRatio), scene);
}

/** Like `drawOverview`, on a context whose unit is the CSS pixel. */
export function paintOverview(brush: Brush, scene: OverviewScene): void {
  brush.box('raised', 0, 0, scene.width, OVERVIEW.height);
  if (!(scene.lengthNs > 0) || scene.width <= OVERVIEW.end) return;
  paintAxis(brush, scene);
  if (scene.compared) paintCompared(brush, scene, scene.compared);
  else for (const { domain, counts } of scene.density.lanes) paintLane(brush, scene, domain, counts);
  if (scene.read === null) brush.box('lineStrong', 0, OVERVIEW.axis, scene.width - OVERVIEW.end, 1);
  else brush.box('accent', 0, OVERVIEW.axis, (scene.width - OVERVIEW.end) * scene.read, READ_LINE);
  paintLosses(brush, scene);
  paintMatches(brush, scene);
  paintRange(brush, scene);
  if (!scene.compared) paintInsights(brush, scene);
}

function paintAxis(brush: Brush, scene: OverviewScene): void {
  const fitting = new LabelFitting((text) => brush.width(text));
  const wide = scene.width - OVERVIEW.end;
  for (const { atNs, text } of axisTicks({ fromNs: 0, toNs: scene.lengthNs }, wide * LABEL_DENSITY, fitting.measure)) {
    const x = overviewX(scene, atNs);
    const isMajor = text !== null;
    brush.upright(isMajor ? 'lineStrong' : 'line', x, OVERVIEW.axis, isMajor ? OVERVIEW.major : OVERVIEW.minor);
    if (isMajor && x + brush.width(text) < scene.width - 8) brush.text('quiet', text, x + 4, OVERVIEW.axisLabel);
  }
}

function paintLane(brush: Brush, scene: OverviewScene, domain: TraceDomain, counts: Float64Array): void {
  const wide = scene.width - OVERVIEW.end;
  const columns = Math.max(1, Math.round(wide * scene.pixelRatio));
  const exact = scene.density.isExact ? columns : Math.round(columns * (scene.read ?? 0));
  const lane = { ...OVERVIEW.lanes[domain], left: 0, wide, columns, exact };
  paintDensity(brush, counts, lane, scene.theme[DENSITIES[domain]].css);
}

function paintLosses(brush: Brush, scene: OverviewScene): void {
  const { top } = scene.compared ? OVERVIEW.compared.opened : OVERVIEW.lanes.userspace;
  let covered = Number.NEGATIVE_INFINITY;
  for (const { fromNs, toNs } of [...scene.losses].sort((a, b) => a.fromNs - b.fromNs)) {
    const begin = overviewX(scene, fromNs);
    const end = Math.max(begin + OVERVIEW.leastLoss, overviewX(scene, toNs));
    // Where losses overlap, one hatch is drawn: thousands of them look the same as one.
    const left = Math.max(begin, covered);
    if (end - left < 0.5) continue;
    covered = end;
    brush.hatch('smallLoss', 'loss', 'lossBack', left, top, end - left, OVERVIEW.axis - top);
    brush.box('loss', left, top - 1, end - left, 2);
  }
}

function paintMatches(brush: Brush, { matches, width }: OverviewScene): void {
  if (matches === null) return;
  const wide = width - OVERVIEW.end;
  const { top, height } = OVERVIEW.matches;
  let before = -1;
  matches.forEach((count, bin) => {
    const x = Math.floor(((bin + 0.5) / matches.length) * wide);
    if (count === 0 || x === before) return;
    before = x;
    brush.upright('accent', x, top, height);
  });
}

function paintRange(brush: Brush, scene: OverviewScene): void {
  if (scene.range === null) return;
  const wide = scene.width - OVERVIEW.end;
  const [begin, end] = [overviewX(scene, scene.range.fromNs), overviewX(scene, scene.range.toNs)];
  brush.box('raised', 0, 0, begin, OVERVIEW.axis, OUTSIDE);
  brush.box('raised', end, 0, wide - end, OVERVIEW.axis, OUTSIDE);
  brush.box('accent', begin, 0, end - begin, 2);
  const { top, width, height } = OVERVIEW.handle;
  for (const at of [begin, end]) {
    const x = brush.edge(at);
    brush.box('accent', x - 1, 0, 2, OVERVIEW.axis + 1);
    brush.round('accent', x - width / 2, top, width, height, OVERVIEW.handle.radius);
    brush.upright('view', x - 0.5, top + 4, height - 8);
  }
}

function paintInsights(brush: Brush, scene: OverviewScene): void {
  const { middle, radius, range } = OVERVIEW.insights;
  const places = insightPlaces(scene);
  for (const { insight } of places) {
    const [left, right] = [overviewX(scene, insight.fromNs), overviewX(scene, insight.toNs)];
    const isShort = right - left < LEAST_INSIGHT || right - left > (scene.width - OVERVIEW.end) / 2;
    if (!isShort && !insight.isAboutRecording)
      brush.box(insight.isCurrent ? 'accent' : 'text', left, range, right - left, 1);
  }
  brush.font(10, 600);
  for (const { insight, x } of places) {
    const ink = insight.isAboutRecording ? 'loss' : 'text';
    brush.disc(insight.isCurrent ? 'accent' : 'view', x, middle, radius, insight.isCurrent ? 'accent' : ink);
    const text = `${insight.number}`;
    brush.text(insight.isCurrent ? 'onAccent' : ink, text, x - brush.width(text) / 2, middle + 0.5);
  }
  brush.font();
}
