import { engineIdSchema, engineLanguage } from '../engines/registry';
import { MEBIBYTES, readAmount, SECONDS, type Units } from './amount';
import { type DraftRows, fieldOfIssue, filledRows } from './draft-fields';
import type { EventDraft, KernelDraft, RecordDraft } from './record-draft';
import { type RunConfig, runConfigSchema } from './run-config';
import { commandProblemText, splitCommand } from './split-command';

/** By the name of the form's field, `env.0.name` or `recording.bufferCount`, what is wrong with it. */
export type FieldErrors = Readonly<Record<string, string>>;

export interface DraftReading {
  /** Null while something is wrong. */
  config: RunConfig | null;
  /** In the order of the form. */
  errors: FieldErrors;
}

const MIB = 1024 * 1024;

/**
 * The form as a request, by the schema that the core parses requests with; what is wrong stands at its field in the
 * schema's words.
 * @param engine the engine that the form means, with "the first that is ready" decided; null: none is known
 */
export function readDraft(draft: RecordDraft, engine: string | null): DraftReading {
  const rows = filledRows(draft);
  const words: Record<string, string[]> = {};
  const own: Record<string, string> = {};
  for (const field of ['command', 'entrypoint'] as const) {
    const split = splitCommand(draft[field]);
    if ('argv' in split) words[field] = split.argv;
    else own[field] = commandProblemText(split.problem);
  }
  Object.assign(own, numberErrors(draft), rowErrors(draft, rows));
  if (!draft.recording.userspace && !draft.recording.kernel.on)
    own['recording'] = 'record userspace, the kernel or both';
  const parsed = runConfigSchema.safeParse(requestOf(draft, engine, words, rows));
  const errors: Record<string, string> = {};
  // The schema's first word on a field is enough, and a word of our own is clearer.
  for (const issue of parsed.success ? [] : parsed.error.issues)
    errors[fieldOfIssue(issue.path, rows)] ??= issue.message;
  Object.assign(errors, own);
  return { config: parsed.success && Object.keys(errors).length === 0 ? parsed.data : null, errors };
}

const orNothing = (text: string): string | undefined => text.trim() || undefined;
const bytesOf = (mebibytes: number | undefined): number | undefined =>
  mebibytes === undefined ? undefined : Math.round(mebibytes * MIB);

function requestOf(draft: RecordDraft, engine: string | null, words: Record<string, string[]>, rows: DraftRows) {
  const { recording } = draft;
  const entrypoint = words['entrypoint'] ?? [];
  return {
    title: orNothing(draft.title),
    target: {
      kind: 'container',
      engine: engine ?? '',
      image: draft.image.trim(),
      entrypoint: entrypoint.length > 0 ? entrypoint : undefined,
      env: rows.env.flatMap((index) => draft.env[index] ?? []).map((row) => ({ ...row, name: row.name.trim() })),
      volumes: rows.volumes
        .flatMap((index) => draft.volumes[index] ?? [])
        .map((row) => ({ ...row, source: row.source.trim(), target: row.target.trim() })),
      options: optionsOf(draft, engine),
      workdir: orNothing(draft.workdir),
      user: orNothing(draft.user),
      network: orNothing(draft.network),
      cpus: readAmount(draft.cpus, { '': 1 }),
      memoryBytes: bytesOf(readAmount(draft.memoryMiB, MEBIBYTES)),
    },
    command: words['command'] ?? [],
    repeat: readAmount(draft.repeat, { '': 1 }),
    recording: {
      preset: recording.userspace ? (recording.preset ?? undefined) : undefined,
      events: rows.events.flatMap((index) => recording.events[index] ?? []).map(ruleOf),
      contexts: recording.contexts,
      preloads: recording.preloads ?? undefined,
      buffers: { count: recording.bufferCount, sizeKiB: recording.bufferSizeKiB },
      kernel: recording.kernel.on ? kernelOf(recording.kernel, rows) : undefined,
      whenFull: recording.whenFull,
      mode: recording.mode,
    },
    limits: {
      maxDurationS: readAmount(draft.maxDurationS, SECONDS),
      maxSizeBytes: bytesOf(readAmount(draft.maxSizeMiB, MEBIBYTES)),
      rotateBytes: hasParts(draft) ? bytesOf(readAmount(draft.rotateMiB, MEBIBYTES)) : undefined,
      diskFloorBytes: bytesOf(readAmount(draft.diskFloorMiB, MEBIBYTES)),
    },
    force: draft.force,
  };
}

/** What another engine was asked for stays in the form, and is not asked of this one. */
export function optionsOf({ options }: Pick<RecordDraft, 'options'>, engine: string | null): string[] {
  const { data } = engineIdSchema.safeParse(engine);
  return data ? options.filter((option) => engineLanguage(data).options.some(({ id }) => id === option)) : [];
}

const hasParts = (draft: RecordDraft): boolean => draft.recording.mode === 'continuous';

function kernelOf(kernel: KernelDraft, rows: DraftRows) {
  const { preset, contexts, buffers, containersOnly } = kernel;
  const named = (list: 'tracepoints' | 'syscalls'): string[] =>
    rows[list].map((index) => (kernel[list][index] ?? '').trim());
  return {
    preset: preset ?? undefined,
    tracepoints: named('tracepoints'),
    syscalls: named('syscalls'),
    contexts,
    buffers: buffers ?? undefined,
    containersOnly,
  };
}

function ruleOf(rule: EventDraft) {
  const exclude = rule.exclude
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  return {
    pattern: rule.pattern.trim(),
    logLevel: rule.logLevel === '' ? undefined : { match: rule.logLevelMatch, level: rule.logLevel },
    filter: orNothing(rule.filter),
    exclude: exclude.length > 0 ? exclude : undefined,
  };
}

const NUMBERS = {
  repeat: { '': 1 },
  cpus: { '': 1 },
  memoryMiB: MEBIBYTES,
  maxDurationS: SECONDS,
  maxSizeMiB: MEBIBYTES,
  rotateMiB: MEBIBYTES,
  diskFloorMiB: MEBIBYTES,
} as const satisfies Partial<Record<keyof RecordDraft, Units>>;

function numberErrors(draft: RecordDraft): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [field, units] of Object.entries(NUMBERS)) {
    if (field === 'rotateMiB' && !hasParts(draft)) continue;
    const text = draft[field as keyof typeof NUMBERS];
    const value = readAmount(text, units);
    if (value !== undefined && !Number.isFinite(value)) errors[field] = `“${text.trim()}” is not a number`;
  }
  return errors;
}

/** What only rows can have: no name, no value, the same as a row before. */
function rowErrors(draft: RecordDraft, rows: DraftRows): Record<string, string> {
  const errors: Record<string, string> = {};
  const names = new Set<string>();
  for (const index of rows.env) {
    const { name, value, secret } = draft.env[index] ?? { name: '', value: '', secret: false };
    if (name.trim() === '') errors[`env.${index}.name`] = 'name the variable, or empty the row';
    else if (names.has(name.trim())) errors[`env.${index}.name`] = `“${name.trim()}” is set above already`;
    if (secret && value === '') errors[`env.${index}.value`] = 'its value was not stored: type it again';
    names.add(name.trim());
  }
  const targets = new Set<string>();
  for (const index of rows.volumes) {
    const { source, target } = draft.volumes[index] ?? { source: '', target: '' };
    if (source.trim() === '') errors[`volumes.${index}.source`] = 'name a path on this machine, or empty the row';
    if (target.trim() === '') errors[`volumes.${index}.target`] = 'name a path inside the container';
    else if (targets.has(target.trim()))
      errors[`volumes.${index}.target`] = `“${target.trim()}” is bound above already`;
    targets.add(target.trim());
  }
  for (const index of rows.events)
    if (draft.recording.events[index]?.pattern.trim() === '')
      errors[`recording.events.${index}.pattern`] = 'name an event, or empty the row';
  return errors;
}
