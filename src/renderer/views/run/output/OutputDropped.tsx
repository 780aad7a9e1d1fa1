import { count } from '../../../format/figures';
import { Button } from '../../../parts/Button';
import { useRun } from '../../../stores/run';
import { texts } from '../../../texts/en';

const { run: labels } = texts;

/** Shows how much of the output is missing here, and where to find all of it. */
export function OutputDropped({ chars, over, traceId }: { chars: number; over: boolean; traceId: string | null }) {
  const showFolder = useRun((state) => state.showFolder);
  if (chars === 0) return null;
  const where = traceId ? labels.inLog : over ? labels.lost : labels.writtenToLog;
  return (
    <span className="output-dropped quiet">
      <span>
        {labels.dropped(count(chars))} {where}
      </span>
      {traceId ? (
        <Button kind="quiet" onClick={() => void showFolder(traceId)}>
          {labels.showFolder}
        </Button>
      ) : null}
    </span>
  );
}
