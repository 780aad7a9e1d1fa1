// On Ubuntu 24.04 only programs with an AppArmor profile can create user namespaces. Chromium's sandbox needs them.
import { existsSync, readFileSync } from 'node:fs';
import { say } from './setup-error.mjs';

const SWITCH = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
const PROFILE = '/etc/apparmor.d/containers-trace-electron';

/** @param {string} electron its executable */
export function warnAboutUserNamespaces(electron) {
  if (existsSync(PROFILE) || !existsSync(SWITCH) || readFileSync(SWITCH, 'utf8').trim() !== '1') return;
  say(
    [
      "This system's AppArmor may prevent Electron from creating user namespaces. Then its sandbox cannot start, and",
      'Electron ends at once. To allow user namespaces for this Electron only:',
      `  printf '%s\\n' ${profile(electron)
        .map((line) => `'${line}'`)
        .join(' ')} | sudo tee ${PROFILE}`,
      '  sudo systemctl reload apparmor',
    ].join('\n'),
  );
}

function profile(electron) {
  return [
    'abi <abi/4.0>,',
    'include <tunables/global>',
    `profile containers-trace-electron "${electron}" flags=(unconfined) {`,
    '  userns,',
    '}',
  ];
}
