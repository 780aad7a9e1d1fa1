import { bufferMemory } from '@shared/tracing/buffer-memory';
import { buffersSchema } from '@shared/tracing/events';
import { count, size } from '../../../format/figures';
import { SelectField } from '../../../parts/SelectField';
import { texts } from '../../../texts/en';
import { DetailGroup } from './DetailGroup';
import type { DetailProps } from './detail-props';
import { errorAt } from './errors-at';
import { bufferSize } from './recording-summary';

const { buffers: words } = texts.recording;
const COUNTS = [...buffersSchema.shape.count.values].map((value) => ({ value, label: count(value) }));
const SIZES = [...buffersSchema.shape.sizeKiB.values].map((value) => ({ value, label: bufferSize(value) }));

/** How many, how large, and the memory that they take. */
export function BufferChoice({ value, change, errors }: DetailProps) {
  const { bufferCount, bufferSizeKiB } = value;
  const error =
    errorAt(errors, 'recording.buffers') ?? errors['recording.bufferCount'] ?? errors['recording.bufferSizeKiB'];
  const cpus = navigator.hardwareConcurrency;
  return (
    <DetailGroup title={words.title} text={words.text}>
      <div className="buffer-choice">
        <SelectField<number>
          label={words.count}
          shownLabel
          value={bufferCount}
          options={COUNTS}
          invalid={error !== undefined}
          onChange={(next) => change({ bufferCount: next })}
        />
        <SelectField<number>
          label={words.size}
          shownLabel
          value={bufferSizeKiB}
          options={SIZES}
          invalid={error !== undefined}
          onChange={(next) => change({ bufferSizeKiB: next })}
        />
      </div>
      {error ? <p className="field-error">{error}</p> : null}
      <p className="quiet figures">{words.takes(size(bufferMemory(bufferCount, bufferSizeKiB, cpus)), count(cpus))}</p>
    </DetailGroup>
  );
}
