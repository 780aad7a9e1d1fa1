import type { Check, EngineState, TracerState } from '@shared/model/capabilities';
import { diskFloor } from '../runs/disk-guard';

export interface LibraryFacts {
  path: string;
  freeBytes: number;
  totalBytes: number;
  /** Why nothing can be written there. */
  problem?: string;
}

type Finding = Omit<Check, 'checkedAt'>;

/** Each function turns what was found into one line, and when it is not good, the reason to care and the way out. */
export function tracerCheck(tracer: TracerState): Finding {
  const base = { id: 'tracer', group: 'tracer' as const, title: 'LTTng' };
  if (!tracer.version)
    return {
      ...base,
      state: 'bad',
      summary: 'lttng-tools is not installed.',
      why: 'Its session daemon and its command record the events.',
      remedy: 'sudo apt-get install lttng-tools',
    };
  const who =
    tracer.daemon === 'root'
      ? 'as root, the root session daemon serves'
      : 'a private session daemon is started for you; no password needed';
  return { ...base, state: 'good', summary: `LTTng ${tracer.version}; ${who}.` };
}

export function readerCheck(tracer: TracerState): Finding {
  const base = { id: 'reader', group: 'tracer' as const, title: 'Babeltrace' };
  if (!tracer.babeltrace)
    return {
      ...base,
      state: 'bad',
      summary: 'babeltrace2 is not installed.',
      why: 'Each trace is read back, to prove that it is whole and to count its events.',
      remedy: 'sudo apt-get install babeltrace2',
    };
  return { ...base, state: 'good', summary: `Babeltrace ${tracer.babeltrace} reads traces back.` };
}

export function preloadCheck(count: number): Finding {
  const base = { id: 'host-preloads', group: 'tracer' as const, title: 'LTTng-UST' };
  if (count === 0)
    return {
      ...base,
      state: 'caution',
      summary: 'liblttng-ust is not installed here.',
      why: 'Only the sanity check needs it, which traces a program without a container; images bring their own.',
      remedy: 'sudo apt-get install liblttng-ust1',
    };
  return { ...base, state: 'good', summary: 'liblttng-ust is installed: the sanity check can run.' };
}

export function engineCheck(engine: EngineState): Finding {
  const base = { id: `engine-${engine.id}`, group: 'engine' as const, title: engine.title, summary: engine.reason };
  if (engine.state === 'ready') return { ...base, state: 'good' };
  return {
    ...base,
    state: engine.state === 'broken' ? 'bad' : 'caution',
    why: `Containers of ${engine.title} cannot be recorded until it answers; one engine is enough.`,
    ...(engine.remedy ? { remedy: engine.remedy } : {}),
  };
}

export function libraryCheck(facts: LibraryFacts): Finding {
  const base = { id: 'library', group: 'library' as const, title: 'Library' };
  if (facts.problem)
    return {
      ...base,
      state: 'bad',
      summary: facts.problem,
      why: 'Traces are recorded straight into it.',
      remedy: `mkdir -p '${facts.path}'`,
    };
  const free = `${gib(facts.freeBytes)} free in ${facts.path}.`;
  const floor = diskFloor({}, facts.totalBytes);
  if (facts.freeBytes < floor)
    return {
      ...base,
      state: 'bad',
      summary: free,
      why: `A recording stops at ${gib(floor)} free, so none can begin.`,
      remedy: `du -sh '${facts.path}'`,
    };
  if (facts.freeBytes < 2 * floor)
    return { ...base, state: 'caution', summary: free, why: `A recording stops at ${gib(floor)} free.` };
  return { ...base, state: 'good', summary: free };
}

const gib = (bytes: number): string => `${(bytes / 1_073_741_824).toFixed(1)} GiB`;
