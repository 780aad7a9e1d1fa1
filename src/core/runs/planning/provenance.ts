import { cpus, hostname, release } from 'node:os';
import type { TraceRecord } from '@shared/model/trace-record';
import { distributionName, osRelease } from '../../files/os-release';

/** The machine and the versions that a trace is recorded with, read from the system. */
export function provenance(app: string, lttng: string | null, engine: string | null): TraceRecord['provenance'] {
  const processors = cpus();
  return {
    app,
    kernel: release(),
    os: distributionName(osRelease() ?? ''),
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cpus: processors.length,
    lttng,
    engine,
    host: hostname(),
    tracer: null,
  };
}
