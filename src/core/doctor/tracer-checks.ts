import type { TracerState } from '@shared/model/capabilities';
import type { Finding } from './finding';

/** Each function turns what was found into one line, and when it is not good, the reason to care and the way out. */
export function tracerCheck(tracer: TracerState): Finding {
  if (!tracer.version)
    return {
      state: 'bad',
      summary: 'lttng-tools is not installed.',
      why: 'Its session daemon and its command record the events.',
      remedy: 'sudo apt-get install lttng-tools',
    };
  const who =
    tracer.daemon === 'root'
      ? 'as root, the root session daemon serves'
      : 'a private session daemon is started for you; no password needed';
  return {
    state: 'good',
    summary: `LTTng ${tracer.version}; ${who}.`,
    why: 'Its session daemon and its command record the events.',
  };
}

export function readerCheck(tracer: TracerState): Finding {
  if (!tracer.babeltrace)
    return {
      state: 'bad',
      summary: 'babeltrace2 is not installed.',
      why: 'Each trace is read back, to prove that it is whole and to count its events.',
      remedy: 'sudo apt-get install babeltrace2',
    };
  return {
    state: 'good',
    summary: `Babeltrace ${tracer.babeltrace} reads traces back.`,
    why: 'Each trace is read back, to prove that it is whole and to count its events.',
  };
}

/** @param count how many of LTTng's preload libraries this machine has */
export function preloadCheck(count: number): Finding {
  if (count === 0)
    return {
      state: 'caution',
      summary: 'liblttng-ust is not installed here.',
      why: 'Only the sanity check needs it, which traces a program without a container; images bring their own.',
      remedy: 'sudo apt-get install liblttng-ust1',
    };
  return { state: 'good', summary: 'liblttng-ust is installed: the sanity check can run.' };
}
