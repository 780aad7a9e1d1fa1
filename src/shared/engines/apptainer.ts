import { RUN_ENV } from '../model/labels';
import { shellCommand, shellQuote } from '../planning/shell-quote';
import { apptainerArguments, apptainerEnvironment, bindsNoHome } from './apptainer-arguments';
import type { EngineLanguage, HostReach, ReachRequest } from './engine-language';

/** Apptainer has no daemon that would keep a container by its name: the script keeps its words in an array of bash. */
const arrayOf = (name: string): string => name.replace(/[^A-Za-z0-9_]/g, '_');

/** A secret's value comes from the environment of whoever runs the script: its name without Apptainer's prefix. */
const secretWord = (name: string): string => `${name}="$${name.slice(name.indexOf('ENV_') + 4)}"`;

const sharesPids = (options: readonly string[]): boolean => !options.includes('pid') && !options.includes('containall');

/** What apptainer(1) binds and shares without being asked, "Bind Paths and Mounts" of its user guide. */
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
  imagesByPath: true,
  imageSources: ['docker-archive:', 'oci-archive:', 'docker-daemon:'],
  options: [
    {
      id: 'fakeroot',
      title: 'Root inside',
      summary: 'You appear as root in the container; outside you stay yourself.',
    },
    { id: 'containall', title: 'Contained', summary: 'Own processes, home, temporary folders and environment.' },
    { id: 'pid', title: 'Own process ids', summary: "Its processes see each other alone, not this machine's." },
    {
      id: 'cleanenv',
      title: 'Clean environment',
      summary: 'Variables of yours stay out; those that you set here go in.',
    },
    { id: 'no-home', title: 'Without home', summary: 'Your home folder is not bound.' },
    { id: 'writable-tmpfs', title: 'Writable', summary: "The image's files can be changed, in memory, until it ends." },
    { id: 'nv', title: 'NVIDIA', summary: "NVIDIA's devices and libraries of this machine are bound." },
  ],
  sharesPids,
  reach: apptainerReach,
  shell: {
    unset: [],
    create: (spec) => {
      const variables = apptainerEnvironment(spec, 'apptainer').map(({ name, value, secret }) =>
        secret ? secretWord(name) : shellQuote(`${name}=${value}`),
      );
      const folder = bindsNoHome(spec) ? ['--chdir=/'] : [];
      const words = ['env', ...folder, ...variables, shellCommand(['apptainer', ...apptainerArguments(spec)])];
      return `${arrayOf(spec.name)}=(${words.join(' ')})`;
    },
    startAttached: (name) => `"\${${arrayOf(name)}[@]}"`,
    remove: (name) => `unset ${arrayOf(name)}`,
    removeLabelled: ({ value }) => {
      const find = `grep -lsaF ${shellQuote(`${RUN_ENV}=${value}`)} /proc/[0-9]*/environ | cut -d/ -f3`;
      return `for process in $(${find}); do kill -KILL "$process" 2>/dev/null || true; done`;
    },
  },
};
