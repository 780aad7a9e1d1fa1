import { titleOf } from '@shared/planning/title';
import { isDemo } from '@shared/request/draft/starting-draft';
import { CircleDot } from 'lucide-react';
import { size } from '../../../format/figures';
import { moment } from '../../../format/moment';
import { Button } from '../../../parts/Button';
import { KeyHint } from '../../../parts/KeyHint';
import { ErrorNotice } from '../../../parts/Notice';
import { useDraft } from '../../../stores/draft';
import { useRun } from '../../../stores/run';
import { texts } from '../../../texts/en';
import { TextField } from '../fields/TextField';
import { useReading } from '../fields/use-field';
import { useObstacle } from './record-state';
import { useEstimate } from './use-estimate';

const { record } = texts;

/** The next action: the name of the trace, its estimated size, and Record, with the reason when it is disabled. */
export function StartRecording() {
  const draft = useDraft((state) => state.draft);
  const recordNow = useDraft((state) => state.recordNow);
  const { error: refused, starting } = useRun();
  const { config } = useReading();
  const problem = useObstacle();
  const estimate = useEstimate(config);
  return (
    <div className="plan-start">
      {refused ? <ErrorNotice error={refused} /> : null}
      <TextField
        field="title"
        label={record.fields.title}
        placeholder={config ? titleOf({ ...config, title: undefined }) : record.namePlaceholder}
      />
      <Button
        kind="primary"
        className="button-large"
        disabled={problem !== null || starting}
        aria-describedby={problem ? 'why-not' : undefined}
        aria-keyshortcuts="Control+Enter"
        onClick={() => void recordNow()}
      >
        <CircleDot size={16} aria-hidden />
        {starting ? record.starting : isDemo(draft) ? record.startDemo : record.start}
        <KeyHint keys="Control+Enter" />
      </Button>
      {problem ? (
        <p id="why-not" className="quiet plan-reason">
          {problem.text}
        </p>
      ) : estimate ? (
        <p className="quiet plan-reason">{record.estimate(size(estimate.sizeBytes), moment(estimate.recordedAt))}</p>
      ) : null}
    </div>
  );
}
