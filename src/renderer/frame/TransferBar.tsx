import './transfers.css';
import type { Transfer } from '@shared/model/transfer';
import { isInProgress } from '@shared/model/transfer-in-progress';
import { ArrowRightLeft, ChartGantt, Download, Upload, X } from 'lucide-react';
import { count, size } from '../format/figures';
import { Button } from '../parts/Button';
import { IconButton } from '../parts/IconButton';
import { ErrorNotice } from '../parts/Notice';
import { useTraces } from '../stores/traces';
import { useTransfers } from '../stores/transfers';
import { useView } from '../stores/view';
import { texts } from '../texts/en';

const { transfers: labels } = texts;
const MARKS = { export: Upload, import: Download, move: ArrowRightLeft, view: ChartGantt } as const;

/** The progress of exports, imports and moves, at the bottom of every view, with a button that cancels each. */
export function TransferBar() {
  const transfers = useTransfers((state) => state.transfers);
  if (transfers.length === 0) return null;
  return (
    <section className="transfers" aria-label={labels.label}>
      {transfers.map((transfer) => (
        <Line key={transfer.transferId} transfer={transfer} />
      ))}
    </section>
  );
}

function Line({ transfer }: { transfer: Transfer }) {
  const { transferId, kind, state, title, error } = transfer;
  const { cancel, dismiss } = useTransfers();
  const heading = labels[kind][state](title);
  const Mark = MARKS[kind];
  const isRunning = isInProgress(transfer);
  if (error)
    return (
      <div className="transfer transfer-failed">
        <ErrorNotice error={{ ...error, message: `${heading} ${error.message}` }} />
        <DismissButton onClick={() => dismiss(transferId)} />
      </div>
    );
  return (
    <div className="transfer">
      <Mark size={16} aria-hidden />
      <p title={transfer.result?.path ?? heading}>{heading}</p>
      {isRunning ? <Amount transfer={transfer} heading={heading} /> : <WhenDone transfer={transfer} />}
      {isRunning ? (
        <Button kind="plain" disabled={state === 'cancelling'} onClick={() => void cancel(transferId)}>
          {labels.cancel}
        </Button>
      ) : (
        <DismissButton onClick={() => dismiss(transferId)} />
      )}
    </div>
  );
}

function Amount({ transfer: { progress }, heading }: { transfer: Transfer; heading: string }) {
  const { doneBytes, totalBytes } = progress;
  return (
    <>
      <progress
        aria-label={heading}
        max={totalBytes ?? undefined}
        value={totalBytes === null ? undefined : doneBytes}
      />
      <span className="figures quiet">
        {totalBytes === null ? size(doneBytes) : labels.amount(size(doneBytes), size(totalBytes))}
      </span>
    </>
  );
}

function WhenDone({ transfer: { transferId, result } }: { transfer: Transfer }) {
  const show = useTransfers((state) => state.show);
  const traceIds = result?.traceIds ?? [];
  return (
    <>
      {result?.path ? (
        <Button kind="plain" onClick={() => void show(transferId)}>
          {labels.showFile}
        </Button>
      ) : null}
      {traceIds.length > 0 ? (
        <Button kind="plain" onClick={() => showTraces(traceIds)}>
          {labels.showTraces(count(traceIds.length))}
        </Button>
      ) : null}
    </>
  );
}

function showTraces(ids: readonly string[]): void {
  const [first = null] = ids;
  useView.getState().go('traces');
  useTraces.getState().setSelection({ ids: new Set(ids), anchor: first, focus: first });
}

function DismissButton({ onClick }: { onClick(): void }) {
  return (
    <IconButton label={labels.dismiss} onClick={onClick}>
      <X size={16} aria-hidden />
    </IconButton>
  );
}
