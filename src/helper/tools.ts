import { lstatSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { isRootControlled } from '@shared/privilege/root-controlled';

/** Every program that the helper runs, where Debian, Ubuntu and Fedora have it; PATH is never asked. */
const TOOLS = {
  lttng: '/usr/bin/lttng',
  'lttng-sessiond': '/usr/bin/lttng-sessiond',
  setpriv: '/usr/bin/setpriv',
  getent: '/usr/bin/getent',
  mount: '/usr/bin/mount',
  umount: '/usr/bin/umount',
  sh: '/bin/sh',
} as const;
export type Tool = keyof typeof TOOLS;

const PACKAGES: Partial<Record<Tool, string>> = { lttng: 'lttng-tools', 'lttng-sessiond': 'lttng-tools' };

/**
 * The absolute path of a program that nobody but root can have changed.
 * @throws AppError `missing` when it is not there, `denied` when somebody else may change it or a folder that leads to it
 */
export function toolPath(tool: Tool): string {
  const path = realpath(tool);
  for (let at = path; ; at = dirname(at)) {
    if (!isRootControlled(lstatSync(at)))
      throw new AppError('denied', `${at} can be changed by others than root: ${tool} is not run as root.`, {
        hint: `Give it back to root: \`sudo chown root:root ${at}; sudo chmod go-w ${at}\`.`,
      });
    if (at === '/') return path;
  }
}

function realpath(tool: Tool): string {
  try {
    return realpathSync(TOOLS[tool]);
  } catch (error) {
    throw new AppError('missing', `${TOOLS[tool]} is not there.`, {
      hint: `Install it: \`sudo apt-get install ${PACKAGES[tool] ?? 'util-linux'}\`.`,
      cause: error,
    });
  }
}
