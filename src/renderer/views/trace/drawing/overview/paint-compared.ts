import type { EventDensity } from '@shared/trace-view/trace-facts';
import type { Brush } from '../canvas/brush';
import { OVERVIEW, overviewX } from './overview-measures';
import type { OverviewScene } from './overview-scene';
import { paintDensity } from './paint-density';

/** Of a lane that is wider than the strip, because its trace is longer. */
const MOST_COLUMNS = 16_384;

/** The other trace above the opened one, each with all of its domains. What is outside of the opened one is cut. */
export function paintCompared(
  brush: Brush,
  scene: OverviewScene,
  compared: NonNullable<OverviewScene['compared']>,
): void {
  const { density, beginNs, lengthNs } = compared;
  const shown = scene.width - OVERVIEW.end;
  const left = overviewX(scene, beginNs);
  const { context } = brush;
  context.save();
  context.beginPath();
  context.rect(0, 0, shown, OVERVIEW.axis);
  context.clip();
  const lanes = [
    {
      ...OVERVIEW.compared.other,
      density,
      left,
      wide: overviewX(scene, beginNs + lengthNs) - left,
      colour: 'densityKernel',
    },
    { ...OVERVIEW.compared.opened, density: scene.density, left: 0, wide: shown, colour: 'densityUser' },
  ] as const;
  for (const { colour, density: own, ...lane } of lanes) {
    const columns = Math.max(1, Math.round(Math.min(lane.wide, MOST_COLUMNS) * scene.pixelRatio));
    const exact = own.isExact ? columns : 0;
    paintDensity(brush, countsOfAll(own), { ...lane, columns, exact }, scene.theme[colour].css);
    brush.box('lineStrong', Math.max(0, lane.left), lane.top + lane.height, Math.max(0, lane.wide), 1);
  }
  context.restore();
}

function countsOfAll({ lanes }: EventDensity): Float64Array {
  const bins = Math.max(0, ...lanes.map(({ counts }) => counts.length));
  const all = new Float64Array(bins);
  for (const { counts } of lanes) for (const [bin, count] of counts.entries()) all[bin] = (all[bin] ?? 0) + count;
  return all;
}
