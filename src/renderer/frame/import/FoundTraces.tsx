import type { ImportFinding } from '@shared/model/import';
import { size } from '../../format/figures';
import { useImports } from '../../stores/imports';
import { useTraces } from '../../stores/traces';
import { useView } from '../../stores/view';
import { texts } from '../../texts/en';

const { imports: labels } = texts;

interface Line {
  key: string;
  title: string;
  what: string;
  sizeBytes: number | null;
  id: string | null;
  existing: 'library' | 'trash' | null;
}

/** Longer lists are cut, so that a hostile archive cannot keep the window busy. */
const MOST_SHOWN = 200;

/** One line for each trace found. An archive that cannot be listed gets one line. */
export function FoundTraces({ findings }: { findings: readonly ImportFinding[] }) {
  const lines = findings.flatMap(linesOf);
  return (
    <ul className="import-list" aria-label={labels.list}>
      {lines.slice(0, MOST_SHOWN).map((line) => (
        <li key={line.key}>
          <bdi className="import-name" title={line.title}>
            {line.title}
          </bdi>
          <span className="quiet">{line.existing ? labels.existing[line.existing] : line.what}</span>
          {line.existing === 'library' && line.id ? <ShowExisting id={line.id} title={line.title} /> : null}
          <span className="figures quiet">{line.sizeBytes === null ? '' : size(line.sizeBytes)}</span>
        </li>
      ))}
      {lines.length > MOST_SHOWN ? <li className="quiet">{labels.more(lines.length - MOST_SHOWN)}</li> : null}
    </ul>
  );
}

function linesOf({ path, sizeBytes, traces }: ImportFinding): Line[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (traces.length === 0)
    return [{ key: path, title: name, what: labels.unlisted, sizeBytes, id: null, existing: null }];
  return traces.map((trace, n) => ({
    ...trace,
    key: `${path} ${n}`,
    what: [labels.kind[trace.kind], ...(trace.leaves === null ? [] : [labels.leaves(trace.leaves)])].join(' · '),
    // For an archive that cannot be listed, show the size of the archive.
    sizeBytes: trace.sizeBytes ?? sizeBytes,
  }));
}

function ShowExisting({ id, title }: { id: string; title: string }) {
  const show = (): void => {
    useImports.getState().dismiss();
    useView.getState().go('traces');
    useTraces.getState().setSelection({ ids: new Set([id]), anchor: id, focus: id });
  };
  return (
    <button type="button" className="foot-button" aria-label={labels.showExistingOf(title)} onClick={show}>
      {labels.showExisting}
    </button>
  );
}
