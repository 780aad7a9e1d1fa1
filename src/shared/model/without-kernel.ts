import { type RunConfig, recordsUserspace } from '../request/run-config';
import { DEFAULT_PRESET } from '../tracing/presets';

/** The same request for userspace alone, which needs no privilege; of one for the kernel alone the first preset is taken. */
export function withoutKernel(config: RunConfig): RunConfig {
  const { kernel: _kernel, ...recording } = config.recording;
  return { ...config, recording: recordsUserspace(recording) ? recording : { ...recording, preset: DEFAULT_PRESET } };
}
