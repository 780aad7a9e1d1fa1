import { KERNEL_IDENTITY, type KernelContext, kernelContextSchema } from '@shared/tracing/kernel-contexts';
import { findKernelPreset } from '@shared/tracing/kernel-presets';
import { texts } from '../../../../texts/en';
import { ContextLine } from '../ContextLine';
import { DetailGroup } from '../DetailGroup';
import type { KernelProps } from './kernel-props';

const { kernel, contexts: labels } = texts.recording;
const REST = kernelContextSchema.options.filter((name) => !KERNEL_IDENTITY.includes(name));

/** Contexts that are always recorded, then the others. */
export function KernelContexts({ value, change }: KernelProps) {
  const preset = value.preset === null ? undefined : findKernelPreset(value.preset);
  const toggle = (name: KernelContext, on: boolean): void =>
    change({ contexts: on ? [...value.contexts, name] : value.contexts.filter((one) => one !== name) });
  return (
    <DetailGroup title={texts.record.fields['recording.kernel.contexts']} text={labels.text}>
      <div className="option-list">
        {[...KERNEL_IDENTITY, ...REST].map((name) => {
          const always = KERNEL_IDENTITY.includes(name);
          const ofPreset = preset?.contexts.includes(name) ?? false;
          return (
            <ContextLine
              key={name}
              name={name}
              meaning={kernel.contexts[name]}
              checked={always || ofPreset || value.contexts.includes(name)}
              disabled={always || ofPreset}
              note={always ? labels.always : ofPreset ? labels.ofPreset : null}
              onChange={(on) => toggle(name, on)}
            />
          );
        })}
      </div>
    </DetailGroup>
  );
}
