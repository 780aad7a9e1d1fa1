import { clientShell } from './client-shell';
import { type EngineLanguage, reachByNetwork } from './engine-language';

export const docker: EngineLanguage = {
  title: 'Docker',
  systemSocket: '/var/run/docker.sock',
  systemPidFile: '/var/run/docker.pid', // dockerd(8), --pidfile
  imagesByPath: false,
  imageSources: [],
  options: [],
  sharesPids: () => false,
  reach: reachByNetwork,
  shell: clientShell('docker', []),
};
