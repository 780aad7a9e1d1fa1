import { sessionNameOf } from '@shared/model/labels';
import type { RunConfig } from '@shared/model/run-config';
import type { TraceRecord } from '@shared/model/trace-record';
import type { DaemonRef, RunPlan } from '@shared/planning/step';

/** The record of a trace whose recording is about to begin. */
export function newRecord(
  config: RunConfig,
  plan: RunPlan,
  daemon: DaemonRef,
  image: TraceRecord['image'],
  provenance: TraceRecord['provenance'],
): TraceRecord {
  return {
    schema: 1,
    id: plan.runId,
    title: plan.title,
    state: 'recording',
    createdAt: new Date().toISOString(),
    endedAt: null,
    durationMs: null,
    sizeBytes: null,
    endedBy: null,
    config: withoutSecrets(config),
    image,
    recordings: [
      {
        domain: 'userspace',
        daemon: daemon.kind,
        session: sessionNameOf(plan.runId),
        leaves: [],
        discardedEvents: null,
        lostPackets: null,
      },
    ],
    events: null,
    exitCode: null,
    provenance,
    warnings: [],
    notes: '',
    tags: [],
  };
}

/** The values of variables marked "do not store" stay with the container. */
function withoutSecrets(config: RunConfig): RunConfig {
  const { target } = config;
  if (target.kind !== 'container') return config;
  return {
    ...config,
    target: { ...target, env: target.env.map((variable) => (variable.secret ? { ...variable, value: '' } : variable)) },
  };
}
