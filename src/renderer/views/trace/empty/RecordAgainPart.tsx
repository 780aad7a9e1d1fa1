import { CircleDot } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '../../../parts/Button';
import { ErrorNotice } from '../../../parts/Notice';
import { useDoctor } from '../../../stores/doctor';
import { useTraces } from '../../../stores/traces';
import { texts } from '../../../texts/en';
import { useEstimate } from '../../record/plan/use-estimate';
import type { RecordAgain } from './emptiness';
import { changedConfig, expectedSize } from './expected-size';
import { useRecordAgain } from './use-record-again';
import { useRecordedConfig } from './use-recorded-config';

const { empty: labels } = texts.traceTabs;

interface Props {
  /** Of the trace whose recording is repeated. */
  id: string;
  again: RecordAgain;
}

/**
 * What another recording would change, its expected size, and the buttons that start it or open its form. A request that was imported
 * is not started without a look at it.
 */
export function RecordAgainPart({ id, again }: Props) {
  const row = useTraces((state) => state.rows?.find((one) => one.id === id));
  const { isPossible, start, edit, error } = useRecordAgain(id);
  const config = useRecordedConfig(id);
  const changed = useMemo(() => changedConfig(config.value, again.change), [config.value, again]);
  const expected = expectedSize(useEstimate(changed), row);
  const refusal = useDoctor((state) => state.capabilities?.kernel.refusal ?? null);
  if (!isPossible || config.isReading) return null;
  // Known before the form is opened: this machine cannot record a kernel.
  const refused = changed?.recording.kernel ? refusal : null;
  const isDirect = !config.isImported && refused === null;
  const facts = [
    { what: labels.change.rest, text: labels.asBefore },
    ...(expected === null ? [] : [{ what: labels.change.size, text: expected }]),
    ...(again.costs === null ? [] : [{ what: labels.change.costs, text: again.costs }]),
  ];
  return (
    <>
      <h3>{labels.again}</h3>
      <dl className="why-again">
        {again.changes.map(({ what, from, to }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              <del>{from}</del>
              <span aria-hidden>{labels.arrow}</span>
              <ins>{to}</ins>
            </dd>
          </div>
        ))}
        {facts.map(({ what, text }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {refused ? <p className="why-refused">{refused.message}</p> : null}
      {error ? <ErrorNotice error={error} /> : null}
      <div className="why-buttons">
        {isDirect ? (
          <Button kind="primary" onClick={() => void start(again.change)}>
            <CircleDot size={16} aria-hidden />
            {again.label}
          </Button>
        ) : null}
        <Button kind={isDirect ? 'quiet' : 'primary'} onClick={() => void edit(again.change)}>
          {labels.editFirst}
        </Button>
      </div>
    </>
  );
}
