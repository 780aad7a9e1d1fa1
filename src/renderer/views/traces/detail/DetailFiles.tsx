import type { TraceReport } from '@shared/model/trace-record';
import { shellCommand } from '@shared/planning/shell-quote';
import { count, fileSize } from '../../../format/figures';
import { CopyLine } from '../../../parts/CopyLine';
import { texts } from '../../../texts/en';
import { filesByFolder } from './files-by-folder';

const { detail: labels } = texts;
const SHOWN = 200;

/** The command, the versions used, and the files on the disk. */
export function DetailFiles({ report }: { report: TraceReport }) {
  const { provenance: made } = report;
  const engine = made.engine ? `${report.engine} ${made.engine}` : report.engine;
  return (
    <>
      {report.command.length > 0 ? (
        <section className="detail-section" aria-label={labels.command}>
          <h3>{labels.command}</h3>
          <CopyLine text={shellCommand(report.command)} what={labels.theCommand} wrap />
        </section>
      ) : null}
      {report.image ? (
        <section className="detail-section" aria-label={labels.image}>
          <h3>{labels.image}</h3>
          <CopyLine text={report.image} what={labels.image.toLowerCase()} />
        </section>
      ) : null}
      <section className="detail-section" aria-label={labels.files}>
        <h3>{labels.files}</h3>
        <CopyLine text={report.path} what={labels.theFolder} />
        {filesByFolder(report.files.slice(0, SHOWN)).map((folder) => (
          <div key={folder.path} className={folder.path ? 'folder folder-inside' : 'folder'}>
            {folder.path ? (
              <code className="quiet" title={folder.path}>
                {folder.path}/
              </code>
            ) : null}
            <ul className="files">
              {folder.files.map((file) => (
                <li key={file.name}>
                  <code title={file.name}>{file.name}</code>
                  <span className="figures quiet">{fileSize(file.sizeBytes)}</span>
                </li>
              ))}
            </ul>
          </div>
        ))}
        {report.files.length > SHOWN ? (
          <p className="quiet figures">{labels.moreFiles(count(report.files.length - SHOWN))}</p>
        ) : null}
      </section>
      <section className="detail-section" aria-label={labels.madeWith}>
        <h3>{labels.madeWith}</h3>
        <p className="quiet">
          {[
            made.app ? `Containers Trace ${made.app}` : null,
            made.lttng ? `LTTng ${made.lttng}` : made.tracer,
            engine,
            made.os,
            made.kernel ? `Linux ${made.kernel}` : null,
            made.host ? labels.recordedOn(made.host) : null,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {made.cpu ? (
          <p className="quiet">
            {made.cpu} × {made.cpus}
          </p>
        ) : null}
        <CopyLine text={report.id} what={labels.theId} />
      </section>
    </>
  );
}
