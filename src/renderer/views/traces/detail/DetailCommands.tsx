import { ask } from '../../../bridge';
import { CopyButton } from '../../../parts/CopyButton';
import { ErrorNotice } from '../../../parts/Notice';
import { ScrollRegion } from '../../../parts/ScrollRegion';
import { texts } from '../../../texts/en';
import { Fold } from './Fold';
import { useAnswer } from './use-answer';

const { detail: labels } = texts;
const readScript = (id: string) => ask('traces:commands', { id });

/** The executed commands, from commands.sh. */
export function DetailCommands({ id, state }: { id: string; state: string }) {
  return (
    <Fold section="commands" title={labels.commands}>
      <Script id={id} state={state} />
    </Fold>
  );
}

function Script({ id, state }: { id: string; state: string }) {
  const answer = useAnswer(readScript, id, state);
  if (answer.status === 'reading') return <p className="quiet">{labels.reading}</p>;
  if (answer.status === 'failed') return <ErrorNotice error={answer.error} />;
  const { script } = answer.value;
  if (script.trim() === '') return <p className="quiet">{labels.noCommands}</p>;
  return (
    <div className="detail-script">
      <ScrollRegion className="detail-script-text" aria-label={labels.commands}>
        <pre>{script}</pre>
      </ScrollRegion>
      <CopyButton text={script} what={labels.theCommands} />
    </div>
  );
}
