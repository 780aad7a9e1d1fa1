import { clientShell } from './client-shell';
import { type EngineLanguage, reachByNetwork } from './engine-language';

/** Variables that direct each command to another machine; podman(1). */
const REMOTE = ['CONTAINER_HOST', 'CONTAINER_CONNECTION', 'CONTAINER_SSHKEY'];

export const podman: EngineLanguage = {
  title: 'Podman',
  systemSocket: null,
  systemPidFile: null,
  imagesByPath: false,
  imageSources: [],
  options: [],
  sharesPids: () => false,
  reach: reachByNetwork,
  shell: clientShell('podman', REMOTE),
};
