import { MEBIBYTES } from '@shared/request/draft/amount';
import type { RecordingDraft } from '@shared/request/draft/record-draft';
import { SelectField } from '../../../../parts/SelectField';
import { useDraft } from '../../../../stores/draft';
import { texts } from '../../../../texts/en';
import { AmountInput } from '../../fields/AmountInput';
import { FieldError } from '../../fields/FormRow';
import { useField } from '../../fields/use-field';
import { DetailsFold } from '../DetailsFold';
import type { DetailProps } from '../detail-props';
import { PresetCards } from '../PresetCards';
import { storageSummary } from './storage-summary';

const { storage: labels } = texts.recording;
const { fields } = texts.record;

const MODES = (['continuous', 'flight-recorder'] as const).map((id) => ({ id, ...labels.modes[id] }));
const WHEN_FULL = (['discard', 'overwrite'] as const).map((value) => ({ value, label: labels.whenFull[value] }));

/** The whole recording or its last seconds, the events lost from a full buffer, and rotation. Folded, a line summarizes them. */
export function StoragePart({ value, change, errors }: Pick<DetailProps, 'value' | 'change' | 'errors'>) {
  const parts = useDraft((state) => state.draft.rotateMiB);
  return (
    <DetailsFold
      remembered="recording-keeping"
      title={labels.title}
      summary={storageSummary(value, parts)}
      needed={errors['rotateMiB'] !== undefined}
      panelClassName="details-panel keeping"
    >
      <PresetCards
        label={fields['recording.mode']}
        cards={MODES}
        chosen={value.mode}
        onChoose={(id) => change({ mode: id === 'flight-recorder' ? id : 'continuous' })}
      />
      {value.mode === 'continuous' ? <WhenFullAndParts value={value} change={change} /> : null}
    </DetailsFold>
  );
}

function WhenFullAndParts({ value, change }: Pick<DetailProps, 'change'> & { value: RecordingDraft }) {
  const { error, errorId } = useField('rotateMiB');
  return (
    <>
      <div className="sentence">
        <span>{fields['recording.whenFull']}</span>
        <SelectField
          label={fields['recording.whenFull']}
          value={value.whenFull}
          options={WHEN_FULL}
          onChange={(whenFull) => change({ whenFull })}
        />
      </div>
      <div className="sentence">
        <span>{labels.newPart}</span>
        <AmountInput field="rotateMiB" label={fields.rotateMiB} units={MEBIBYTES} placeholder={labels.noParts} />
        <span className="quiet">{labels.partsText}</span>
      </div>
      <FieldError id={errorId} error={error} />
    </>
  );
}
