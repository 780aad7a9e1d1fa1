import { sharedBufferMemory } from '@shared/tracing/buffer-memory';
import { count, size } from '../../../format/figures';
import { texts } from '../../../texts/en';
import { BufferSelects } from './BufferSelects';
import { DetailGroup } from './DetailGroup';
import type { DetailProps } from './detail-props';
import { errorAt } from './errors-at';

const { buffers: labels } = texts.recording;

/** The number and size of sub-buffers, and the memory they use. */
export function BufferChoice({ value, change, errors }: DetailProps) {
  const { count: bufferCount, sizeKiB: bufferSizeKiB } = value.buffers;
  const error = errorAt(errors, 'recording.buffers');
  const cpus = navigator.hardwareConcurrency;
  return (
    <DetailGroup title={texts.record.fields['recording.buffers']} text={labels.text}>
      <BufferSelects
        bufferCount={bufferCount}
        bufferSizeKiB={bufferSizeKiB}
        invalid={error !== undefined}
        onChange={(next) => change({ buffers: next })}
      />
      {error ? <p className="field-error">{error}</p> : null}
      <p className="quiet figures">
        {labels.takes(size(sharedBufferMemory({ count: bufferCount, sizeKiB: bufferSizeKiB }, cpus)), count(cpus))}
      </p>
    </DetailGroup>
  );
}
