import type { ErrorData } from '@shared/model/app-error';
import type { Picture } from '@shared/trace-view/picture';
import type { Marks } from '@shared/trace-view/user-events';
import { type RefObject, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { announceUrgently } from '../../../../stores/announce';
import { useInsightGuide } from '../../../../stores/trace-view/insight-guide';
import { useRowMemory } from '../../../../stores/trace-view/row-memory';
import { useSelectedCall } from '../../../../stores/trace-view/selected-call';
import { useTraceView } from '../../../../stores/trace-view/use-trace';
import type { CanvasSize } from '../../drawing/canvas/sized-canvas';
import { createTimelinePlot } from '../../drawing/plot/timeline-plot';
import type { PlotTheme } from '../../drawing/theme/plot-theme';
import type { RowLayout } from '../rows/lay-rows';
import type { RowTree } from '../rows/row-children';
import { memoryText } from '../rows/row-text';
import { rowsInSight } from '../rows/rows-in-sight';
import type { Scroll } from '../rows/use-scroll';
import { marksByRow } from './marks-by-row';
import { PlotPainting } from './plot-painting';
import { plotRows } from './plot-rows';
import { usePlot } from './plot-store';
import { SightLoader } from './sight-loader';

interface Drawn {
  tree: RowTree;
  layout: RowLayout;
  scroll: Scroll;
  size: CanvasSize;
  theme: PlotTheme | null;
  lower: RefObject<HTMLCanvasElement | null>;
  upper: RefObject<HTMLCanvasElement | null>;
  axis: RefObject<HTMLCanvasElement | null>;
}

/**
 * Draws the plot and its axis, at most once a frame, and asks for pictures of what is in sight. Moves of the range and of the pointer
 * come from the stores and render no component.
 */
export function usePlotDrawing(drawn: Drawn): void {
  const { tree, layout, scroll, size, theme, lower, upper, axis } = drawn;
  const rows = useMemo(() => plotRows(tree, rowsInSight(layout, scroll)), [tree, layout, scroll]);
  const [painter] = useState(() => new PlotPainting());
  const client = useTraceView((state) => state.client);
  const lengthNs = useTraceView((state) => state.facts?.lengthNs ?? 0);

  useLayoutEffect(() => {
    if (!lower.current || !upper.current) return;
    const plot = createTimelinePlot(lower.current, upper.current);
    usePlot.setState({ plot });
    painter.plot = plot;
    return () => {
      painter.end();
      usePlot.setState({ plot: null, picture: null, pointer: null });
    };
  }, [painter, lower, upper]);

  useEffect(() => {
    if (!client) return;
    const report = (error: ErrorData): void => announceUrgently(error.message);
    const pictures = new SightLoader<Picture>(
      (question) => client.ask('picture', question, { lane: 'picture' }),
      lengthNs,
      (picture) => {
        painter.picture = picture;
        useRowMemory.getState().set(memoryTexts(picture));
        painter.now();
        usePlot.setState({ picture });
      },
      report,
    );
    const marks = new SightLoader<Marks>(
      (question) => client.ask('marks', question, { lane: 'marks' }),
      lengthNs,
      (answer) => {
        painter.marks = marksByRow(answer);
        painter.later('all');
        usePlot.setState({ hasTooManyMarks: answer.isTooMany });
      },
      report,
    );
    painter.loaders = { pictures, marks };
    painter.later('all');
    return () => {
      pictures.end();
      marks.end();
    };
  }, [client, lengthNs, painter]);

  useLayoutEffect(() => {
    painter.drawn = { rows, size, theme, axis: axis.current };
    painter.now();
  });

  useEffect(() => {
    const stops = [
      useTraceView.subscribe((state, before) => {
        if (state.history.place !== before.history.place) painter.later('all');
      }),
      useSelectedCall.subscribe(() => painter.later('overlay')),
      useInsightGuide.subscribe(() => painter.later('overlay')),
      usePlot.subscribe(() => painter.later('overlay')),
    ];
    return () => stops.forEach((stop) => void stop());
  }, [painter]);
}

function memoryTexts({ curves }: Picture): Map<number, string> {
  const found = curves.flatMap(({ row, kind, values }) => {
    const text = kind === 'memory' ? memoryText(values) : null;
    return text === null ? [] : [[row, text] as const];
  });
  return new Map(found);
}
