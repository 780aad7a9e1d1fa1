// Ubuntu 24.04 lets only programs with an AppArmor profile make user namespaces, on which Chromium's sandbox rests.
import { existsSync, readFileSync } from 'node:fs';
import { say } from './setup-error.mjs';

const SWITCH = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
const PROFILE = '/etc/apparmor.d/containers-trace-electron';

/** @param {string} electron its executable */
export function warnAboutUserNamespaces(electron) {
  if (existsSync(PROFILE) || !existsSync(SWITCH) || readFileSync(SWITCH, 'utf8').trim() !== '1') return;
  say(
    [
      "This system's AppArmor may keep Electron from making user namespaces; then its sandbox cannot start and it ends",
      'at once. To allow it for this Electron alone:',
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
