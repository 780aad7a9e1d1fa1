import { Dialog } from '@base-ui/react/dialog';
import { type InstrumentResult, SKIP_REASONS } from '@shared/instrument/instrument-report';
import { clock, count } from '../../../../format/figures';
import { Button } from '../../../../parts/Button';
import { ErrorNotice } from '../../../../parts/Notice';
import { ScrollRegion } from '../../../../parts/ScrollRegion';
import { useNow } from '../../../../parts/use-now';
import { useDraft } from '../../../../stores/draft';
import { type InstrumentBuild, useInstrument } from '../../../../stores/instrument';
import { texts } from '../../../../texts/en';
import { BuildLog } from '../BuildLog';

const labels = texts.instrument;
const HEADINGS = {
  building: labels.building,
  cancelling: labels.cancelling,
  failed: labels.failed,
  built: labels.built,
} as const;

/** A build: duration, last line, log and *Cancel*; at its end the error, or what was instrumented and *Record*. */
export function InstrumentBuildView({ build }: { build: InstrumentBuild }) {
  const { state, tag, error, result } = build;
  const isRunning = state === 'building' || state === 'cancelling';
  const now = useNow(isRunning);
  const store = useInstrument.getState();
  return (
    <>
      <div className="build-head" role="status">
        <h3>{HEADINGS[state](tag)}</h3>
        {isRunning ? <span className="quiet figures">{clock(now - build.startedAt)}</span> : null}
      </div>
      {isRunning ? (
        <>
          <code className="build-last" title={build.lines.at(-1)}>
            {build.lines.at(-1) ?? texts.images.noLine}
          </code>
          <p className="quiet">{labels.background}</p>
        </>
      ) : null}
      {error ? <ErrorNotice error={error} /> : null}
      {result ? <Result result={result} /> : null}
      <BuildLog {...build} />
      <div className="dialog-actions">
        {isRunning ? (
          <Button disabled={state === 'cancelling'} onClick={() => void store.cancel()}>
            {labels.cancelBuild}
          </Button>
        ) : (
          <Button onClick={store.dismiss}>{labels.again}</Button>
        )}
        <Dialog.Close className="button button-plain">{labels.close}</Dialog.Close>
        {state === 'built' ? (
          <Button kind="primary" onClick={() => record(build)}>
            {labels.record}
          </Button>
        ) : null}
      </div>
    </>
  );
}

/** Selects the new image in the form, with the preset for functions. */
function record({ engine, tag }: InstrumentBuild): void {
  const { change, draft } = useDraft.getState();
  change({ engine, image: tag, recording: { ...draft.recording, preset: 'functions' } });
  const store = useInstrument.getState();
  store.dismiss();
  store.close();
}

function Result({ result: { summary, sources, notes } }: { result: InstrumentResult }) {
  return (
    <>
      <p>{labels.summary(count(summary.functions), count(summary.files))}</p>
      {notes.map((note) => (
        <p key={note} className="quiet">
          {note}
        </p>
      ))}
      {sources.length > 0 ? (
        <ScrollRegion className="instrument-sources" aria-label={labels.source}>
          <table>
            <thead>
              <tr>
                <th scope="col">{labels.source}</th>
                <th scope="col">{labels.outcome}</th>
              </tr>
            </thead>
            <tbody>
              {sources.map(({ path, functions, skipped }) => (
                <tr key={path}>
                  <td>
                    <code>{path}</code>
                  </td>
                  <td className={skipped === null ? 'figures' : 'quiet'}>
                    {skipped === null ? count(functions) : labels.skipped(SKIP_REASONS[skipped])}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      ) : null}
    </>
  );
}
