import type { ErrorData } from '@shared/model/app-error';
import type { TraceReport, TraceRow } from '@shared/model/trace-record';
import { Trash2, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { errorOf } from '../../bridge';
import { size } from '../../format/figures';
import { Button } from '../../parts/Button';
import { ConfirmDialog } from '../../parts/ConfirmDialog';
import { IconButton } from '../../parts/IconButton';
import { ErrorNotice, Notice } from '../../parts/Notice';
import { ScrollRegion } from '../../parts/ScrollRegion';
import { announce } from '../../stores/announce';
import { useTraces } from '../../stores/traces';
import { texts } from '../../texts/en';
import { DetailContainers } from './DetailContainers';
import { DetailFigures } from './DetailFigures';
import { DetailFiles } from './DetailFiles';
import { askToDelete, askToRename, focusTable, requestsDone, useDetailRequests } from './detail-requests';
import { TraceTitle } from './TraceTitle';

const { detail: words } = texts;

/** What is in the chosen trace: its name, warnings first, then figures, containers, command, files. */
export function TraceDetail({ id }: { id: string }) {
  const { detail, rows, select } = useTraces();
  const row = rows?.find((one) => one.id === id);
  useEffect(() => requestsDone, []);
  if (!row) return null;
  const close = (): void => {
    select(null);
    focusTable();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close();
    if (event.key === 'F2') askToRename();
  };
  return (
    <aside className="detail" aria-label={words.label} onKeyDown={onKeyDown}>
      <header className="detail-head">
        <TraceTitle row={row} />
        <IconButton label={words.close} keys="Escape" onClick={close}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <ScrollRegion className="detail-scroll" aria-label={words.label}>
        {row.problem ? <Notice severity="danger" message={row.problem} /> : null}
        {detail.status === 'loading' ? <p className="quiet">{words.loading}</p> : null}
        {detail.status === 'failed' && !row.problem ? <ErrorNotice error={detail.error} /> : null}
        {detail.status === 'ready' ? <Report report={detail.report} /> : null}
        <DeleteTrace row={row} />
      </ScrollRegion>
    </aside>
  );
}

function Report({ report }: { report: TraceReport }) {
  return (
    <>
      {report.warnings.map((warning) => (
        <Notice key={warning.code + warning.message} severity="caution" message={warning.message} hint={warning.hint} />
      ))}
      <DetailFigures report={report} />
      <DetailContainers containers={report.containers} />
      <DetailFiles report={report} />
    </>
  );
}

function DeleteTrace({ row }: { row: TraceRow }) {
  const remove = useTraces((state) => state.remove);
  const deleting = useDetailRequests((state) => state.deleting);
  const [error, setError] = useState<ErrorData | null>(null);
  const confirm = async (): Promise<void> => {
    try {
      await remove(row.id);
      announce(words.removed);
      focusTable();
    } catch (thrown) {
      setError(errorOf(thrown));
    }
  };
  return (
    <footer className="detail-foot">
      {error ? <ErrorNotice error={error} /> : null}
      <Button kind="quiet" aria-keyshortcuts="Delete" disabled={row.state === 'recording'} onClick={askToDelete}>
        <Trash2 size={14} aria-hidden />
        {words.remove}
      </Button>
      <ConfirmDialog
        open={deleting}
        title={words.removeQuestion}
        text={words.removeText(row.title, size(row.sizeBytes))}
        confirm={words.remove}
        keep={words.keep}
        onConfirm={() => void confirm()}
        onClose={requestsDone}
      />
    </footer>
  );
}
