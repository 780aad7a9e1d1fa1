import type { TraceRecord } from '@shared/model/trace-record';
import type { RunPlan } from '@shared/planning/step';
import type { RunConfig } from '@shared/request/run-config';

/** The record of a trace whose recording is about to start. */
export function newRecord(
  config: RunConfig,
  plan: RunPlan,
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
    recordings: recordingsOf(plan),
    events: null,
    exitCode: null,
    provenance,
    warnings: [],
    checks: ['resources'],
    notes: '',
    tags: [],
    imported: null,
  };
}

/** One for each session that the plan creates. */
const recordingsOf = ({ steps }: RunPlan): TraceRecord['recordings'] =>
  steps.flatMap(({ do: action }) => {
    if (action.kind !== 'trace') return [];
    const { kind: daemon } = action.daemon;
    return action.commands.flatMap((command) =>
      command.verb === 'enable-channel'
        ? [
            {
              domain: command.domain,
              daemon,
              session: command.session,
              leaves: [],
              events: null,
              clockShiftNs: null,
              discardedEvents: null,
              lostPackets: null,
            },
          ]
        : [],
    );
  });

/** Removes the values of secret variables: only the container gets them. */
function withoutSecrets(config: RunConfig): RunConfig {
  const { target } = config;
  if (target.kind !== 'container') return config;
  return {
    ...config,
    target: { ...target, env: target.env.map((variable) => (variable.secret ? { ...variable, value: '' } : variable)) },
  };
}
