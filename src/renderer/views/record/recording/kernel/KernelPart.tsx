import type { KernelDraft } from '@shared/request/draft/record-draft';
import { KERNEL_PRESETS } from '@shared/tracing/kernel-presets';
import { useId } from 'react';
import { CheckBox } from '../../../../parts/CheckBox';
import { useDoctor } from '../../../../stores/doctor';
import { texts } from '../../../../texts/en';
import { type PresetCard, PresetCards } from '../PresetCards';
import { RecordedDomain } from '../RecordedDomain';
import { KernelDetails } from './KernelDetails';
import { KernelImpossible } from './KernelImpossible';
import type { KernelProps } from './kernel-props';

const { kernel: labels, showsYou } = texts.recording;
const CARDS: readonly PresetCard[] = [
  ...KERNEL_PRESETS.map(({ id, title, shows, costs }) => ({
    id,
    title,
    shows: showsYou(shows),
    costs: costs && labels.costs(costs),
  })),
  { id: '', title: labels.ownEvents, shows: showsYou(labels.ownEventsShows) },
];

/** Kernel events. Disabled at first. If this machine cannot record the kernel, shows the reason and how to fix it. */
export function KernelPart(props: KernelProps) {
  const { value, change } = props;
  const machine = useDoctor((state) => state.capabilities?.kernel);
  const impossible = machine !== undefined && machine.level === null;
  return (
    <RecordedDomain
      title={labels.title}
      text={labels.text}
      on={value.on}
      impossible={impossible}
      onChange={(on) => change({ on })}
      aside={impossible ? <KernelImpossible machine={machine} /> : null}
    >
      <PresetCards
        label={texts.record.fields['recording.kernel.preset']}
        cards={CARDS}
        chosen={value.preset}
        onChoose={(preset) => change({ preset })}
      />
      <ContainersOnly value={value} change={change} />
      <KernelDetails {...props} />
    </RecordedDomain>
  );
}

function ContainersOnly({ value, change }: { value: KernelDraft; change: KernelProps['change'] }) {
  const id = useId();
  return (
    <div className="domain-choice">
      <CheckBox
        id={id}
        checked={value.containersOnly}
        describedBy={`${id}-is`}
        onChange={(containersOnly) => change({ containersOnly })}
      />
      <label htmlFor={id}>{texts.record.fields['recording.kernel.containersOnly']}</label>
      <span id={`${id}-is`} className="quiet">
        {labels.containersOnlyText}
      </span>
    </div>
  );
}
