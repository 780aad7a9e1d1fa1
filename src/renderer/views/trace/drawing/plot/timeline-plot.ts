import { Brush } from '../canvas/brush';
import { clearedContext, contextOf, resizeCanvas } from '../canvas/sized-canvas';
import { neighbourOf, spanAt } from '../picture/picture-lanes';
import { Labels } from '../text/labels';
import { paintMarks } from './paint-marks';
import { paintOverlay } from './paint-overlay';
import { PlotPainter } from './paint-plot';
import { hitTest } from './plot-hits';
import type { PlotScene, TimelinePlot } from './plot-scene';
import { visibleBands } from './visible-bands';

/**
 * Makes the drawing of the timeline's rows. `lower` gets the rows, and is opaque. `upper` lies over it, and is redrawn alone while only
 * the pointer moves. Both are resized here; their place in the page is the caller's.
 */
export function createTimelinePlot(lower: HTMLCanvasElement, upper: HTMLCanvasElement): TimelinePlot {
  const context = contextOf(lower, { alpha: false });
  const labels = new Labels(context);
  const painter = new PlotPainter(labels);
  let drawn: PlotScene | null = null;
  return {
    draw: (scene) => {
      resizeCanvas(lower, scene);
      drawn = scene;
      labels.begin(scene.theme);
      const bands = visibleBands(scene.rows, scene.height);
      const { image, width, height } = painter.paint(scene, bands);
      context.putImageData(new ImageData(image, width, height), 0, 0);
      context.setTransform(scene.pixelRatio, 0, 0, scene.pixelRatio, 0, 0);
      labels.paint(scene.theme);
      paintMarks(new Brush(context, scene.theme, scene.pixelRatio), scene, bands);
    },
    drawOverlay: (overlay) => {
      if (drawn === null) return;
      paintOverlay(new Brush(clearedContext(upper, drawn), drawn.theme, drawn.pixelRatio), drawn, overlay);
    },
    hitTest: (x, y) => (drawn === null ? null : hitTest(drawn, x, y)),
    spanAt: (place, atNs) => (drawn?.picture ? spanAt(drawn.picture, place, atNs) : null),
    neighbour: (place, atNs, direction) => (drawn?.picture ? neighbourOf(drawn.picture, place, atNs, direction) : null),
  };
}
