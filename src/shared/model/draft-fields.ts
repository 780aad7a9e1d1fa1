import type { RecordDraft } from './record-draft';

/** Positions of the rows that say something; empty rows are no mistake and are passed over. */
export interface DraftRows {
  env: readonly number[];
  volumes: readonly number[];
  events: readonly number[];
  tracepoints: readonly number[];
  syscalls: readonly number[];
}

const positions = <Row>(rows: readonly Row[], says: (row: Row) => string): number[] =>
  rows.flatMap((row, index) => (says(row).trim() === '' ? [] : [index]));

export const filledRows = (draft: RecordDraft): DraftRows => ({
  env: positions(draft.env, (row) => row.name + row.value),
  volumes: positions(draft.volumes, (row) => row.source + row.target),
  events: draft.recording.userspace
    ? positions(draft.recording.events, (row) => row.pattern + row.logLevel + row.filter + row.exclude)
    : [],
  tracepoints: positions(draft.recording.kernel.tracepoints, (pattern) => pattern),
  syscalls: positions(draft.recording.kernel.syscalls, (pattern) => pattern),
});

/** The form's fields by where the request has them. */
const FIELDS: Readonly<Record<string, string>> = {
  title: 'title',
  'target.engine': 'engine',
  'target.image': 'image',
  'target.entrypoint': 'entrypoint',
  'target.workdir': 'workdir',
  'target.user': 'user',
  'target.network': 'network',
  'target.cpus': 'cpus',
  'target.memoryBytes': 'memoryMiB',
  command: 'command',
  repeat: 'repeat',
  recording: 'recording',
  'recording.preset': 'recording.preset',
  'recording.contexts': 'recording.contexts',
  'recording.preloads': 'recording.preloads',
  'recording.buffers.count': 'recording.bufferCount',
  'recording.buffers.sizeKiB': 'recording.bufferSizeKiB',
  'recording.kernel': 'recording.kernel',
  'recording.kernel.preset': 'recording.kernel.preset',
  'recording.kernel.contexts': 'recording.kernel.contexts',
  'recording.kernel.buffers.count': 'recording.kernel.bufferCount',
  'recording.kernel.buffers.sizeKiB': 'recording.kernel.bufferSizeKiB',
  'limits.maxDurationS': 'maxDurationS',
  'limits.maxSizeBytes': 'maxSizeMiB',
  'limits.rotateBytes': 'rotateMiB',
  'limits.diskFloorBytes': 'diskFloorMiB',
};

/** In the order in which they stand in the form, for the first that is wrong. */
export const FIELD_ORDER: readonly string[] = [
  'engine',
  'image',
  'command',
  'repeat',
  'env',
  'volumes',
  'entrypoint',
  'workdir',
  'user',
  'network',
  'cpus',
  'memoryMiB',
  'recording',
  'rotateMiB',
  'maxDurationS',
  'maxSizeMiB',
  'diskFloorMiB',
  'title',
];

/** The form's field for a place in the request, `target.env.0.name` for one; rows count as in the form. */
export function fieldOfIssue(path: readonly PropertyKey[], rows: DraftRows): string {
  const words = path.map(String);
  for (const list of ['env', 'volumes', 'events'] as const) {
    const at = words.indexOf(list);
    if (at !== 1) continue;
    const row = rows[list][Number(words[2])] ?? words[2];
    const [field = list === 'events' ? 'pattern' : 'name'] = words.slice(3);
    return [list === 'events' ? 'recording.events' : list, row, field].join('.');
  }
  for (const list of ['tracepoints', 'syscalls'] as const)
    if (words[1] === 'kernel' && words[2] === list && words[3] !== undefined)
      return ['recording.kernel', list, rows[list][Number(words[3])] ?? words[3]].join('.');
  for (let length = words.length; length > 0; length -= 1) {
    const field = FIELDS[words.slice(0, length).join('.')];
    if (field !== undefined) return field;
  }
  return words.join('.');
}

/** What is wrong first, from the top of the form. */
export function firstWrongField(errors: Readonly<Record<string, string>>): string | undefined {
  const rank = (field: string): number => FIELD_ORDER.indexOf(field.split('.')[0] ?? '');
  return Object.keys(errors).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b, 'en', { numeric: true }))[0];
}
