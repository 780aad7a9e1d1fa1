import type { TraceReport, TraceRow } from '@shared/model/trace-record';
import { ErrorNotice, Notice } from '../../parts/Notice';
import { ScrollRegion } from '../../parts/ScrollRegion';
import { useTraces } from '../../stores/traces';
import { texts } from '../../texts/en';
import { DetailActions } from './DetailActions';
import { DetailCommands } from './detail/DetailCommands';
import { DetailContainers } from './detail/DetailContainers';
import { DetailFigures } from './detail/DetailFigures';
import { DetailFiles } from './detail/DetailFiles';
import { DetailImported } from './detail/DetailImported';
import { DetailNotes } from './detail/DetailNotes';
import { DetailOutput } from './detail/DetailOutput';
import { DetailRecordings } from './detail/DetailRecordings';
import { DetailTags } from './detail/DetailTags';
import { TraceTitle } from './TraceTitle';

const { detail: labels } = texts;

/** The content of the selected trace: name, warnings, then figures, tags, notes, containers, commands, output and files. */
export function TraceDetail({ id }: { id: string }) {
  const detail = useTraces((state) => state.detail);
  const row = useTraces((state) => state.rows?.find((one) => one.id === id));
  if (!row) return null;
  const readable = row.state !== 'unknown';
  return (
    <>
      <header className="panel-head">
        <TraceTitle row={row} />
        {readable ? <DetailActions row={row} /> : null}
      </header>
      <ScrollRegion className="detail-scroll" aria-label={labels.label}>
        {row.problem ? <Notice severity="danger" message={row.problem} /> : null}
        <Unfinished row={row} />
        {detail.status === 'failed' && !row.problem ? <ErrorNotice error={detail.error} /> : null}
        {detail.status === 'loading' ? <p className="quiet">{labels.loading}</p> : null}
        {detail.status === 'ready' && detail.id === id ? <Report report={detail.report} row={row} /> : null}
      </ScrollRegion>
    </>
  );
}

/** A trace whose figures are not final yet. */
function Unfinished({ row: { state, recordedOn } }: { row: TraceRow }) {
  if (state === 'interrupted')
    return <Notice severity="caution" message={labels.interrupted} hint={labels.interruptedText} />;
  if (state !== 'recording') return null;
  if (recordedOn === undefined) return <Notice severity="caution" message={labels.live} hint={labels.liveText} />;
  const elsewhere = labels.liveElsewhere(recordedOn);
  return <Notice severity="caution" message={elsewhere} hint={labels.liveElsewhereText(recordedOn)} />;
}

function Report({ report, row }: { report: TraceReport; row: TraceRow }) {
  return (
    <>
      {report.warnings.map((warning) => (
        <Notice key={warning.code + warning.message} severity="caution" message={warning.message} hint={warning.hint} />
      ))}
      <DetailFigures report={report} />
      <DetailImported report={report} />
      <DetailRecordings report={report} />
      <DetailTags rows={[row]} />
      <DetailNotes row={row} />
      {/* Foreign traces have none of these. */}
      {report.imported?.kind === 'ctf' ? null : (
        <>
          <DetailContainers containers={report.containers} />
          <DetailCommands id={row.id} state={row.state} />
          <DetailOutput id={row.id} state={row.state} />
        </>
      )}
      <DetailFiles report={report} />
    </>
  );
}
