import { lstatSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { isRootControlled } from '@shared/privilege/root-controlled';

/** Every program that the helper runs, with its path in Debian, Ubuntu and Fedora. PATH is not used. */
const TOOLS = {
  lttng: '/usr/bin/lttng',
  'lttng-sessiond': '/usr/bin/lttng-sessiond',
  setpriv: '/usr/bin/setpriv',
  getent: '/usr/bin/getent',
  mount: '/usr/bin/mount',
  umount: '/usr/bin/umount',
  sh: '/bin/sh',
  env: '/usr/bin/env',
  timeout: '/usr/bin/timeout',
} as const;
export type Tool = keyof typeof TOOLS;

/**
 * The absolute path of a program that only root can change.
 * @throws AppError `missing` when it does not exist, `denied` when users other than root can change it or one of its parent folders
 */
export function toolPath(tool: Tool): string {
  const path = realpath(tool);
  for (let at = path; ; at = dirname(at)) {
    if (!isRootControlled(lstatSync(at)))
      throw new AppError('denied', `${tool} was not run as root, because users other than root can change ${at}.`, {
        hint: `Run \`sudo chown root:root ${at}; sudo chmod go-w ${at}\`.`,
      });
    if (at === '/') return path;
  }
}

function realpath(tool: Tool): string {
  try {
    return realpathSync(TOOLS[tool]);
  } catch (error) {
    throw new AppError('missing', `${TOOLS[tool]} does not exist.`, {
      hint: `Install the package that contains ${TOOLS[tool]}.`,
      cause: error,
    });
  }
}
