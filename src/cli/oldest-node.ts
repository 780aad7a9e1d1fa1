import { engines } from '../../package.json';

const OLDEST = engines.node.replace('>=', '');

/**
 * Returns the error message for a Node older than package.json allows; undefined for any other.
 * @param version as in process.versions.node
 */
export function tooOldNode(version: string): string | undefined {
  const have = version.split('.').map(Number);
  const need = OLDEST.split('.').map(Number);
  const differs = need.findIndex((number, index) => have[index] !== number);
  if (differs < 0 || Number(have[differs]) > Number(need[differs])) return undefined;
  return `Node ${version} is too old: Containers Trace needs Node ${OLDEST} or newer. Install it, then try again.`;
}
