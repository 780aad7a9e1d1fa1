import { CONTAINER_ENV, RUN_ENV, RUN_LABEL } from '../model/labels';
import { mountOption } from './container-arguments';
import type { ContainerSpec } from './container-spec';

/** Options that depend on the machine, not on the request. */
export interface ApptainerHostOptions {
  /** Unpacks a SIF file for the run, because it cannot be mounted here. */
  unsquash?: boolean;
}

/**
 * Apptainer's arguments. `--quiet` keeps its own messages out of the program's output. `--no-eval` prevents that a shell evaluates
 * arguments and variables again. A command or entrypoint requires `exec`; `run` starts the image's runscript.
 */
export function apptainerArguments(spec: ContainerSpec, { unsquash = false }: ApptainerHostOptions = {}): string[] {
  const command = [...(spec.entrypoint ?? []), ...spec.command];
  return [
    '--quiet',
    command.length > 0 ? 'exec' : 'run',
    '--no-eval',
    ...(unsquash ? ['--unsquash'] : []),
    ...(spec.options ?? []).map((option) => `--${option}`),
    ...spec.volumes.map((volume) => `--mount=${mountOption(volume)}`),
    ...(spec.workdir ? [`--pwd=${spec.workdir}`] : []),
    ...(spec.user ? [`--security=${securityOf(spec.user)}`] : []),
    ...networkOptions(spec.network),
    ...(spec.cpus ? [`--cpus=${spec.cpus}`] : []),
    ...(spec.memoryBytes ? [`--memory=${spec.memoryBytes}`] : []),
    spec.image,
    ...command,
  ];
}

/**
 * Whether Apptainer must start in `/`. It binds its working directory, so that `--no-home` has no effect in the home folder.
 */
export const bindsNoHome = ({ options }: Pick<ContainerSpec, 'options'>): boolean =>
  options?.includes('no-home') ?? false;

/** Converts `1234:4321` to Apptainer's syntax. */
function securityOf(user: string): string {
  const [uid = '', gid] = user.split(':');
  return gid === undefined ? `uid:${uid}` : `uid:${uid},gid:${gid}`;
}

/** No option for the host's network, which is Apptainer's default. */
const networkOptions = (network: string | undefined): string[] =>
  network === undefined || network === 'host' ? [] : ['--net', `--network=${network}`];

export interface ApptainerVariable {
  name: string;
  value: string;
  secret: boolean;
}

/**
 * Variables to add to Apptainer's environment. Apptainer passes variables with its prefix to the container. Unlike `--env`, which
 * splits at commas, this allows any value and keeps values off the command line. Each mark occurs twice, for Apptainer's processes
 * and for those in the container.
 * @param program `apptainer`, or `singularity`, which has another prefix
 */
export function apptainerEnvironment(spec: ContainerSpec, program: string, containerId?: string): ApptainerVariable[] {
  const prefix = `${program.toUpperCase()}ENV_`;
  const run = spec.labels[RUN_LABEL];
  const marks = [
    ...(run === undefined ? [] : [{ name: RUN_ENV, value: run, secret: false }]),
    ...(containerId === undefined ? [] : [{ name: CONTAINER_ENV, value: containerId, secret: false }]),
  ];
  return [...marks, ...[...marks, ...spec.env].map((variable) => ({ ...variable, name: `${prefix}${variable.name}` }))];
}
