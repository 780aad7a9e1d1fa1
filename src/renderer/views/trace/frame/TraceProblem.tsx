import type { ErrorData } from '@shared/model/app-error';
import { Button } from '../../../parts/Button';
import { ErrorNotice } from '../../../parts/Notice';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { useView } from '../../../stores/view';
import { texts } from '../../../texts/en';

const { failed } = texts.traceFrame;

/** Why the trace cannot be shown (any more), and the ways out: open it again, or go to the list. */
export function TraceProblem({ error }: { error: ErrorData }) {
  const { reopen, close } = useTraceView.getState();
  const go = useView((state) => state.go);
  const toList = (): void => {
    close();
    go('traces');
  };
  return (
    <div className="trace-problem">
      <ErrorNotice error={error}>
        <div className="trace-problem-actions">
          <Button onClick={() => void reopen()}>{failed.again}</Button>
          <Button onClick={toList}>{failed.toList}</Button>
        </div>
      </ErrorNotice>
    </div>
  );
}
