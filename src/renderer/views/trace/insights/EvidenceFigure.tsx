import type { Evidence } from '@shared/trace-view/insight';
import { useEffect, useRef } from 'react';
import { count, size } from '../../../format/figures';
import { shortTime } from '../../../format/nanoseconds';
import { texts } from '../../../texts/en';
import { drawEvidence } from '../drawing/figures/draw-evidence';
import { EVIDENCE_SIZE, type FigureTexts } from '../drawing/figures/figure-scene';
import { readPlotTheme } from '../drawing/theme/plot-theme';
import { shareText } from '../table/trace-figures';
import { useThemeChange } from '../table/use-theme-change';

const { evidence: labels } = texts.traceTabs.insights;
const FIGURE_TEXTS: FigureTexts = { median: labels.median, share: shareText, count, bytes: size };

/** The figure beside an insight. Its description says the same in words. */
export function EvidenceFigure({ evidence }: { evidence: Evidence }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useThemeChange();
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn again when the theme changes, too
  useEffect(() => {
    if (!canvas.current) return;
    const scene = { ...EVIDENCE_SIZE, pixelRatio: window.devicePixelRatio, theme: readPlotTheme(canvas.current) };
    drawEvidence(canvas.current, scene, evidence, FIGURE_TEXTS);
  }, [evidence, theme]);
  return (
    <figure className="evidence" role="img" aria-label={descriptionOf(evidence)}>
      <canvas ref={canvas} style={EVIDENCE_SIZE} />
    </figure>
  );
}

function descriptionOf(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'histogram':
      return labels.histogram(shortTime(evidence.medianNs), shortTime(evidence.markNs));
    case 'bars': {
      const textOf = { share: shareText, ns: shortTime, count }[evidence.unit];
      return labels.bars(evidence.bars.map(({ label, value }) => `${label} ${textOf(value)}`).join(', '));
    }
    case 'states':
      return labels.states(evidence.label);
    case 'curve': {
      const known = evidence.values.filter((value) => Number.isFinite(value));
      return labels.curve(size(known[0] ?? 0), size(known.at(-1) ?? 0));
    }
    case 'density':
      return labels.density;
  }
}
