import { Collapsible } from '@base-ui/react/collapsible';
import { MEBIBYTES } from '@shared/request/draft/amount';
import type { RecordDraft } from '@shared/request/draft/record-draft';
import type { DraftValues } from '@shared/request/fields/field';
import { optionsOfEngine, type TARGET_FIELDS } from '@shared/request/fields/target';
import { ChevronRight } from 'lucide-react';
import { type ComponentType, useState } from 'react';
import { useDraft } from '../../stores/draft';
import { effectiveEngine } from '../../stores/pick-engine';
import { texts } from '../../texts/en';
import { CommandField } from './CommandField';
import { EngineOptions } from './EngineOptions';
import { AmountInput } from './fields/AmountInput';
import { FieldError, FormRow } from './fields/FormRow';
import { TextField } from './fields/TextField';
import { useField, useShownErrors } from './fields/use-field';
import { NetworkField } from './NetworkField';

const { more, fields } = texts.record;

/** The fields of the container that are not in this section. */
type FieldAbove = 'engine' | 'image' | 'env' | 'volumes';
type Field = Exclude<keyof DraftValues<typeof TARGET_FIELDS>, FieldAbove>;

/** The component of each field, in the order of the section. The compiler asks for a new field of the container. */
const COMPONENTS: Record<Field, ComponentType> = {
  entrypoint: () => (
    <CommandField field="entrypoint" label={fields.entrypoint} placeholder={more.entrypointPlaceholder} />
  ),
  workdir: () => <TextField field="workdir" label={fields.workdir} placeholder={more.workdirPlaceholder} code />,
  user: () => <TextField field="user" label={fields.user} placeholder={more.userPlaceholder} code />,
  network: NetworkField,
  cpus: () => <TextField field="cpus" label={fields.cpus} placeholder={more.cpusPlaceholder} short />,
  memoryMiB: Memory,
  options: EngineOptions,
};
const FIELDS = Object.keys(COMPONENTS) as Field[];

/** Rarely changed options. Folded, a line summarizes them. The section opens by itself if a field in it has an error. */
export function MoreOfContainer() {
  const draft = useDraft((state) => state.draft);
  const errors = useShownErrors();
  const [open, setOpen] = useState(false);
  const wrong = FIELDS.some((field) => errors[field] !== undefined);
  return (
    <Collapsible.Root open={open || wrong} onOpenChange={setOpen}>
      <Collapsible.Trigger className="fold more-fold">
        <ChevronRight size={16} aria-hidden className="fold-mark" />
        {more.title}
        {open || wrong ? null : <span className="quiet more-summary">{summaryOf(draft)}</span>}
      </Collapsible.Trigger>
      <Collapsible.Panel className="form-rows more-panel">
        {FIELDS.map((field) => {
          const Component = COMPONENTS[field];
          return <Component key={field} />;
        })}
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}

function Memory() {
  const { input, error, errorId } = useField('memoryMiB');
  return (
    <FormRow label={fields.memoryMiB} htmlFor={input.id}>
      <AmountInput
        field="memoryMiB"
        label={fields.memoryMiB}
        units={MEBIBYTES}
        placeholder={more.memoryPlaceholder}
        labelled
      />
      <FieldError id={errorId} error={error} />
    </FormRow>
  );
}

function summaryOf(draft: RecordDraft): string {
  const set = FIELDS.flatMap((field) => {
    const value = draft[field];
    if (typeof value !== 'string') return optionsOfEngine(value, { engine: effectiveEngine(draft.engine)?.id ?? null });
    const text = value.trim();
    if (text === '') return [];
    return `${fields[field].toLowerCase()} ${field === 'memoryMiB' && /^\d+$/.test(text) ? `${text} MiB` : text}`;
  });
  return set.length > 0 ? set.join(' · ') : more.nothing;
}
