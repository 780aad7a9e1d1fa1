import { count } from '../../../format/figures';
import { Button } from '../../../parts/Button';
import { useRun } from '../../../stores/run';
import { texts } from '../../../texts/en';

const { run: words } = texts;

/** How much of the output is not here, and where all of it is. */
export function OutputDropped({ chars, over, traceId }: { chars: number; over: boolean; traceId: string | null }) {
  const showFolder = useRun((state) => state.showFolder);
  if (chars === 0) return null;
  const where = traceId ? words.inLog : over ? words.gone : words.goesToLog;
  return (
    <span className="output-dropped quiet">
      <span>
        {words.dropped(count(chars))} {where}
      </span>
      {traceId ? (
        <Button kind="quiet" onClick={() => void showFolder(traceId)}>
          {words.showFolder}
        </Button>
      ) : null}
    </span>
  );
}
