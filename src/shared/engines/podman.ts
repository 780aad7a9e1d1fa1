import { clientShell } from './client-shell';
import type { EngineLanguage } from './engine-language';

/** podman(1): with one of them set, each command goes to that machine. */
const REMOTE = ['CONTAINER_HOST', 'CONTAINER_CONNECTION', 'CONTAINER_SSHKEY'];

export const podman: EngineLanguage = {
  title: 'Podman',
  systemSocket: null,
  imagesByPath: false,
  imageSources: [],
  options: [],
  sharesPids: () => false,
  shell: clientShell('podman', REMOTE),
};
