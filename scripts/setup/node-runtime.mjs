// The build tools need Node 20.19. electron-vite and vitest need util.styleText, which older versions lack. Debian 12 and
// Ubuntu 24.04 ship Node 18. There set-up downloads a pinned Node and runs everything with it.
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runChild } from '../run/child.mjs';
import { openCache } from './cache-folder.mjs';
import { fetchPinnedPackage } from './pinned-package.mjs';
import { SetupError, say } from './setup-error.mjs';
import { atLeast } from './versions.mjs';

const OLDEST_NODE = '20.19.0';
/** @typedef {{ version: string, integrity: Record<string, string> }} PinnedNode integrity: a hash for each platform */

/** The registry's packages contain the official builds, one package for each platform. @type {PinnedNode} */
const NODE = {
  version: '24.20.0',
  integrity: {
    'linux-x64': 'sha512-tkBwUleGts0UUnK+6HKJkEsOMFb9bkG/YvXw8/alFTaDSUbneVeAFVqu6ELHXuyvVYP4vo1hNAAEfN9zl0Cm3g==',
    'linux-arm64': 'sha512-LDOiQuLlruQpQRp0ddfGZurc1xqYSlX3dYk/3shzhQfCb8IgCPwtWf1RMQCGAWGFhZNbhihhSwGeNRHA+V2pTg==',
  },
};
/** The oldest Node that package.json allows. The tests run the built command line with it. @type {PinnedNode} */
export const OLDEST_FOR_USERS = {
  version: '18.19.0',
  integrity: {
    'linux-x64': 'sha512-Bfpa4442AN+AaZ5N1DPqeujwpmDSRFUyHqC/Es7K5N6+zf14rFrjHFZFtU0QZLflzMYNpwFBPldYKaKDU1DVHw==',
    'linux-arm64': 'sha512-3oVcZrhbtQmRPx7/57pXMQG/t11TM5ZjJxl8r/vo6pT3rAw6PQv7nhm1vxkgdflsuskgS/0PK5XZLI58yruy8g==',
  },
};

/** @param {string} version as in process.version */
export function isNewEnough(version) {
  return atLeast(version, OLDEST_NODE);
}

/**
 * Runs the current command again with the pinned Node, which comes first on PATH for all child processes.
 * @returns {Promise<number>} the exit code
 */
export async function runWithPinnedNode() {
  const node = await pinnedNode();
  const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}` };
  return runChild(node, process.argv.slice(1), { env });
}

function pinnedNode() {
  say(`Node ${process.version} is too old for the build tools. Using Node ${NODE.version} for them`);
  return cachedNode(NODE);
}

/**
 * Downloads a Node from the npm registry into the cache, unless it is there already.
 * @param {PinnedNode} pinned
 * @returns {Promise<string>} its executable
 */
export async function cachedNode({ version, integrity }) {
  const platform = `${process.platform}-${process.arch}`;
  if (!integrity[platform]) {
    throw new SetupError(
      `Node ${process.version} is too old, and there is no pinned Node for ${platform}.`,
      `Install Node ${OLDEST_NODE} or newer.`,
    );
  }
  const cache = openCache();
  const folder = path.join(cache, `node-${version}-${platform}`);
  const node = path.join(folder, 'bin', 'node');
  if (existsSync(node)) return node;
  say(`Downloading Node ${version} into ${cache} (once, 120 MB)`);
  const work = mkdtempSync(path.join(cache, '.node-'));
  try {
    const pinned = { spec: `node-${platform}@${version}`, integrity: integrity[platform] };
    moveInPlace(await fetchPinnedPackage(pinned, work), folder, node);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return node;
}

/** Another set-up may have finished first. Its folder is equivalent. */
function moveInPlace(from, to, proof) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(proof)) throw error;
  }
}
