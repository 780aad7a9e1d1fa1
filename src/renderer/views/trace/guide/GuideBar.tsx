import './guide.css';
import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { count } from '../../../format/figures';
import { IconButton } from '../../../parts/IconButton';
import { useInsightGuide } from '../../../stores/trace-view/insight-guide';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { Sentence } from './Sentence';

const { guide: labels } = texts.traceFrame;

/** The insight whose place is shown, above the other tabs. */
export function GuideBar() {
  const { current, step, close } = useInsightGuide();
  const findings = useTraceView((state) => state.insights?.findings);
  const tab = useTraceView((state) => state.history.place.tab);
  const finding = current === null ? undefined : findings?.[current];
  if (!finding || current === null || !findings || tab === 'insights') return null;
  return (
    <section className="guide" aria-label={labels.label}>
      <span className="guide-number figures" aria-hidden>
        {count(current + 1)}
      </span>
      <p className="guide-text">
        <Sentence parts={finding.sentence} />
      </p>
      <span className="guide-position quiet figures">
        {labels.position(count(current + 1), count(findings.length))}
      </span>
      <IconButton label={labels.previous} keys="Shift+N" onClick={() => step(-1)}>
        <ChevronLeft size={16} aria-hidden />
      </IconButton>
      <IconButton label={labels.next} keys="N" onClick={() => step(1)}>
        <ChevronRight size={16} aria-hidden />
      </IconButton>
      <IconButton label={labels.close} onClick={close}>
        <X size={14} aria-hidden />
      </IconButton>
    </section>
  );
}
