import { momentText } from '@shared/analysis/trace-time';
import { Button } from '../../../parts/Button';
import { Notice } from '../../../parts/Notice';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';

const { misfit: labels, menu } = texts.traceFrame;

/** Says that a link, or the last place in a trace that changed, leads to something that the trace does not have. */
export function MisfitNotice() {
  const misfit = useTraceView((state) => state.misfit);
  const lengthNs = useTraceView((state) => state.facts?.lengthNs ?? 0);
  const { dismissMisfit } = useTraceView.getState();
  if (!misfit) return null;
  const text =
    misfit.kind === 'rows'
      ? labels.rows(misfit.rows)
      : (misfit.isOutside ? labels.outside : labels.beyond)(
          momentText(misfit.range.fromNs),
          momentText(misfit.range.toNs),
          momentText(lengthNs),
        );
  return (
    <div className="trace-problem">
      <Notice severity="caution" message={text}>
        <div className="trace-problem-actions">
          <Button onClick={dismissMisfit}>{menu.dismiss}</Button>
        </div>
      </Notice>
    </div>
  );
}
