/**
 * Compares version numbers part by part; a missing part counts as 0.
 * @param {string} version "20.19.0", "v20.19.0"; a suffix after the numbers ("-rc.1") is ignored
 * @param {string} wanted
 */
export function atLeast(version, wanted) {
  const [have, need] = [numbers(version), numbers(wanted)];
  for (let i = 0; i < Math.max(have.length, need.length); i++) {
    const difference = (have[i] ?? 0) - (need[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function numbers(version) {
  const match = /^v?(\d+(?:\.\d+)*)/.exec(version.trim());
  if (!match) throw new Error(`not a version number: ${JSON.stringify(version)}`);
  return match[1].split('.').map(Number);
}
