import { type RunConfig, recordsUserspace } from '../request/run-config';
import { DEFAULT_PRESET } from '../tracing/presets';

/** The same request without the kernel, which needs no privilege. A request for the kernel only gets the default preset. */
export function withoutKernel(config: RunConfig): RunConfig {
  const { kernel: _kernel, ...recording } = config.recording;
  return { ...config, recording: recordsUserspace(recording) ? recording : { ...recording, preset: DEFAULT_PRESET } };
}
