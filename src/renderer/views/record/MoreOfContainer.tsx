import { Collapsible } from '@base-ui/react/collapsible';
import { MEBIBYTES } from '@shared/request/draft/amount';
import type { RecordDraft } from '@shared/request/draft/record-draft';
import { optionsOfEngine } from '@shared/request/fields/target';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
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

const { more } = texts.record;
const FIELDS = ['entrypoint', 'workdir', 'user', 'network', 'cpus', 'memoryMiB'] as const;
const LABELS: Record<(typeof FIELDS)[number], string> = {
  entrypoint: more.entrypoint,
  workdir: more.workdir,
  user: more.user,
  network: more.network,
  cpus: more.cpus,
  memoryMiB: more.memory,
};

/** Rarely changed options. Folded, a line summarizes them. The section opens by itself if a field in it has an error. */
export function MoreOfContainer() {
  const draft = useDraft((state) => state.draft);
  const errors = useShownErrors();
  const [open, setOpen] = useState(false);
  const wrong = [...FIELDS, 'target.options'].some((field) => errors[field] !== undefined);
  return (
    <Collapsible.Root open={open || wrong} onOpenChange={setOpen}>
      <Collapsible.Trigger className="fold more-fold">
        <ChevronRight size={16} aria-hidden className="fold-mark" />
        {more.title}
        {open || wrong ? null : <span className="quiet more-summary">{summaryOf(draft)}</span>}
      </Collapsible.Trigger>
      <Collapsible.Panel className="form-rows more-panel">
        <CommandField field="entrypoint" label={more.entrypoint} placeholder={more.entrypointPlaceholder} />
        <TextField field="workdir" label={more.workdir} placeholder={more.workdirPlaceholder} code />
        <TextField field="user" label={more.user} placeholder={more.userPlaceholder} code />
        <NetworkField />
        <TextField field="cpus" label={more.cpus} placeholder={more.cpusPlaceholder} short />
        <Memory />
        <EngineOptions />
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}

function Memory() {
  const { input, error, errorId } = useField('memoryMiB');
  return (
    <FormRow label={more.memory} htmlFor={input.id}>
      <AmountInput
        field="memoryMiB"
        label={more.memory}
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
    const text = draft[field].trim();
    if (text === '') return [];
    return `${LABELS[field].toLowerCase()} ${field === 'memoryMiB' && /^\d+$/.test(text) ? `${text} MiB` : text}`;
  });
  set.push(...optionsOfEngine(draft.options, { engine: effectiveEngine(draft.engine)?.id ?? null }));
  return set.length > 0 ? set.join(' · ') : more.nothing;
}
