import type { TraceReport } from '@shared/model/trace-record';
import { shellCommand } from '@shared/planning/shell-quote';
import { count, fileSize } from '../../../format/figures';
import { CopyLine } from '../../../parts/CopyLine';
import { texts } from '../../../texts/en';
import { filesByFolder } from './files-by-folder';

const { detail: words } = texts;
const SHOWN = 200;

/** What was run, what it was recorded with, and what lies on the disk. */
export function DetailFiles({ report }: { report: TraceReport }) {
  const { provenance: made } = report;
  const engine = made.engine ? `${report.engine} ${made.engine}` : report.engine;
  return (
    <>
      {report.command.length > 0 ? (
        <section className="detail-section" aria-label={words.command}>
          <h3>{words.command}</h3>
          <CopyLine text={shellCommand(report.command)} what={words.theCommand} wrap />
        </section>
      ) : null}
      {report.image ? (
        <section className="detail-section" aria-label={words.image}>
          <h3>{words.image}</h3>
          <CopyLine text={report.image} what={words.image.toLowerCase()} />
        </section>
      ) : null}
      <section className="detail-section" aria-label={words.files}>
        <h3>{words.files}</h3>
        <CopyLine text={report.path} what={words.theFolder} />
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
          <p className="quiet figures">{words.moreFiles(count(report.files.length - SHOWN))}</p>
        ) : null}
      </section>
      <section className="detail-section" aria-label={words.made}>
        <h3>{words.made}</h3>
        <p className="quiet">
          {[
            made.app ? `Containers Trace ${made.app}` : null,
            made.lttng ? `LTTng ${made.lttng}` : made.tracer,
            engine,
            made.os,
            made.kernel ? `Linux ${made.kernel}` : null,
            made.host ? words.recordedOn(made.host) : null,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {made.cpu ? (
          <p className="quiet">
            {made.cpu} × {made.cpus}
          </p>
        ) : null}
        <CopyLine text={report.id} what={words.theId} />
      </section>
    </>
  );
}
