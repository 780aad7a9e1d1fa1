import type { TracerState } from '@shared/model/capabilities';
import { toInstall, toReinstall } from '../files/install-hint';
import type { Finding } from './finding';

/** Each function of this file turns a probe's result into a finding. */
export function tracerCheck(tracer: TracerState): Finding {
  if (!tracer.version)
    return {
      state: 'bad',
      summary: 'lttng-tools is not installed.',
      why: "LTTng's session daemon and its command record the events.",
      remedy: toInstall('lttng'),
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
      remedy: toInstall('babeltrace2'),
    };
  return {
    state: 'good',
    summary: `Babeltrace ${tracer.babeltrace} is installed.`,
    why: 'Each trace is read back to verify that it is complete and to count its events.',
  };
}

/**
 * @param count the number of LTTng's preload libraries on this machine
 * @param payload the tracer that this machine can lend to containers; undefined if a part of it is missing
 */
export function preloadCheck(count: number, payload: TracerState['payload']): Finding {
  if (count === 0)
    return {
      state: 'caution',
      summary: 'liblttng-ust is not installed on this machine.',
      why: 'It is needed for images without a tracer of their own, and for the sanity check.',
      remedy: toInstall('lttng-ust'),
    };
  if (!payload)
    return {
      state: 'caution',
      summary: 'liblttng-ust is installed, but a library that it requires is missing.',
      why: 'Images without a tracer of their own cannot be recorded.',
      remedy: toReinstall('lttng-ust'),
    };
  const { ust, glibc } = payload;
  return {
    state: 'good',
    summary: `LTTng-UST ${ust.version ?? 'of this machine'} can be lent to images with glibc ${glibc} or later.`,
    why: 'Images without a tracer of their own are recorded with it.',
  };
}
