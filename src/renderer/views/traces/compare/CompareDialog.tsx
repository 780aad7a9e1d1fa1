import './compare.css';
import { Dialog } from '@base-ui/react/dialog';
import type { ErrorData } from '@shared/model/app-error';
import type { Comparison } from '@shared/model/compare-traces';
import { ArrowLeftRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ask, errorOf } from '../../../bridge';
import { count } from '../../../format/figures';
import { Button } from '../../../parts/Button';
import { ErrorNotice } from '../../../parts/Notice';
import { announce } from '../../../stores/announce';
import { showTrace } from '../../../stores/trace-view/show-trace';
import { useTraces } from '../../../stores/traces';
import { texts } from '../../../texts/en';
import { useOpenDialog } from '../open-dialog';
import { openDetail } from '../trace-actions';
import { CompareTable } from './CompareTable';
import { comparisonText } from './fact-text';

const { compare: labels } = texts;

/** The facts of two traces side by side, the older one first. */
export function CompareDialog() {
  const open = useOpenDialog((state) => state.dialog === 'compare');
  const pair = useOpenDialog((state) => state.pair);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => useOpenDialog.setState({ dialog: next ? 'compare' : null })}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog dialog-wide compare">
          <Dialog.Title className="dialog-title">{labels.title}</Dialog.Title>
          <Dialog.Description className="dialog-text quiet">{labels.text}</Dialog.Description>
          {pair ? <Compared key={pair.join()} pair={pair} /> : null}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Compared({ pair: [id, other] }: { pair: readonly [string, string] }) {
  const [comparison, setComparison] = useState<Comparison | null>(null);
  const [error, setError] = useState<ErrorData | null>(null);
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  useEffect(() => {
    let wanted = true;
    ask('traces:compare', { id, other }).then(
      (answer) => wanted && setComparison(answer),
      (thrown: unknown) => wanted && setError(errorOf(thrown)),
    );
    return () => {
      wanted = false;
    };
  }, [id, other]);
  const all = comparison?.facts ?? [];
  const differing = all.filter(({ verdict }) => verdict === 'differs');
  const facts = onlyDifferent ? differing : all;
  return (
    <>
      {error ? <ErrorNotice error={error} /> : null}
      <div className="compare-bar">
        <label className="compare-switch">
          <input type="checkbox" checked={onlyDifferent} onChange={(event) => setOnlyDifferent(event.target.checked)} />
          {labels.onlyDifferent}
        </label>
        <span className="quiet figures" role="status">
          {comparison ? labels.count(count(differing.length), count(all.length)) : error ? '' : labels.reading}
        </span>
      </div>
      {comparison ? (
        facts.length > 0 ? (
          <CompareTable comparison={comparison} facts={facts} onShow={show} />
        ) : (
          <p className="dialog-empty quiet">{labels.nothing}</p>
        )
      ) : null}
      <div className="dialog-actions">
        <Button
          kind="quiet"
          className="dialog-far"
          disabled={!comparison}
          onClick={() => useOpenDialog.setState({ pair: [other, id] })}
        >
          <ArrowLeftRight size={14} aria-hidden />
          {labels.swap}
        </Button>
        <Button disabled={!comparison} onClick={() => comparison && compareInTrace(comparison)}>
          {texts.traceTabs.compare.open}
        </Button>
        <Button disabled={!comparison} onClick={() => comparison && void copy({ ...comparison, facts: [...facts] })}>
          {labels.copy}
        </Button>
        <Dialog.Close className="button button-plain">{labels.close}</Dialog.Close>
      </div>
    </>
  );
}

async function copy(comparison: Comparison): Promise<void> {
  await navigator.clipboard.writeText(comparisonText(comparison));
  announce(labels.copied);
}

/** Opens the second trace beside the first one: their functions, insights and states. */
function compareInTrace({ traces: [first, second] }: Comparison): void {
  useOpenDialog.setState({ dialog: null });
  showTrace(second.id, second.title, { tab: 'compare', comparedWith: first.id });
}

function show(id: string): void {
  useOpenDialog.setState({ dialog: null });
  useTraces.getState().select(id);
  // Deferred: closing the dialog first returns the focus to where it was before.
  setTimeout(openDetail);
}
