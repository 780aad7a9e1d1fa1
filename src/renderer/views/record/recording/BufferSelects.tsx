import { buffersSchema } from '@shared/tracing/events';
import { count } from '../../../format/figures';
import { SelectField } from '../../../parts/SelectField';
import { texts } from '../../../texts/en';
import { bufferSize } from './recording-summary';

const { buffers: labels } = texts.recording;
const COUNTS = [...buffersSchema.shape.count.values].map((value) => ({ value, label: count(value) }));
const SIZES = [...buffersSchema.shape.sizeKiB.values].map((value) => ({ value, label: bufferSize(value) }));

interface Props {
  bufferCount: number;
  bufferSizeKiB: number;
  invalid: boolean;
  onChange(next: { count: number; sizeKiB: number }): void;
}

/** Selects the number and the size of sub-buffers. */
export function BufferSelects({ bufferCount, bufferSizeKiB, invalid, onChange }: Props) {
  return (
    <div className="buffer-choice">
      <SelectField<number>
        label={labels.count}
        shownLabel
        value={bufferCount}
        options={COUNTS}
        invalid={invalid}
        onChange={(next) => onChange({ count: next, sizeKiB: bufferSizeKiB })}
      />
      <SelectField<number>
        label={labels.size}
        shownLabel
        value={bufferSizeKiB}
        options={SIZES}
        invalid={invalid}
        onChange={(next) => onChange({ count: bufferCount, sizeKiB: next })}
      />
    </div>
  );
}
