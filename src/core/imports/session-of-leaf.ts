import { basename, dirname } from 'node:path';
import { readLeafName } from '../library/leaf-name-of-path';

/** Where lttng puts a leaf below its session's folder, and the part of a recording in front of that. */
const BELOW_SESSION = /\/(?:kernel|ust\/uid\/\d+\/(?:32|64)-bit|ust\/pid\/[^/]+(?:\/(?:32|64)-bit)?)$/;
const PART = /\/(?:archives\/[^/]+|snapshot-[^/]+|\d{8}T\d{6}[+-]\d{4}-\d+)$/;

/**
 * The folder of the session that a leaf belongs to: that is the trace. A leaf that lies as lttng leaves it, or bears a name
 * of ours, has others beside it; any other stands for itself.
 * @param leaf absolute path of a folder that directly holds CTF metadata
 */
export function sessionOfLeaf(leaf: string): string {
  const session = leaf.replace(BELOW_SESSION, '');
  if (session !== leaf) return session.replace(PART, '') || '/';
  return readLeafName(basename(leaf)) ? dirname(leaf) : leaf;
}
