import './transfers.css';
import { ChartGantt, X } from 'lucide-react';
import { clock } from '../format/figures';
import { Button } from '../parts/Button';
import { IconButton } from '../parts/IconButton';
import { Notice } from '../parts/Notice';
import { useNow } from '../parts/use-now';
import { type ShownOpening, useViewers } from '../stores/viewers';
import { texts } from '../texts/en';

const { viewers: labels } = texts;

/** The traces that Trace Compass is loading, at the bottom of every view: progress, result and actions. */
export function ViewerBar() {
  const openings = useViewers((state) => state.openings);
  if (openings.length === 0) return null;
  return (
    <section className="transfers" aria-label={labels.label}>
      {openings.map((opening) => (
        <Line key={opening.id} opening={opening} />
      ))}
    </section>
  );
}

function Line({ opening }: { opening: ShownOpening }) {
  const { result } = opening;
  if (result === null) return <Loading opening={opening} />;
  if (result.outcome === 'opened' || result.outcome === 'open-already') {
    const heading = (result.outcome === 'opened' ? labels.opened : labels.openAlready)(opening.title);
    return (
      <div className="transfer">
        <ChartGantt size={16} aria-hidden />
        <p title={heading}>{heading}</p>
        <span className="transfer-aside quiet" title={labels.experiment(result.experiment)}>
          {labels.experiment(result.experiment)}
        </span>
        <DismissButton id={opening.id} />
      </div>
    );
  }
  return <NotOpened opening={opening} result={result} />;
}

function Loading({ opening: { title, phase, startedAt } }: { opening: ShownOpening }) {
  const now = useNow(true);
  const heading = labels.phase[phase](title);
  return (
    <div className="transfer">
      <ChartGantt size={16} aria-hidden />
      <p title={heading}>{heading}</p>
      <progress aria-label={heading} />
      <span className="figures quiet">{clock(now - startedAt)}</span>
    </div>
  );
}

type Result = NonNullable<ShownOpening['result']>;
type Refused = Exclude<Result, { outcome: 'opened' | 'open-already' }>;

function NotOpened({ opening, result }: { opening: ShownOpening; result: Refused }) {
  const { message, hint } = result.outcome === 'failed' ? result.error : result;
  return (
    <div className="transfer transfer-failed">
      <Notice
        severity={result.outcome === 'hangs' || result.outcome === 'unreadable' ? 'caution' : 'danger'}
        message={`${labels.notOpened(opening.title)} ${message}`}
        hint={hint}
        detail={detailOf(result)}
      >
        <div className="transfer-ways">
          <OpeningActions opening={opening} result={result} />
        </div>
      </Notice>
      <DismissButton id={opening.id} />
    </div>
  );
}

function detailOf(result: Refused): string | undefined {
  if (result.outcome === 'failed') return result.error.detail;
  if (result.outcome === 'died' || result.outcome === 'hangs') return result.log || labels.printedNothing;
  return undefined;
}

/** The possible actions, the most likely one first. */
function OpeningActions({ opening, result }: { opening: ShownOpening; result: Refused }) {
  const { open, selectProgram, quit } = useViewers();
  const { id, title } = opening;
  const chooseAnother = <Button onClick={() => void selectProgram(opening)}>{labels.selectProgram}</Button>;
  switch (result.outcome) {
    case 'no-viewer':
      return chooseAnother;
    case 'unreadable':
      return (
        <>
          {chooseAnother}
          <Button kind="quiet" onClick={() => void open(id, title, true)}>
            {labels.openAnyway}
          </Button>
        </>
      );
    case 'hangs':
      return (
        <>
          <Button onClick={() => void open(id, title)}>{labels.keepWaiting}</Button>
          <Button kind="quiet" onClick={() => void quit(opening)}>
            {labels.quit}
          </Button>
        </>
      );
    default:
      return (
        <>
          <Button onClick={() => void open(id, title)}>{labels.again}</Button>
          {chooseAnother}
        </>
      );
  }
}

function DismissButton({ id }: { id: string }) {
  const dismiss = useViewers((state) => state.dismiss);
  return (
    <IconButton label={labels.dismiss} onClick={() => dismiss(id)}>
      <X size={16} aria-hidden />
    </IconButton>
  );
}
