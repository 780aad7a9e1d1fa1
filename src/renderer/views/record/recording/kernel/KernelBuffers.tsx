import { bufferMemory } from '@shared/tracing/buffer-memory';
import { useId } from 'react';
import { count, size } from '../../../../format/figures';
import { CheckBox } from '../../../../parts/CheckBox';
import { useMachine } from '../../../../stores/machine';
import { texts } from '../../../../texts/en';
import { BufferSelects } from '../BufferSelects';
import { DetailGroup } from '../DetailGroup';
import { errorAt } from '../errors-at';
import type { KernelProps } from './kernel-props';
import { automaticBuffers, buffersText } from './kernel-summary';

const { kernel, buffers: labels } = texts.recording;

/** Automatic buffers with their size on this machine, or manual ones. */
export function KernelBuffers({ value, change, errors }: KernelProps) {
  const id = useId();
  const machine = useMachine();
  const automatic = automaticBuffers(machine);
  const taken = value.buffers ?? automatic;
  const error = errorAt(errors, 'recording.kernel.buffers');
  return (
    <DetailGroup title={texts.record.fields['recording.kernel.buffers']} text={labels.text}>
      <div className="domain-choice">
        <CheckBox
          id={id}
          checked={value.buffers === null}
          describedBy={`${id}-is`}
          onChange={(on) => change({ buffers: on || !automatic ? null : automatic })}
        />
        <label htmlFor={id}>{kernel.buffers.automaticLabel}</label>
        <span id={`${id}-is`} className="quiet figures">
          {automatic ? kernel.buffers.automaticIs(buffersText(automatic)) : ''}
        </span>
      </div>
      {value.buffers ? (
        <BufferSelects
          bufferCount={value.buffers.count}
          bufferSizeKiB={value.buffers.sizeKiB}
          invalid={error !== undefined}
          onChange={(next) => change({ buffers: next })}
        />
      ) : null}
      {error ? <p className="field-error">{error}</p> : null}
      {taken && machine ? (
        <p className="quiet figures">
          {kernel.buffers.takes(size(bufferMemory(taken.count, taken.sizeKiB, machine.cpus)), count(machine.cpus))}
        </p>
      ) : null}
    </DetailGroup>
  );
}
