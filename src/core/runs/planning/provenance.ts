import { readFileSync } from 'node:fs';
import { cpus, hostname, release } from 'node:os';
import type { TraceRecord } from '@shared/model/trace-record';

/** The machine and the versions that a trace is recorded with, read from the system. */
export function provenance(app: string, lttng: string | null, engine: string | null): TraceRecord['provenance'] {
  const processors = cpus();
  return {
    app,
    kernel: release(),
    os: osName(),
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cpus: processors.length,
    lttng,
    engine,
    host: hostname(),
    tracer: null,
  };
}

function osName(): string {
  try {
    return /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
  } catch {
    return 'Linux'; // a system without os-release(5)
  }
}
