import { type EngineId, engineLanguage } from '@shared/engines/registry';
import type { EngineState } from '@shared/model/capabilities';
import { engineLevel, type RootAccess } from '@shared/privilege/level';
import type { Finding } from './finding';

type Unready = Exclude<EngineState['state'], 'ready'>;

const UNTIL: Record<Unready, string> = {
  broken: 'it responds without an error',
  missing: 'it is installed',
  stopped: 'it responds',
  denied: 'you have permission to use it',
};

/** The state of the check while another engine is ready. */
const OTHER_IS_READY: Record<Unready, Finding['state']> = {
  broken: 'bad',
  missing: 'note',
  stopped: 'caution',
  denied: 'caution',
};

/** What the helper does not support; see runs/planning/closed-engine.ts. */
const LIMITS_OF_HELPER =
  'Without access to the socket, images are not listed or inspected, and volumes, users, networks and limits are not supported. To record without a password, run this command.';

/** @param noneReady whether no engine can be used: an engine that is not ready then prevents recording */
export function engineCheck(engine: EngineState, noneReady = false): Finding {
  if (engine.state === 'ready') return { state: 'good', summary: engine.reason };
  const remedy = engine.remedy ? { remedy: engine.remedy } : {};
  if (engine.helper) {
    const { reason, caution } = engine.helper;
    return { state: 'note', summary: reason, why: [caution, LIMITS_OF_HELPER].filter(Boolean).join(' '), ...remedy };
  }
  return {
    state: noneReady ? 'bad' : OTHER_IS_READY[engine.state],
    summary: engine.reason,
    why: `Containers of ${engine.title} cannot be recorded until ${UNTIL[engine.state]}. One engine is enough.`,
    ...remedy,
  };
}

/**
 * Adds the helper to an engine whose system-wide socket the user cannot access. The helper connects to no other socket.
 * @param rootAccess asked only for such an engine
 */
export async function withHelper(engine: EngineState, rootAccess: () => Promise<RootAccess>): Promise<EngineState> {
  const { systemSocket } = engineLanguage(engine.id as EngineId);
  if (engine.state !== 'denied' || engine.endpoint !== systemSocket) return engine;
  const level = engineLevel(await rootAccess(), engine.title);
  return 'refusal' in level ? { ...engine, reason: level.refusal.message } : { ...engine, helper: level };
}
