import type { TraceReport } from '@shared/model/trace-record';
import { momentInFull } from '../../../format/moment';
import { CopyLine } from '../../../parts/CopyLine';
import { texts } from '../../../texts/en';

const { detail: labels } = texts;

/** The origin, time and kind of the import of an imported trace. */
export function DetailImported({ report }: { report: TraceReport }) {
  const { imported } = report;
  if (!imported) return null;
  return (
    <section className="detail-section" aria-label={labels.imported}>
      <h3>{labels.imported}</h3>
      <p className="quiet">
        {[momentInFull(imported.at), labels.importedKind[imported.kind], labels.importedHow[imported.how]].join(' · ')}
      </p>
      <CopyLine text={imported.from} what={labels.importedFrom} />
    </section>
  );
}
