import { MEBIBYTES, SECONDS } from '@shared/request/draft/amount';
import { texts } from '../../texts/en';
import { AmountInput } from './fields/AmountInput';
import { FieldError } from './fields/FormRow';
import { useField } from './fields/use-field';

const { ends, fields } = texts.record;

/** The end conditions of the recording, as one sentence. The first that is met ends it. */
export function UntilWhen() {
  return (
    <>
      <div className="sentence">
        <span>{ends.itEnds}</span>
        <span className="sentence-part">
          {ends.orAfter}
          <AmountInput field="maxDurationS" label={fields.maxDurationS} units={SECONDS} placeholder={ends.noLimit} />
        </span>
        <span className="sentence-part">
          {ends.orAt}
          <AmountInput field="maxSizeMiB" label={fields.maxSizeMiB} units={MEBIBYTES} placeholder={ends.noLimit} />
        </span>
        <span>{ends.orStop}</span>
      </div>
      <Wrong field="maxDurationS" />
      <Wrong field="maxSizeMiB" />
      <div className="sentence quiet">
        <span>{ends.floorBefore}</span>
        <span className="sentence-part">
          <AmountInput
            field="diskFloorMiB"
            label={fields.diskFloorMiB}
            units={MEBIBYTES}
            placeholder={ends.floorPlaceholder}
          />
          {ends.floorAfter}
        </span>
      </div>
      <Wrong field="diskFloorMiB" />
    </>
  );
}

function Wrong({ field }: { field: 'maxDurationS' | 'maxSizeMiB' | 'diskFloorMiB' }) {
  const { error, errorId } = useField(field);
  return <FieldError id={errorId} error={error} />;
}
