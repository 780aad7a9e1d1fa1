import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apptainerPrefix } from '../../scripts/apptainer/apptainer-prefix.mjs';
import { provideApptainerImages } from './apptainer-images';
import { imageCache, provideImages } from './demo-image';
import { startDocker } from './docker-daemon';
import { addPlainUser, type PlainUser, removePlainUser } from './plain-user';
import { rootStore, userStore } from './podman-stores';
import { isAlive, ownMark } from './process-table';
import { removeTree } from './remove-tree';
import { giveRootSubIds } from './root-sub-ids';
import { endPrograms } from './run-cli';
import { say, timed } from './say';
import { stageApp, stageNode } from './staged-app';
import { WORLD_ENV, type WorldState } from './world-state';

/** Short, because sockets are below it, and a socket's path is limited to 108 bytes. */
const PLACE = '/tmp';
const PREFIX = 'ctw-';
const OWNER_FILE = 'owner';

export interface World {
  state: WorldState;
  close(): Promise<void>;
}

/**
 * Creates the environment of the real tests: a plain user, engines with separate stores, the demo image in each, and the
 * built app where that user can read it. All files are below one folder. `close` stops and removes only what was created.
 * Test files read the state with `world()`, by the path in the environment (CONTAINERS_TRACE_WORLD).
 * @param options takesSignals: SIGINT, SIGTERM and SIGHUP remove everything, also during creation, and end the process
 */
export async function openWorld({ takesSignals = false } = {}): Promise<World> {
  removeStaleFolders();
  const undo: Undo[] = [];
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= takeBack(undo);
    return closing;
  };
  if (takesSignals) closeOnSignals(close);
  try {
    const folder = mkdtempSync(join(PLACE, PREFIX));
    undo.push(['remove the folder', () => removeTree(folder)]);
    writeFileSync(join(folder, OWNER_FILE), ownMark());
    chmodSync(folder, 0o755);
    const user = await timed('add a plain user', () => addPlainUser(folder));
    undo.push(['remove the plain user', () => removePlainUser(user)]);
    const takeSubIds = giveRootSubIds();
    if (takeSubIds) undo.push(["take root's sub-ids away", takeSubIds]);
    const docker = await timed('start Docker', () => startDocker(join(folder, 'docker'), user.gid));
    undo.push(['stop Docker', () => docker.stop()]);
    const state: WorldState = {
      folder,
      app: await timed('stage the app', () => stageApp(join(folder, 'app'), user)),
      node: stageNode(join(folder, 'node'), user),
      user,
      docker: { socket: docker.socket, deniedSocket: docker.deniedSocket },
      actors: actors(folder, user, docker.socket),
      apptainer: { prefix: apptainerPrefix(), images: apptainerImages(folder) },
      images: { base: 'localhost/containers-trace-base:bookworm', demo: 'localhost/containers-trace-demo:1' },
    };
    await provideImages(state, imageCache());
    await provideApptainerImages(state);
    const path = join(folder, 'world.json');
    writeFileSync(path, JSON.stringify(state, null, 2), { mode: 0o644 });
    process.env[WORLD_ENV] = path;
    return { state, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Undo = [what: string, work: () => unknown];

/** Runs every cleanup step, in reverse order of creation. @throws AggregateError of the failures */
async function takeBack(undo: Undo[]): Promise<void> {
  delete process.env[WORLD_ENV];
  const failures: unknown[] = [];
  for (const [what, work] of [...undo, ['end the programs', endPrograms] satisfies Undo].reverse()) {
    try {
      await timed(what, work);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('\n'));
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Replaces existing listeners, because vitest's listener ends the process within a millisecond, without tear-down. */
function closeOnSignals(close: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      say(`${signal}: takes everything back`);
      void close().finally(() => process.exit(SIGNALS[signal]));
    });
  }
}

const apptainerImages = (folder: string) => ({ root: join(folder, 'images-root'), user: join(folder, 'images-user') });

/** Root and the plain user, each with separate folders and environment. No variable of ours comes from outside. */
function actors(folder: string, user: PlainUser, dockerSocket: string): WorldState['actors'] {
  const own = (name: string, uid = 0, gid = 0): string => {
    const path = join(folder, name);
    mkdirSync(path, { mode: 0o700 });
    chownSync(path, uid, gid);
    return path;
  };
  const { PATH = '/usr/sbin:/usr/bin:/sbin:/bin', LANG = 'C.UTF-8' } = process.env;
  const network = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      /_proxy$|^SSL_CERT_|^NODE_EXTRA_CA_CERTS$/i.test(entry[0]) && entry[1] !== undefined,
  );
  const common = {
    ...Object.fromEntries(network),
    PATH: `${join(apptainerPrefix(), 'usr/bin')}:${PATH}`,
    LANG,
    DOCKER_HOST: `unix://${dockerSocket}`,
    CONTAINERS_TRACE_ROOT: join(folder, 'app'),
  };
  const root = { library: join(own('lib-root'), 'traces'), runtimeBase: own('run-root') };
  userStore(user);
  const plain = { library: join(own('lib-user', user.uid, user.gid), 'traces'), runtimeBase: user.runtimeDir };
  return {
    root: {
      ...root,
      env: {
        ...common,
        HOME: own('home-root'),
        CONTAINERS_STORAGE_CONF: rootStore(join(folder, 'podman')),
        CONTAINERS_TRACE_RUNTIME_DIR: root.runtimeBase,
        CONTAINERS_TRACE_LIBRARY: root.library,
        CONTAINERS_TRACE_IMAGES: apptainerImages(folder).root,
      },
    },
    user: {
      ...plain,
      env: {
        ...common,
        HOME: user.home,
        USER: user.name,
        LOGNAME: user.name,
        XDG_RUNTIME_DIR: user.runtimeDir,
        CONTAINERS_TRACE_LIBRARY: plain.library,
        CONTAINERS_TRACE_IMAGES: apptainerImages(folder).user,
      },
    },
  };
}

/** Removes folders of worlds that were killed before their cleanup. */
function removeStaleFolders(): void {
  for (const name of readdirSync(PLACE)) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(PLACE, name);
    const owner = ownerOf(folder);
    if (owner === undefined || isAlive(owner)) continue;
    say(`removes ${folder}, which a killed test run left`);
    removeTree(folder);
  }
}

function ownerOf(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, OWNER_FILE), 'utf8');
  } catch {
    return undefined; // just created and not marked yet
  }
}
