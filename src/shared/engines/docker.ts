import { createArguments, createBody } from './container-arguments';
import type { EngineLanguage } from './engine-language';

export const docker: EngineLanguage = {
  title: 'Docker',
  systemSocket: '/var/run/docker.sock',
  createBody,
  create: (spec) => ['docker', ...createArguments(spec)],
  startAttached: (name) => ['docker', 'start', '--attach', name],
  remove: (name) => ['docker', 'rm', '--force', '--volumes', name],
  findByLabel: (label) => ['docker', 'ps', '--all', '--quiet', `--filter=label=${label}`],
};
