import type { Problem } from '@shared/images/problem';
import type { PlacedPayload } from '@shared/payload/payload-mounts';
import type { PlanFacts } from '@shared/planning/plan-facts';
import { type RunConfig, recordsUserspace } from '@shared/request/run-config';
import { provideGate } from '../../gate/provide-gate';

interface Facts {
  /** Folders in which the gate's folder can be created, best first. */
  bases: readonly string[];
  /** Whether the helper creates the container, see prepare-run.ts. */
  engineClosed: boolean;
  /** Contains the gate, so that none is needed beside it. */
  payload: PlacedPayload | undefined;
}

/** The folder of the gate library, or a warning that programs run without it. */
export function gateFacts(
  { recording }: Pick<RunConfig, 'recording'>,
  { bases, engineClosed, payload }: Facts,
): { facts: Pick<PlanFacts, 'gate'>; problems: Problem[] } {
  if (payload || !recordsUserspace(recording)) return { facts: {}, problems: [] };
  if (engineClosed) return { facts: {}, problems: [withoutGate(BY_HELPER)] };
  const provided = provideGate(bases);
  if ('folder' in provided) return { facts: { gate: provided.folder }, problems: [] };
  return { facts: {}, problems: [withoutGate({ ...NO_PLACE, why: `${NO_PLACE.why} ${provided.reason}` })] };
}

const BY_HELPER = {
  why: 'The library that protects them is not in containers that the helper creates.',
  hint: 'To record an entrypoint that uses such a program, select an engine that you can access.',
};

const NO_PLACE = {
  why: 'The library that protects them has no place.',
  hint: 'Set CONTAINERS_TRACE_RUNTIME_DIR to a short path without spaces, on a file system from which programs can load libraries.',
};

const withoutGate = ({ why, hint }: typeof BY_HELPER): Problem => ({
  code: 'no-gate',
  severity: 'warning',
  message: `setpriv, unshare and similar programs can fail while they are recorded. ${why}`,
  hint,
});
