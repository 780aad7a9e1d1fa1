import type { ContainerSpec } from './container-spec';

/** docker-run(1), podman-create(1): turns off label separation for the container. */
const UNLABELLED = 'label=disable';

/**
 * What a container does not get that root makes for another user. That user reaches its files by /proc/PID/root, as soon as a
 * process in it has the user's id: a device that it makes would open the host's disk. The others change or read files of the host
 * past their permissions where the engine's configuration grants them (capabilities(7)). New privileges come from set-uid files.
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
 * `create`'s arguments as Docker's and Podman's command lines share them. A secret is named without its value: the
 * command line then takes it from the environment of whoever runs the script.
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

/** `--mount`'s value: one line of CSV, for Docker, Podman and Apptainer alike. */
export function mountOption(volume: ContainerSpec['volumes'][number]): string {
  const fields = [
    'type=bind',
    `src=${volume.source}`,
    `dst=${volume.target}`,
    ...(volume.readOnly ? ['readonly'] : []),
  ];
  return fields.map(csvField).join(',');
}

/** The engines read `--mount` as a line of CSV: a path with a comma or a quote stands in quotes. */
const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The body of the engine API's create call. Type `bind` fails on a missing source instead of making a folder of that name. */
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
