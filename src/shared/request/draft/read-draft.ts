import { engineIdSchema } from '../../engines/registry';
import { type DraftContext, readSection } from '../fields/field';
import { KERNEL_FIELDS } from '../fields/kernel';
import { RECORDING_FIELDS } from '../fields/recording';
import { type PlacedField, REQUEST_FIELDS } from '../fields/sections';
import { TARGET_FIELDS } from '../fields/target';
import { LIMIT_FIELDS, TRACE_FIELDS } from '../fields/trace';
import { type RunConfig, runConfigSchema } from '../run-config';
import { fieldOfIssue } from './draft-fields';
import type { RecordDraft } from './record-draft';

/** Error messages by form field, such as `env.0.name` or `recording.buffers.count`. */
export type FieldErrors = Readonly<Record<string, string>>;

export interface DraftReading {
  /** Null if there is an error. */
  config: RunConfig | null;
  /** In the order of the form. */
  errors: FieldErrors;
}

/**
 * Reads the form as a request with the schema that the core uses. Each error is assigned to its field, with the schema's message.
 * @param engine the engine of the form, or the first engine that is ready if the form has none; null: none is known
 */
export function readDraft(draft: RecordDraft, engine: string | null): DraftReading {
  const context = contextOf(draft, engine);
  const own = problemsOf(draft, context);
  const parsed = runConfigSchema.safeParse(requestOf(draft, context));
  const errors: Record<string, string> = {};
  // The schema's first message for a field is enough, and a field's own message is clearer.
  for (const issue of parsed.success ? [] : parsed.error.issues)
    errors[fieldOfIssue(issue.path, (field) => rowsOf(field, draft, context))] ??= issue.message;
  Object.assign(errors, own);
  return { config: parsed.success && Object.keys(errors).length === 0 ? parsed.data : null, errors };
}

function contextOf({ recording }: RecordDraft, engine: string | null): DraftContext {
  const { data } = engineIdSchema.safeParse(engine);
  return { engine: data ?? null, userspace: recording.userspace, continuous: recording.mode === 'continuous' };
}

const requestOf = (draft: RecordDraft, context: DraftContext) => ({
  ...readSection(TRACE_FIELDS, draft, context),
  target: { kind: 'container', ...readSection(TARGET_FIELDS, draft, context) },
  recording: {
    ...readSection(RECORDING_FIELDS, draft.recording, context),
    kernel: draft.recording.kernel.on ? readSection(KERNEL_FIELDS, draft.recording.kernel, context) : undefined,
  },
  limits: readSection(LIMIT_FIELDS, draft, context),
});

function draftValueOf({ draftPath }: PlacedField, draft: RecordDraft): unknown {
  return draftPath.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], draft);
}

const isOff = ({ path }: PlacedField, { recording }: RecordDraft): boolean =>
  path[1] === 'kernel' && !recording.kernel.on;

const rowsOf = (field: PlacedField, draft: RecordDraft, context: DraftContext): readonly number[] =>
  field.draft.rows?.(draftValueOf(field, draft) as never, context) ?? [];

function problemsOf(draft: RecordDraft, context: DraftContext): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const field of REQUEST_FIELDS) {
    const problems = isOff(field, draft)
      ? undefined
      : field.draft.problems?.(draftValueOf(field, draft) as never, context);
    for (const [part, message] of Object.entries(problems ?? {}))
      errors[[...field.draftPath, ...(part === '' ? [] : [part])].join('.')] = message;
  }
  if (!draft.recording.userspace && !draft.recording.kernel.on)
    errors['recording'] = 'record userspace, the kernel or both';
  return errors;
}
