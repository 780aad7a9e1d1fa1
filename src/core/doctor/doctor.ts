import type { EngineId } from '@shared/engines/registry';
import { ENGINE_IDS } from '@shared/engines/registry';
import type { Capabilities, Check, EngineState } from '@shared/model/capabilities';
import type { Engine } from '../engines/engine';
import type { TraceLibrary } from '../library/trace-library';
import { hostPreloads } from '../tracer/host-preloads';
import { probeTracer } from '../tracer/tracer-state';
import { engineCheck, type LibraryFacts, libraryCheck, preloadCheck, readerCheck, tracerCheck } from './checks';

/** Looks at everything that recording needs; each check is told as soon as it is known. */
export async function examine(
  library: TraceLibrary,
  engine: (id: EngineId) => Engine,
  onCheck: (check: Check) => void,
  signal: AbortSignal,
): Promise<Capabilities> {
  const checks: Check[] = [];
  const tell = (check: Omit<Check, 'checkedAt'>): void => {
    const dated = { ...check, checkedAt: new Date().toISOString() };
    checks.push(dated);
    onCheck(dated);
  };
  const uid = process.getuid?.() ?? 0;
  const tracer = probeTracer(uid).then((state) => {
    tell(tracerCheck(state));
    tell(readerCheck(state));
    tell(preloadCheck(Object.keys(hostPreloads()).length));
    return state;
  });
  const engines = ENGINE_IDS.map(async (id): Promise<EngineState> => {
    const state = await engine(id).probe(signal);
    tell(engineCheck(state));
    return state;
  });
  const space = libraryFacts(library).then((facts) => {
    tell(libraryCheck(facts));
    return facts;
  });
  const [tracerState, engineStates, libraryState] = await Promise.all([tracer, Promise.all(engines), space]);
  return {
    user: { uid, gid: process.getgid?.() ?? 0 },
    tracer: tracerState,
    engines: engineStates,
    library: { path: library.dir, freeBytes: libraryState.freeBytes, totalBytes: libraryState.totalBytes },
    checks,
  };
}

async function libraryFacts(library: TraceLibrary): Promise<LibraryFacts> {
  try {
    await library.prepare();
    return { path: library.dir, ...(await library.space()) };
  } catch (error) {
    return { path: library.dir, freeBytes: 0, totalBytes: 0, problem: (error as Error).message };
  }
}
