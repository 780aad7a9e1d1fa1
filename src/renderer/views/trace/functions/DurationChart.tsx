import type { DurationHistogram } from '@shared/trace-view/call-detail';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { count } from '../../../format/figures';
import { shortTime } from '../../../format/nanoseconds';
import { announce } from '../../../stores/announce';
import { texts } from '../../../texts/en';
import { useSize } from '../table/use-size';
import { barsPath, binOf, decadesOf, scaleOf } from './duration-scale';

const { functions: labels } = texts.traceTabs;
const HEIGHT = 48;
const TOP = 14;
/** Two labels closer than this share a place, so the second one is left out. Pixels. */
const LABEL_ROOM = 64;
/** Half of the width of a label of a percentile, pixels. */
const MARK_HALF = 40;

export interface DurationRange {
  fromNs: number;
  toNs: number;
}

interface Props {
  histogram: DurationHistogram;
  slowestNs: number | null;
  /** Durations whose calls are listed. */
  selected: DurationRange | null;
  onSelect(range: DurationRange | null): void;
}

/** How long the calls of one function are. Dragging, or the arrow keys with Shift, select durations. */
export function DurationChart({ histogram, slowestNs, selected, onSelect }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const [bins, setBins] = useState<{ from: number; to: number } | null>(null);
  const isDragging = useRef(false);
  const scale = scaleOf([histogram]);
  if (!scale) return null;
  const last = histogram.counts.length - 1;
  const marked = bins ? rangeOf(histogram, bins) : selected;
  const binAt = ({ clientX, currentTarget }: PointerEvent): number => {
    const share = (clientX - currentTarget.getBoundingClientRect().left) / Math.max(1, width);
    const at = histogram.fromNs.findLastIndex((ns) => scale.of(ns) <= share);
    return Math.min(last, Math.max(0, at));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by !== 0) {
      const to = Math.min(last, Math.max(0, (bins?.to ?? (by > 0 ? -1 : last + 1)) + by));
      const next = { from: event.shiftKey ? (bins?.from ?? to) : to, to };
      setBins(next);
      announce(binText(histogram, next));
    } else if (event.key === 'Enter' && bins) onSelect(rangeOf(histogram, bins));
    else if (event.key === 'Escape' && (bins || selected)) {
      setBins(null);
      onSelect(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: not a set of form fields
    <div
      ref={box}
      className="duration-chart"
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys select durations
      tabIndex={0}
      aria-label={labels.histogramKeys}
      title={bins ? binText(histogram, bins) : undefined}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        isDragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        const at = binAt(event);
        setBins({ from: at, to: at });
      }}
      onPointerMove={(event) => {
        if (!isDragging.current) return;
        const to = binAt(event);
        setBins((now) => ({ from: now?.from ?? to, to }));
      }}
      onPointerUp={() => {
        isDragging.current = false;
        if (bins) onSelect(rangeOf(histogram, bins));
      }}
    >
      <svg width={width} height={TOP + HEIGHT + 16} aria-hidden>
        {marked ? <Marked from={scale.of(marked.fromNs) * width} to={scale.of(marked.toNs) * width} /> : null}
        <g transform={`translate(0 ${TOP})`}>
          <path d={barsPath(histogram, scale, width, HEIGHT)} fill="var(--density-user)" />
          <path d={`M0 ${HEIGHT}h${width}v1H0z`} fill="var(--line-strong)" />
        </g>
        <Percentiles histogram={histogram} slowestNs={slowestNs} width={width} of={scale.of} />
        {decadesOf(scale).map((ns) => (
          <text key={ns} x={axisX(scale.of(ns) * width, width)} y={TOP + HEIGHT + 13} textAnchor="middle">
            {shortTime(ns).replace(/\.0+/, '')}
          </text>
        ))}
      </svg>
    </div>
  );
}

const Marked = ({ from, to }: { from: number; to: number }) => (
  <rect x={from} y={TOP} width={Math.max(2, to - from)} height={HEIGHT} fill="var(--chosen)" stroke="var(--accent)" />
);

interface PercentileProps {
  histogram: DurationHistogram;
  slowestNs: number | null;
  width: number;
  of(ns: number): number;
}

function Percentiles({ histogram: { p50Ns, p90Ns, p99Ns }, slowestNs, width, of }: PercentileProps) {
  let free = 0;
  const marks = [
    { name: labels.columns.p50, ns: p50Ns },
    { name: labels.columns.p90, ns: p90Ns },
    { name: labels.columns.p99, ns: p99Ns },
  ].map((mark) => {
    const x = of(mark.ns) * width;
    const isLabelled = x >= free;
    if (isLabelled) free = x + LABEL_ROOM;
    return { ...mark, x, isLabelled };
  });
  return (
    <>
      {marks.map(({ name, ns, x, isLabelled }) => (
        <g key={name}>
          <path d={`M${x} ${TOP}V${TOP + HEIGHT}`} stroke="var(--text)" />
          {isLabelled ? (
            <text className="duration-mark" x={axisX(x, width, MARK_HALF)} y={10} textAnchor="middle">
              {`${name} ${shortTime(ns)}`}
            </text>
          ) : null}
        </g>
      ))}
      {slowestNs === null ? null : (
        <path
          d={`M${of(slowestNs) * width - 0.5} ${TOP}V${TOP + HEIGHT - 6}m-3.500 0h7l-3.500 6z`}
          stroke="var(--accent)"
          fill="var(--accent)"
        />
      )}
    </>
  );
}

/** Keeps a centred label inside. */
const axisX = (x: number, width: number, half = 28): number =>
  Math.min(Math.max(x, half), Math.max(half, width - half));

function rangeOf(histogram: DurationHistogram, { from, to }: { from: number; to: number }): DurationRange {
  const range = {
    fromNs: binOf(histogram, Math.min(from, to)).fromNs,
    toNs: binOf(histogram, Math.max(from, to)).toNs,
  };
  // The last bin ends with the longest call, which belongs to it.
  return Math.max(from, to) === histogram.counts.length - 1 ? { ...range, toNs: range.toNs + 1 } : range;
}

function binText(histogram: DurationHistogram, bins: { from: number; to: number }): string {
  const { fromNs, toNs } = rangeOf(histogram, bins);
  const calls = histogram.counts.slice(Math.min(bins.from, bins.to), Math.max(bins.from, bins.to) + 1);
  return labels.bin(shortTime(fromNs), shortTime(toNs), count(calls.reduce((sum, one) => sum + one, 0)));
}
