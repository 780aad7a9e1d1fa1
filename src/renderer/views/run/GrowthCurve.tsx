import type { Growth } from '@shared/model/growth';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

const HEIGHT_PX = 56;

/** The size of the trace over time, as a small curve. The figure above it shows the size as text. */
export function GrowthCurve({ growth, label }: { growth: readonly Growth[]; label: string }) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  useEffect(() => {
    const { current: box } = host;
    if (!box) return;
    const made = new uPlot(optionsOf(box), NOTHING, box);
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize({ width: box.clientWidth, height: HEIGHT_PX }));
    resized.observe(box);
    // A canvas does not follow the theme automatically.
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const redraw = (): void => made.redraw(false);
    dark.addEventListener('change', redraw);
    return () => {
      plot.current = null;
      dark.removeEventListener('change', redraw);
      resized.disconnect();
      made.destroy();
    };
  }, []);
  useEffect(() => {
    plot.current?.setData([growth.map((one) => one.elapsedMs), growth.map((one) => one.sizeBytes)]);
  }, [growth]);
  return <div className="growth-curve" ref={host} role="img" aria-label={label} />;
}

const NOTHING: uPlot.AlignedData = [[], []];

function optionsOf(box: HTMLElement): uPlot.Options {
  const colour = (): string => getComputedStyle(box).color;
  return {
    width: box.clientWidth,
    height: HEIGHT_PX,
    padding: [2, 1, 0, 1],
    cursor: { show: false },
    legend: { show: false },
    axes: [{ show: false }, { show: false }],
    scales: { x: { time: false }, y: { range: (_plot, _min, max) => [0, max || 1] } },
    series: [
      {},
      {
        width: 1.5,
        points: { show: false },
        stroke: colour,
        fill: () => `color-mix(in srgb, ${colour()} 14%, transparent)`,
      },
    ],
  };
}
