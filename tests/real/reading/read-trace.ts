import { runTool } from '../../setup/run-tool';

export interface ReadEvent {
  /** `provider:name`. */
  name: string;
  /** The complete line of babeltrace2. */
  line: string;
}

// `[19:51:00.123456789] (+0.000000001) host provider:name: { cpu_id = 0 }, { vpid = 1, … }, { … }`
const EVENT = /^\[[^\]]*\] \([^)]*\) \S+ ([^\s:]+:[^\s:]+): /;

/** Reads a trace with babeltrace2, without code of the product. @param path the trace's folder */
export function readTrace(path: string): ReadEvent[] {
  const text = runTool('babeltrace2', [path], { timeoutMs: 120_000 });
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const name = EVENT.exec(line)?.[1];
      if (name === undefined) throw new Error(`babeltrace2 printed a line that is no event: ${line}`);
      return { name, line };
    });
}

/** Every value that a numeric field has in the events, each once. */
export function valuesOf(events: readonly ReadEvent[], field: string): Set<number> {
  const pattern = new RegExp(`\\b${field} = (\\d+)`);
  return new Set(events.flatMap(({ line }) => pattern.exec(line)?.[1] ?? []).map(Number));
}

export const namesOf = (events: readonly ReadEvent[]): Set<string> => new Set(events.map(({ name }) => name));
