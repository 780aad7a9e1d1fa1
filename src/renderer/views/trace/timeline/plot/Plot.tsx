import { type RefObject, useId, useRef } from 'react';
import { exactTime, shortTime } from '../../../../format/nanoseconds';
import { useSelectedCall } from '../../../../stores/trace-view/selected-call';
import { useSelectedMark } from '../../../../stores/trace-view/selected-mark';
import { texts } from '../../../../texts/en';
import { useCanvasSize } from '../../canvas/use-canvas-size';
import { usePlotTheme } from '../../canvas/use-plot-theme';
import type { RowLayout } from '../rows/lay-rows';
import type { RowTree } from '../rows/row-children';
import { nameOfRow } from '../rows/row-text';
import type { Scroll } from '../rows/use-scroll';
import { PlotTooltip } from './PlotTooltip';
import { PLOT_ID } from './plot-id';
import { usePlot } from './plot-store';
import { useAxisPointer } from './use-axis-pointer';
import { usePlotDrawing } from './use-plot-drawing';
import { usePlotPointer } from './use-plot-pointer';

const { plot: labels } = texts.traceTimeline;

interface Props {
  tree: RowTree;
  layout: RowLayout;
  scroll: Scroll;
  axis: RefObject<HTMLCanvasElement | null>;
}

/** The picture of the rows: one focusable picture, whose description is the selected call. The tree and the panel say the same in words. */
export function Plot({ tree, layout, scroll, axis }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const lower = useRef<HTMLCanvasElement>(null);
  const upper = useRef<HTMLCanvasElement>(null);
  const description = useId();
  const size = useCanvasSize(box, scroll.height);
  const theme = usePlotTheme(box);
  usePlotDrawing({ tree, layout, scroll, size, theme, lower, upper, axis });
  const pointer = usePlotPointer(box);
  useAxisPointer(axis);
  const hasTooManyMarks = usePlot((state) => state.hasTooManyMarks);
  return (
    <div
      ref={box}
      id={PLOT_ID}
      className="timeline-plot"
      role="img"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys select calls in the picture
      tabIndex={0}
      aria-label={labels.label}
      aria-describedby={description}
      style={{ height: scroll.height, cursor: pointer.isDragging ? 'grabbing' : undefined }}
      {...pointer.handlers}
    >
      <canvas ref={lower} aria-hidden />
      <canvas ref={upper} aria-hidden />
      {hasTooManyMarks ? <p className="plot-note quiet">{labels.tooManyMarks}</p> : null}
      <PlotTooltip tree={tree} width={size.width} height={size.height} />
      <span id={description} className="visually-hidden">
        <SelectedText tree={tree} /> {labels.help}
      </span>
    </div>
  );
}

function SelectedText({ tree }: { tree: RowTree }) {
  const detail = useSelectedCall((state) => state.detail);
  const { place, events } = useSelectedMark();
  const [event] = events ?? [];
  if (place && event) {
    const row = tree.rows[place.row];
    return labels.selectedEvent(event.name, exactTime(place.atNs), row ? nameOfRow(row) : '');
  }
  if (!detail) return labels.noSelection;
  const row = tree.rows[detail.row];
  return labels.selected(detail.name, shortTime(detail.endNs - detail.beginNs), row ? nameOfRow(row) : '');
}
