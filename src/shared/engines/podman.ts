import { clientShell } from './client-shell';
import { type EngineLanguage, reachByNetwork } from './engine-language';

/** podman(1): with one of them set, each command goes to that machine. */
const REMOTE = ['CONTAINER_HOST', 'CONTAINER_CONNECTION', 'CONTAINER_SSHKEY'];

export const podman: EngineLanguage = {
  title: 'Podman',
  systemSocket: null,
  imagesByPath: false,
  imageSources: [],
  options: [],
  sharesPids: () => false,
  reach: reachByNetwork,
  shell: clientShell('podman', REMOTE),
};
