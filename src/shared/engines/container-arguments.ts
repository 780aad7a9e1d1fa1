import type { ContainerSpec } from './container-spec';

/** Turns off SELinux label separation for the container; docker-run(1), podman-create(1). */
const UNLABELLED = 'label=disable';

/**
 * Restrictions of a container that root creates for another user. That user can access its files through /proc/PID/root as soon as
 * a process in it has the user's id. A device file created in it would give access to the host's disk. The other capabilities
 * bypass permissions of host files if the engine's configuration grants them (capabilities(7)). Set-uid files would give new
 * privileges.
 */
export const CONFINED = {
  dropped: ['MKNOD', 'SETFCAP', 'DAC_READ_SEARCH', 'SYS_ADMIN', 'SYS_RAWIO', 'SYS_MODULE', 'SYS_PTRACE'],
  security: 'no-new-privileges',
} as const;

const securityOptions = ({ unlabelled, confined }: ContainerSpec): string[] => [
  ...(unlabelled ? [UNLABELLED] : []),
  ...(confined ? [CONFINED.security] : []),
];

/**
 * Arguments of `create` for Docker's and Podman's command lines. Names secrets without their values, so that the client reads
 * them from the script's environment.
 */
export function createArguments(spec: ContainerSpec): string[] {
  const [entrypoint, ...rest] = spec.entrypoint ?? [];
  return [
    'create',
    `--name=${spec.name}`,
    ...Object.entries(spec.labels).map(([key, value]) => `--label=${key}=${value}`),
    ...spec.volumes.map((volume) => `--mount=${mountOption(volume)}`),
    ...spec.env.map((variable) => `--env=${variable.secret ? variable.name : `${variable.name}=${variable.value}`}`),
    ...(spec.workdir ? [`--workdir=${spec.workdir}`] : []),
    ...(spec.user ? [`--user=${spec.user}`] : []),
    ...(spec.network ? [`--network=${spec.network}`] : []),
    ...(spec.cpus ? [`--cpus=${spec.cpus}`] : []),
    ...(spec.memoryBytes ? [`--memory=${spec.memoryBytes}`] : []),
    ...securityOptions(spec).map((option) => `--security-opt=${option}`),
    ...(spec.confined ? CONFINED.dropped.map((name) => `--cap-drop=${name}`) : []),
    ...(entrypoint === undefined ? [] : [`--entrypoint=${entrypoint}`]),
    spec.image,
    ...rest,
    ...spec.command,
  ];
}

/** Value of the option `--mount` of Docker, Podman and Apptainer, a line of CSV. */
export function mountOption(volume: ContainerSpec['volumes'][number]): string {
  const fields = [
    'type=bind',
    `src=${volume.source}`,
    `dst=${volume.target}`,
    ...(volume.readOnly ? ['readonly'] : []),
  ];
  return fields.map(csvField).join(',');
}

/** Quotes a field of CSV that contains a comma, a quote or a line break. */
const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Body of the API's create call. The type `bind` makes the call fail for a missing source, instead of creating a folder. */
export function createBody(spec: ContainerSpec) {
  return {
    name: spec.name,
    Image: spec.image,
    ...(spec.command.length ? { Cmd: spec.command } : {}),
    ...(spec.entrypoint ? { Entrypoint: spec.entrypoint } : {}),
    Env: spec.env.map((variable) => `${variable.name}=${variable.value}`),
    Labels: spec.labels,
    ...(spec.workdir ? { WorkingDir: spec.workdir } : {}),
    ...(spec.user ? { User: spec.user } : {}),
    AttachStdin: false,
    AttachStdout: true,
    AttachStderr: true,
    Tty: false,
    HostConfig: {
      Mounts: spec.volumes.map((volume) => ({
        Type: 'bind' as const,
        Source: volume.source,
        Target: volume.target,
        ReadOnly: volume.readOnly,
      })),
      ...(spec.network ? { NetworkMode: spec.network } : {}),
      ...(spec.cpus ? { NanoCpus: Math.round(spec.cpus * 1e9) } : {}),
      ...(spec.memoryBytes ? { Memory: spec.memoryBytes } : {}),
      ...(spec.unlabelled || spec.confined ? { SecurityOpt: securityOptions(spec) } : {}),
      ...(spec.confined ? { CapDrop: [...CONFINED.dropped] } : {}),
    },
  };
}
