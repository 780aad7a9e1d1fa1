import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PLANTED_ID, plantTrace } from './planted-trace';
import { type BadInput, DEMO, type Place, recording, usage } from './row';

const SOME_ID = '20200101-000000-0a1b2c';
const RECORD = ['record', '--engine', 'podman', '--image', DEMO, '--', 'true'];
const DOCKER = ['record', '--engine', 'docker', '--image', DEMO, '--', 'true'];
export const NOWHERE_SOCKET = 'unix:///nowhere/docker.sock';

/** A small file system as the library. */
function mounted(place: Place, options: string, readOnly = false): () => void {
  mkdirSync(place.library);
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'ct-test', place.library]);
  place.own(place.library);
  if (readOnly) execFileSync('mount', ['-o', 'remount,ro', place.library]);
  return () => void execFileSync('umount', [place.library]);
}

/** Writes until the disk refuses. */
function fillDisk(path: string): void {
  try {
    for (;;) appendFileSync(path, Buffer.alloc(65_536));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

function brokenTrace(place: Place): undefined {
  mkdirSync(join(place.library, SOME_ID), { recursive: true });
  writeFileSync(join(place.library, SOME_ID, 'trace.json'), '{"schema": 1, "id": "2020');
  place.own(place.library);
  place.own(join(place.library, SOME_ID));
}

/** Fails if the files beside a broken trace.json were removed. */
const keptBroken = (place: Place): (() => void) => {
  brokenTrace(place);
  return () => {
    if (!existsSync(join(place.library, SOME_ID, 'trace.json'))) throw new Error('The broken trace was deleted.');
    if (!readFileSync(join(place.library, SOME_ID, 'trace.json'), 'utf8').endsWith('"2020'))
      throw new Error('The broken trace.json was changed.');
  };
};

/** Engines that do not respond, libraries that cannot be written, tools that are missing. */
export const environments: BadInput[] = [
  {
    ...recording(
      'an engine that is down',
      { engine: 'docker' },
      { code: 'missing', exit: 3, says: [/Docker/, /\/nowhere\/docker\.sock/, /systemctl start docker/] },
    ),
    env: () => ({ DOCKER_HOST: NOWHERE_SOCKET }),
  },
  {
    name: 'an engine whose socket one may not use',
    cli: () => DOCKER,
    env: ({ deniedSocket }) => ({ DOCKER_HOST: `unix://${deniedSocket}` }),
    code: 'denied',
    exit: 3,
    says: [/socket of Docker/],
  },
  {
    name: 'an engine on another machine',
    cli: () => DOCKER,
    env: () => ({ DOCKER_HOST: 'tcp://192.0.2.1:2375' }),
    ...usage(/DOCKER_HOST/, /tcp:\/\/192\.0\.2\.1:2375/, /unix:\/\//),
  },
  {
    name: 'no lttng on PATH',
    setUp: ({ folder }) => {
      mkdirSync(join(folder, 'bin'));
      for (const program of ['setpriv', 'flock', 'sh', 'cat'])
        symlinkSync(join('/usr/bin', program), join(folder, 'bin', program));
      return undefined;
    },
    cli: () => RECORD,
    env: ({ folder }) => ({ PATH: join(folder, 'bin') }),
    code: 'missing',
    exit: 3,
    says: [/: lttng, babeltrace2/, /apt-get install lttng-tools babeltrace2/],
  },
  {
    name: 'a runtime folder with a path of 120 characters',
    cli: () => RECORD,
    env: () => ({ CONTAINERS_TRACE_RUNTIME_DIR: `/${'x'.repeat(119)}` }),
    ...usage(/ 120 bytes/, /CONTAINERS_TRACE_RUNTIME_DIR/),
  },
  {
    name: 'a runtime folder by a relative path',
    cli: () => RECORD,
    env: () => ({ CONTAINERS_TRACE_RUNTIME_DIR: 'run' }),
    ...usage(/not an absolute path/),
  },
  {
    name: 'a runtime folder that cannot be made',
    cli: () => RECORD,
    env: () => ({ CONTAINERS_TRACE_RUNTIME_DIR: '/proc/ct' }),
    code: 'denied',
    exit: 3,
    says: [/ \/proc\/ct\b/, /CONTAINERS_TRACE_RUNTIME_DIR/],
  },
  {
    name: 'a library that is a file',
    setUp: ({ library }) => void writeFileSync(library, ''),
    cli: () => RECORD,
    ...usage(/is not a folder/, /--library/),
  },
  {
    name: 'the list of a library that is a file',
    setUp: ({ library }) => void writeFileSync(library, ''),
    cli: () => ['list'],
    ...usage(/is not a folder/, /--library/),
  },
  {
    name: "somebody else's library",
    setUp: ({ library }) => {
      mkdirSync(library);
      chmodSync(library, 0o755);
      return undefined;
    },
    cli: () => RECORD,
    code: 'denied',
    exit: 3,
    says: [/permission/, /--library/],
  },
  {
    name: 'a library on a read-only disk',
    setUp: (place) => mounted(place, 'size=1m', true),
    cli: () => RECORD,
    code: 'denied',
    exit: 3,
    says: [/is on a read-only file system/, /--library/],
  },
  {
    name: 'a library on a full disk',
    setUp: (place) => mounted(place, 'size=1m'),
    cli: () => RECORD,
    code: 'command',
    exit: 1,
    says: [/1,907 MiB/, /--disk-floor/],
  },
  ...(['show', 'delete'] as const).map(
    (verb): BadInput => ({
      name: `${verb} a trace whose trace.json is broken: it is kept`,
      setUp: keptBroken,
      cli: () => [verb, SOME_ID],
      ipc: () => ({ channel: `traces:${verb}`, args: verb === 'delete' ? { ids: [SOME_ID] } : { id: SOME_ID } }),
      ...usage(/20200101-000000-0a1b2c.*trace\.json/s, /20200101-000000-0a1b2c/),
    }),
  ),
  {
    name: 'the list with a trace whose trace.json is broken: it stands there as unknown',
    setUp: keptBroken,
    cli: () => ['list'],
    ipc: () => ({ channel: 'traces:list', args: null }),
    code: null,
    exit: 0,
    says: [],
    answer: [{ id: SOME_ID, state: 'unknown', problem: 'Its trace.json is broken.' }],
  },
  {
    name: 'restore a trace whose id is in the library again: neither is touched',
    setUp: (place) => {
      plantTrace(place);
      plantTrace(place, '.trash');
      return () => {
        for (const folder of [PLANTED_ID, join('.trash', PLANTED_ID)].map((name) => join(place.library, name))) {
          if (!existsSync(join(folder, 'trace.json'))) throw new Error(`${folder} is gone.`);
          rmSync(folder, { recursive: true });
        }
      };
    },
    cli: () => ['restore', PLANTED_ID],
    ipc: () => ({ channel: 'traces:restore', args: { ids: [PLANTED_ID] } }),
    ...usage(/20200102-000000-1b2c3d/, /delete --now/),
  },
  ...(['delete', 'restore', 'note'] as const).map(
    (verb): BadInput => ({
      name: `${verb} in a library on a read-only disk`,
      setUp: (place) => {
        const end = mounted(place, 'size=1m');
        plantTrace(place, verb === 'restore' ? '.trash' : '');
        execFileSync('mount', ['-o', 'remount,ro', place.library]);
        return end;
      },
      cli: () => [verb, PLANTED_ID, ...(verb === 'note' ? ['--tag=new'] : [])],
      code: 'denied',
      exit: 3,
      says: [/Read-only file system|is on a read-only file system/, /--library/],
    }),
  ),
  ...[['delete'], ['delete', '--now'], ['restore'], ['trash', '--empty']].map(
    (words): BadInput => ({
      name: `${words.join(' ')} on a full disk, which is when it is needed`,
      setUp: (place) => {
        const end = mounted(place, 'size=1m');
        plantTrace(place, words[0] === 'delete' ? '' : '.trash');
        fillDisk(join(place.library, 'filler'));
        return end;
      },
      cli: () => [...words, ...(words[0] === 'trash' ? [] : [PLANTED_ID])],
      code: null,
      exit: 0,
      says: [],
    }),
  ),
];
