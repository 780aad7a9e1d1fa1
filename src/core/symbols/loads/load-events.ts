import type { DecodedEvent, FieldValue, FieldValues } from '@reader/events/event';
import { hexDigits } from '@reader/hex-digits';

type Ids = { pidNs: number; vpid: number };

/** What an event says about the memory of a process. Addresses are numbers, since those of programs have at most 52 bits. */
export type LoadEvent = { atNs: number } & Ids &
  (
    | { kind: 'list-begins' }
    | { kind: 'load'; base: number; path: string; memoryBytes: number }
    | { kind: 'build-id'; base: number; buildId: string }
    | { kind: 'debug-link'; base: number; name: string; crc: number }
    | { kind: 'unload'; base: number }
    | { kind: 'fork'; child: Ids }
  );

type Facts<K extends LoadEvent['kind']> = Omit<Extract<LoadEvent, { kind: K }>, 'atNs' | keyof Ids>;
type Reader = (payload: FieldValues) => Facts<LoadEvent['kind']> | undefined;

const load: Reader = (payload) => {
  const [base, memoryBytes, path] = [natural(payload, 'baddr'), natural(payload, 'memsz'), payload.get('path')];
  // The kernel's own code in the process, `[vdso]`, is no file.
  if (base === undefined || memoryBytes === undefined || typeof path !== 'string' || !path.startsWith('/'))
    return undefined;
  return { kind: 'load', base, path, memoryBytes };
};

const buildId: Reader = (payload) => {
  const base = natural(payload, 'baddr');
  const id = hexOfBytes(payload.get('build_id'));
  return base === undefined || id === undefined ? undefined : { kind: 'build-id', base, buildId: id };
};

const debugLink: Reader = (payload) => {
  const [base, crc, name] = [natural(payload, 'baddr'), natural(payload, 'crc'), payload.get('filename')];
  if (base === undefined || crc === undefined || typeof name !== 'string') return undefined;
  return { kind: 'debug-link', base, name, crc };
};

const unload: Reader = (payload) => {
  const base = natural(payload, 'baddr');
  return base === undefined ? undefined : { kind: 'unload', base };
};

/** Ids of the child in its own namespace are the last ones (lttng-modules, sched.h). Threads are not forks. */
const fork: Reader = (payload) => {
  const [tid, pid] = [natural(payload, 'child_tid'), natural(payload, 'child_pid')];
  const ids = payload.get('vtids');
  const [vpid, pidNs] = [Array.isArray(ids) ? numberOf(ids.at(-1)) : undefined, natural(payload, 'child_ns_inum')];
  if (tid === undefined || tid !== pid || vpid === undefined || pidNs === undefined) return undefined;
  return { kind: 'fork', child: { pidNs, vpid } };
};

/**
 * The events that tell which files are in memory. `baddr` is the address of the first segment (lttng-ust-statedump.c);
 * dlopen's is the difference to the addresses in the file (lttng-ust-dl.c), which is the same unless a file was prelinked.
 * Its dlclose is not taken: it often only counts, and what is really unloaded is in `lttng_ust_lib:unload`.
 */
const READERS: ReadonlyMap<string, Reader> = new Map([
  ['lttng_ust_statedump:start', (): Facts<'list-begins'> => ({ kind: 'list-begins' })],
  ['lttng_ust_statedump:bin_info', load],
  ['lttng_ust_statedump:build_id', buildId],
  ['lttng_ust_statedump:debug_link', debugLink],
  ['lttng_ust_lib:load', load],
  ['lttng_ust_lib:build_id', buildId],
  ['lttng_ust_lib:debug_link', debugLink],
  ['lttng_ust_lib:unload', unload],
  ['lttng_ust_dl:dlopen', load],
  ['lttng_ust_dl:dlmopen', load],
  ['lttng_ust_dl:build_id', buildId],
  ['lttng_ust_dl:debug_link', debugLink],
  ['sched_process_fork', fork],
]);

/** Whether events of this name say what is in memory. Others need not be decoded. */
export const isLoadEvent = (name: string): boolean => READERS.has(name);

/** @returns undefined for another event, and for one with values that the tracer does not write */
export function loadEventOf({ eventClass, payload, commonContext, timeNs }: DecodedEvent): LoadEvent | undefined {
  const facts = READERS.get(eventClass.name)?.(payload);
  if (!facts) return undefined;
  const ids = { pidNs: natural(commonContext, 'pid_ns') ?? 0, vpid: natural(commonContext, 'vpid') ?? -1 };
  // A child is a copy of its parent only if the parent is known.
  if (facts.kind === 'fork' && (ids.vpid === -1 || ids.pidNs === 0)) return undefined;
  return { ...facts, ...ids, atNs: Math.floor(timeNs) } as LoadEvent;
}

const natural = (fields: FieldValues, name: string): number | undefined => numberOf(fields.get(name));

/** @returns undefined for a value that is not a safe integer from 0 */
function numberOf(value: FieldValue | undefined): number | undefined {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

function hexOfBytes(value: FieldValue | undefined): string | undefined {
  const bytes = value instanceof Uint8Array ? [...value] : value;
  if (!Array.isArray(bytes) || bytes.length === 0 || bytes.length > 64) return undefined;
  const numbers = bytes.flatMap((one) => numberOf(one) ?? []);
  return numbers.length === bytes.length && numbers.every((one) => one <= 0xff) ? hexDigits(numbers) : undefined;
}
