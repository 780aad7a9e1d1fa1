import { clientShell } from './client-shell';
import type { EngineLanguage } from './engine-language';

export const docker: EngineLanguage = {
  title: 'Docker',
  systemSocket: '/var/run/docker.sock',
  imagesByPath: false,
  imageSources: [],
  options: [],
  sharesPids: () => false,
  shell: clientShell('docker', []),
};
