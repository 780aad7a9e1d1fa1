import { basename, dirname } from 'node:path';
import { readLeafName } from '../library/leaf-name-of-path';

/** The path of a leaf below its session's folder as lttng creates it, and the path of a rotation or snapshot before it. */
const BELOW_SESSION = /\/(?:kernel|ust\/uid\/\d+\/(?:32|64)-bit|ust\/pid\/[^/]+(?:\/(?:32|64)-bit)?)$/;
const PART = /\/(?:archives\/[^/]+|snapshot-[^/]+|\d{8}T\d{6}[+-]\d{4}-\d+)$/;

/**
 * The folder of the session that a leaf belongs to, which is the trace. Leaves in lttng's folder structure, or named by
 * this app, share one session. Any other leaf is a trace by itself.
 * @param leaf absolute path of a folder that directly contains CTF metadata
 */
export function sessionOfLeaf(leaf: string): string {
  const session = leaf.replace(BELOW_SESSION, '');
  if (session !== leaf) return session.replace(PART, '') || '/';
  return readLeafName(basename(leaf)) ? dirname(leaf) : leaf;
}
