// The images that the app built in this user's engines, found by name.
import { spawnSync } from 'node:child_process';
import { findProgram } from '../setup/presence.mjs';
import { say } from '../setup/setup-error.mjs';

const NAMES = 'localhost/containers-trace-*';
/** Variables that direct podman(1) to another machine. They are unset, because uninstall removes only local images. */
const REMOTE = ['CONTAINER_HOST', 'CONTAINER_CONNECTION', 'CONTAINER_SSHKEY'];
const LIMIT_MS = 30_000;

/** @typedef {{ program: string, image: string, size: string }} OurImage */

/** @returns {OurImage[]} */
export function ourImages() {
  return ['podman', 'docker'].filter(findProgram).flatMap(imagesIn);
}

function imagesIn(program) {
  const format = '{{.Repository}}:{{.Tag}}\t{{.Size}}';
  const listed = engine(program, ['images', '--filter', `reference=${NAMES}`, '--format', format]);
  if (listed.status !== 0) {
    say(`${program} does not respond, so its images were not checked: ${lastLine(listed.stderr)}`);
    return [];
  }
  const lines = listed.stdout.split('\n').filter(Boolean);
  return lines.map((line) => line.split('\t')).map(([image, size]) => ({ program, image, size }));
}

/** @param {OurImage} image */
export function removeImage({ program, image }) {
  const removed = engine(program, ['rmi', image]);
  const gone = removed.status === 0;
  say(gone ? `Removed ${image} from ${program}` : `Could not remove ${image}: ${lastLine(removed.stderr)}`);
  return gone;
}

function engine(program, args) {
  const env = { ...process.env };
  for (const name of REMOTE) delete env[name];
  return spawnSync(program, args, {
    env,
    encoding: 'utf8',
    timeout: LIMIT_MS,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function lastLine(text) {
  return (text ?? '').trim().split('\n').pop();
}
