import type { TracerState } from '@shared/model/capabilities';
import type { Finding } from './finding';

/** Each function of this file turns a probe's result into a finding. */
export function tracerCheck(tracer: TracerState): Finding {
  if (!tracer.version)
    return {
      state: 'bad',
      summary: 'lttng-tools is not installed.',
      why: "LTTng's session daemon and its command record the events.",
      remedy: 'sudo apt-get install lttng-tools',
    };
  const who =
    tracer.daemon === 'root'
      ? 'Recordings use the root session daemon'
      : 'Recordings use a private session daemon, without a password';
  return {
    state: 'good',
    summary: `LTTng ${tracer.version}. ${who}.`,
    why: "LTTng's session daemon and its command record the events.",
  };
}

export function readerCheck(tracer: TracerState): Finding {
  if (!tracer.babeltrace)
    return {
      state: 'bad',
      summary: 'babeltrace2 is not installed.',
      why: 'Each trace is read back to verify that it is complete and to count its events.',
      remedy: 'sudo apt-get install babeltrace2',
    };
  return {
    state: 'good',
    summary: `Babeltrace ${tracer.babeltrace} is installed.`,
    why: 'Each trace is read back to verify that it is complete and to count its events.',
  };
}

/** @param count the number of LTTng's preload libraries on this machine */
export function preloadCheck(count: number): Finding {
  if (count === 0)
    return {
      state: 'caution',
      summary: 'liblttng-ust is not installed on this machine.',
      why: 'Only the sanity check needs it, because that traces a program without a container. Images contain their own copy.',
      remedy: 'sudo apt-get install liblttng-ust1',
    };
  return { state: 'good', summary: 'liblttng-ust is installed, so the sanity check can run.' };
}
