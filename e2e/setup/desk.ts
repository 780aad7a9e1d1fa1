import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tester } from './tester';

/** The folders of one test, the plain user's own; short, since sockets live in one of them. */
export interface Desk {
  libraryDir: string;
  runtimeDir: string;
  profileDir: string;
  /** Settings and set-ups. */
  configDir: string;
  /** Of Trace Compass. */
  workspacesDir: string;
  /** For the app's environment. */
  env: Record<string, string>;
  /** What the app left in its runtime folder. */
  leftovers(): string[];
  /** Journals in its library, which list resources that are not cleaned up yet, such as a container. */
  openJournals(): string[];
  clear(): void;
}

export function makeDesk(): Desk {
  const user = tester();
  const own = (path: string): string => {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    chownSync(path, user.uid, user.gid);
    return path;
  };
  const root = own(mkdtempSync(join(tmpdir(), 'ct-desk-')));
  const libraryDir = own(join(root, 'traces'));
  const runtimeDir = own(join(root, 'run'));
  const profileDir = own(join(root, 'profile'));
  const configDir = own(join(root, 'config'));
  const workspacesDir = own(join(root, 'workspaces'));
  return {
    libraryDir,
    runtimeDir,
    profileDir,
    configDir,
    workspacesDir,
    env: {
      CONTAINERS_TRACE_CONFIG: configDir,
      CONTAINERS_TRACE_RUNTIME_DIR: runtimeDir,
      CONTAINERS_TRACE_LIBRARY: libraryDir,
      CONTAINERS_TRACE_WORKSPACES: workspacesDir,
    },
    openJournals: () => {
      const journals = join(libraryDir, '.journal');
      return existsSync(journals) ? readdirSync(journals) : [];
    },
    leftovers: () => readdirSync(runtimeDir).filter((name) => name.startsWith('ct-')),
    clear: () => rmSync(root, { recursive: true, force: true }),
  };
}
