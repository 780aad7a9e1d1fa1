import { CONTAINER_ENV, RUN_ENV, RUN_LABEL } from '../model/labels';
import { mountOption } from './container-arguments';
import type { ContainerSpec } from './container-spec';

/** What the machine decides, not the request. */
export interface ApptainerGround {
  /** A SIF file is unpacked for the run: it cannot be mounted here. */
  unsquash?: boolean;
}

/**
 * Words behind the program's name. `--quiet`: its own notes would stand among the program's output. `--no-eval`: without it a shell
 * reads arguments and variables once more. `exec` with a command or an entrypoint; else `run`, which is the image's own script.
 */
export function apptainerArguments(spec: ContainerSpec, { unsquash = false }: ApptainerGround = {}): string[] {
  const words = [...(spec.entrypoint ?? []), ...spec.command];
  return [
    '--quiet',
    words.length > 0 ? 'exec' : 'run',
    '--no-eval',
    ...(unsquash ? ['--unsquash'] : []),
    ...(spec.options ?? []).map((option) => `--${option}`),
    ...spec.volumes.map((volume) => `--mount=${mountOption(volume)}`),
    ...(spec.workdir ? [`--pwd=${spec.workdir}`] : []),
    ...(spec.user ? [`--security=${securityOf(spec.user)}`] : []),
    ...networkWords(spec.network),
    ...(spec.cpus ? [`--cpus=${spec.cpus}`] : []),
    ...(spec.memoryBytes ? [`--memory=${spec.memoryBytes}`] : []),
    spec.image,
    ...words,
  ];
}

/**
 * Whether it is started in `/`: Apptainer binds the folder in which it is started, so that in the home folder `--no-home` alone
 * would bind it all the same.
 */
export const bindsNoHome = ({ options }: Pick<ContainerSpec, 'options'>): boolean =>
  options?.includes('no-home') ?? false;

/** `1234:4321` as Apptainer says it. */
function securityOf(user: string): string {
  const [uid = '', gid] = user.split(':');
  return gid === undefined ? `uid:${uid}` : `uid:${uid},gid:${gid}`;
}

/** The host's is what it gives when nothing is asked for. */
const networkWords = (network: string | undefined): string[] =>
  network === undefined || network === 'host' ? [] : ['--net', `--network=${network}`];

export interface ApptainerVariable {
  name: string;
  value: string;
  secret: boolean;
}

/**
 * The environment in which Apptainer is started: what stands under its prefix is the container's, whatever is in it (`--env` takes
 * a comma for the next variable), and on no command line. The marks are there twice: for the processes around the container, and in it.
 * @param program `apptainer`, or `singularity` of before the renaming, which has a prefix of its own
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
