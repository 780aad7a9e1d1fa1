import { say } from '../../setup/say';
import type { GuestProgram, ProgramEnd, ProgramOptions } from '../../vm/setup/guest-program';
import { Vm } from '../../vm/setup/vm';

/** People of the machine (scripts/vm/steps/machine-in-root.sh). */
export type Person = 'tester' | 'other';
export const PASSWORD_OF_OTHER = 'other';

const BOOT_LIMIT_MS = 300_000;
const MEMORY_MIB = 3072;
/** The kernel's words for the security module of each machine: AppArmor is on, as Debian has it, or SELinux enforces. */
export const KERNEL_WORDS = { machine: 'apparmor=1', selinux: 'security=selinux selinux=1 enforcing=1' } as const;

/** Which machine: a part of scripts/vm/parts.mjs. */
export type MachinePart = keyof typeof KERNEL_WORDS;

export interface MachineOptions {
  /** Whether the disk keeps what is written. */
  keeps?: boolean;
  stores?: string;
  kernelWords?: string;
}

/** Boots Debian 12 with systemd from a disk. */
export async function bootMachine(disk: string, options: MachineOptions = {}): Promise<Vm> {
  const hardware = {
    root: disk,
    keepsRoot: options.keeps ?? false,
    memoryMiB: MEMORY_MIB,
    kernelWords: options.kernelWords ?? KERNEL_WORDS.machine,
    ...(options.stores === undefined ? {} : { stores: options.stores }),
  };
  const vm = await Vm.boot(hardware, BOOT_LIMIT_MS);
  say(`booted Debian 12 with systemd in ${(vm.bootMs / 1000).toFixed(1)} s`);
  return vm;
}

export interface LoginOptions extends Omit<ProgramOptions, 'user' | 'env' | 'cwd'> {
  /** Whether the session has a terminal. */
  terminal?: boolean;
}

/**
 * Runs a shell script in a login session of its own: sshd, PAM and logind make it as for anybody. The client runs in the
 * machine too, outside of all sessions, so that no network and no ssh of this machine take part; its end is a lost connection.
 */
export function logIn(vm: Vm, person: Person, script: string, options: LoginOptions = {}): GuestProgram {
  const { terminal = false, ...rest } = options;
  return vm.start(['ssh', terminal ? '-tt' : '-T', `${person}@machine`, '--', script], rest);
}

/** The same, to its end. */
export const inSession = (vm: Vm, person: Person, script: string, options: LoginOptions = {}): Promise<ProgramEnd> =>
  logIn(vm, person, script, options).ended;

/** The same, for what must succeed. @returns its standard output */
export async function mustInSession(
  vm: Vm,
  person: Person,
  script: string,
  options: LoginOptions = {},
): Promise<string> {
  const { exitCode, stdout, stderr } = await inSession(vm, person, script, options);
  if (exitCode !== 0)
    throw new Error(
      `${person}: ${script.slice(0, 500)}: exit code ${exitCode}\n${stdout.slice(-4000)}\n${stderr.slice(-4000)}`,
    );
  return stdout;
}
