import { createArguments, createBody } from './container-arguments';
import type { EngineLanguage } from './engine-language';

export const podman: EngineLanguage = {
  title: 'Podman',
  systemSocket: null,
  createBody,
  create: (spec) => ['podman', ...createArguments(spec)],
  startAttached: (name) => ['podman', 'start', '--attach', name],
  remove: (name) => ['podman', 'rm', '--force', '--volumes', name],
  findByLabel: (label) => ['podman', 'ps', '--all', '--quiet', `--filter=label=${label}`],
};
