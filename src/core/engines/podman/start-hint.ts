import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { isWritable } from '../../files/optional-files';
import { isPrivateTmp, PRIVATE_TMP_HINT } from '../../private-tmp';
import { userName } from '../../user-account';

/** What the hint depends on; tests pass their own. */
export interface StartFacts {
  /** The socket's folder is in a /tmp that only this service sees. */
  isPrivate: boolean;
  home: string;
  isHomeWritable: boolean;
  uid: number;
  user: string;
  exists(path: string): boolean;
}

const factsOf = (socket: string): StartFacts => {
  const home = process.env['HOME'] ?? '';
  return {
    isPrivate: isPrivateTmp(socket),
    home,
    isHomeWritable: isAbsolute(home) && isWritable(home),
    uid: process.getuid?.() ?? 0,
    user: userName(),
    exists: existsSync,
  };
};

/**
 * The way out when Podman's service does not start. Names causes only if they were checked: a service of systemd can have a private
 * /tmp, no home folder that it can write to, or a user without a session. Rootless Podman keeps the folder of its first use, which
 * is mostly /run/user/UID, and fails without it. logind removes that folder with the last session, unless the user lingers.
 */
export function startHint(socket: string, facts = factsOf(socket)): string {
  const { isPrivate, home, isHomeWritable, uid, user, exists } = facts;
  if (isPrivate)
    return `This service has a private /tmp (PrivateTmp=yes), which Podman may not see. ${PRIVATE_TMP_HINT}`;
  if (!isHomeWritable)
    return `Podman needs a home folder, but HOME (${home || 'not set'}) is not writable. Set HOME to a folder that you can write to.`;
  const folder = `/run/user/${uid}`;
  // sd_booted(3): systemd runs if this folder exists.
  if (uid !== 0 && user !== '' && exists('/run/systemd/system') && !exists(folder))
    return `${folder} does not exist, as for a user without a login session. \`sudo loginctl enable-linger ${user}\` creates the folder and keeps it.`;
  return 'Check that `podman info` works in a terminal, or choose another engine.';
}
