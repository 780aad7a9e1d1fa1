import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '@core/engines/engine';

interface Mount {
  device: string;
  root: string;
  point: string;
  options: string;
}

/** Describes the processes of an engine without an API from proc(5), in the format of Docker's API. */
export function procInspect(engine: Engine, runtimeDir: string) {
  const args = (id: string): string[] =>
    (JSON.parse(readFileSync(join(runtimeDir, 'apptainer', `${id}.json`), 'utf8')) as { args: string[] }).args;
  const optionOf = (id: string, name: string): number =>
    Number(
      args(id)
        .find((word) => word.startsWith(`--${name}=`))
        ?.slice(name.length + 3) ?? 0,
    );
  return {
    getContainer: (id: string) => ({
      inspect: async () => {
        const { hostPid } = await engine.inspect(id);
        return {
          HostConfig: { Memory: optionOf(id, 'memory'), NanoCpus: optionOf(id, 'cpus') * 1e9, Devices: [], Binds: [] },
          Config: { Env: hostPid ? environment(hostPid) : [], User: '' },
          State: { Pid: hostPid },
          Mounts: hostPid ? mountsOf(hostPid) : [],
        };
      },
    }),
    listContainers: async () => readdirSync(join(runtimeDir, 'apptainer')).filter((name) => name.endsWith('.json.new')),
  };
}

/** Omits variables that identify one container. */
const environment = (pid: number): string[] =>
  readFileSync(`/proc/${pid}/environ`, 'utf8')
    .split('\u0000')
    .filter(
      (word) =>
        word !== '' && !/^CONTAINERS_TRACE_(RUN|CONTAINER)=/.test(word) && !/^(APPTAINER|SINGULARITY)_/.test(word),
    );

/** The container's mounts of files of this machine. Excludes mounts of the image and the session, which Apptainer adds. */
function mountsOf(pid: number) {
  const here = mountsIn('self');
  return mountsIn(pid)
    .filter(({ point }) => !point.includes('/apptainer/mnt/session'))
    .map(({ device, root, point, options }) => ({
      Source: asNamed(sourceOf(here, device, root)),
      Destination: asNamed(point),
      RW: !options.split(',').includes('ro'),
    }));
}

/** Debian's /var/run is a link to /run. */
const asNamed = (path: string): string => path.replace(/^\/run\/lttng\//, '/var/run/lttng/');

/** The path on this machine of a file or folder of a file system. */
function sourceOf(here: readonly Mount[], device: string, root: string): string {
  const holder = here.filter((mount) => mount.device === device && root.startsWith(mount.root)).at(-1);
  return holder ? join(holder.point, root.slice(holder.root.length)) : `${device}:${root}`;
}

const mountsIn = (pid: number | 'self'): Mount[] =>
  readFileSync(`/proc/${pid}/mountinfo`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' '))
    .map(([, , device = '', root = '', point = '', options = '']) => ({ device, root, point, options }));
