import { RUN_ENV } from '../model/labels';
import { shellCommand, shellQuote } from '../planning/shell-quote';
import { apptainerArguments, apptainerEnvironment, bindsNoHome } from './apptainer-arguments';
import type { EngineLanguage, HostReach, ReachRequest } from './engine-language';

/** Name of the bash array that stores a container's command in the script, since no daemon stores the container. */
const arrayOf = (name: string): string => name.replace(/[^A-Za-z0-9_]/g, '_');

/** Assigns a secret from the script's environment, in which its name has no prefix. */
const secretAssignment = (name: string): string => `${name}="$${name.slice(name.indexOf('ENV_') + 4)}"`;

const sharesPids = (options: readonly string[]): boolean => !options.includes('pid') && !options.includes('containall');

/** What apptainer(1) binds and shares by default; see "Bind Paths and Mounts" in its user guide. */
function apptainerReach({ options, network }: ReachRequest): HostReach[] {
  const isContained = options.includes('containall');
  const files = isContained ? [] : [...(options.includes('no-home') ? [] : ['your home folder']), '/tmp', '/var/tmp'];
  const used = [
    ...(isContained ? [] : ["this machine's devices"]),
    ...(sharesPids(options) ? ['your processes'] : []),
    ...(network === undefined || network === 'host' ? ["this machine's network"] : []),
  ];
  return [
    ...files.map((what) => ({ how: 'write' as const, what })),
    ...used.map((what) => ({ how: 'use' as const, what })),
  ];
}

export const apptainer: EngineLanguage = {
  title: 'Apptainer',
  systemSocket: null,
  systemPidFile: null,
  imagesByPath: true,
  imageSources: ['docker-archive:', 'oci-archive:', 'docker-daemon:'],
  options: [
    {
      id: 'fakeroot',
      title: 'Root inside',
      summary: 'You are root in the container, but keep your user id outside.',
    },
    { id: 'containall', title: 'Contained', summary: 'Separate processes, home, temporary folders and environment.' },
    { id: 'pid', title: 'Own process ids', summary: "Processes in the container cannot see this machine's processes." },
    {
      id: 'cleanenv',
      title: 'Clean environment',
      summary: 'Only variables that you set here are passed to the container.',
    },
    { id: 'no-home', title: 'Without home', summary: 'Your home folder is not bound.' },
    {
      id: 'writable-tmpfs',
      title: 'Writable',
      summary: "Changes to the image's files are possible. They are in memory and are lost at the end.",
    },
    { id: 'nv', title: 'NVIDIA', summary: 'The NVIDIA devices and libraries of this machine are bound.' },
  ],
  sharesPids,
  reach: apptainerReach,
  shell: {
    unset: [],
    create: (spec) => {
      const variables = apptainerEnvironment(spec, 'apptainer').map(({ name, value, secret }) =>
        secret ? secretAssignment(name) : shellQuote(`${name}=${value}`),
      );
      const folder = bindsNoHome(spec) ? ['--chdir=/'] : [];
      const command = ['env', ...folder, ...variables, shellCommand(['apptainer', ...apptainerArguments(spec)])];
      return `${arrayOf(spec.name)}=(${command.join(' ')})`;
    },
    startAttached: (name) => `"\${${arrayOf(name)}[@]}"`,
    remove: (name) => `unset ${arrayOf(name)}`,
    removeLabelled: ({ value }) => {
      const find = `grep -lsaF ${shellQuote(`${RUN_ENV}=${value}`)} /proc/[0-9]*/environ | cut -d/ -f3`;
      return `for process in $(${find}); do kill -KILL "$process" 2>/dev/null || true; done`;
    },
  },
};
