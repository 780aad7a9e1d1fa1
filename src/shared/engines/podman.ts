import { clientShell } from './client-shell';
import type { EngineLanguage } from './engine-language';

export const podman: EngineLanguage = {
  title: 'Podman',
  systemSocket: null,
  imagesByPath: false,
  imageSources: [],
  options: [],
  sharesPids: () => false,
  shell: clientShell('podman'),
};
