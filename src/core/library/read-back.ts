import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { execLines } from '../process/exec';
import { readStreamEnds } from './packet-index';

const FIRST_EVENT_LIMIT_MS = 20_000;

export interface ReadBack {
  /** Why the trace is not whole; empty when it is. */
  problems: string[];
  /** Whether there is at least one event. */
  hasEvents: boolean;
}

/**
 * Proves without reading all of it that what was recorded can be opened: a reader takes the whole metadata and the first
 * event, and each stream is as long as its packet index says. The time does not grow with the trace. `lttng destroy
 * --no-wait`, and `stop` on a full disk, report success for a trace that is cut (FIELD-NOTES): this finds it.
 */
export async function readBack(tracePath: string, leaves: readonly { path: string }[]): Promise<ReadBack> {
  const results = await Promise.all(leaves.map((leaf) => readLeaf(join(tracePath, leaf.path))));
  return {
    problems: results.flatMap((result) => result.problems),
    hasEvents: results.some((result) => result.hasEvents),
  };
}

async function readLeaf(leaf: string): Promise<ReadBack> {
  const problems: string[] = [];
  const metadata = await stat(join(leaf, 'metadata')).catch(() => undefined);
  if (!metadata?.size) return { problems: ['its metadata was not written'], hasEvents: false };
  const ends = await readStreamEnds(leaf).catch((error: Error) => {
    problems.push(error.message);
    return [];
  });
  for (const end of ends)
    if (end.fileBytes < end.indexedBytes)
      problems.push(`stream ${end.stream} has ${end.fileBytes} of ${end.indexedBytes} bytes`);
  const reader = execLines('babeltrace2', ['convert', '--no-delta', leaf], {
    timeoutMs: FIRST_EVENT_LIMIT_MS,
    okCodes: [0],
  });
  let hasEvents = false;
  for await (const line of reader.lines) {
    hasEvents = line.length > 0;
    break; // ending the iteration closes the pipe: the reader ends
  }
  reader.kill();
  const end = await reader.ended;
  if (!hasEvents && end.exitCode !== 0) problems.push(`babeltrace2 cannot read it: ${end.stderr.split('\n')[0] ?? ''}`);
  return { problems, hasEvents };
}
