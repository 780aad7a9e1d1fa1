import { join } from 'node:path';
import type { EngineState } from '@shared/model/capabilities';
import { fileLabel } from '../selinux/file-label';
import { ownLabel, selinuxMode } from '../selinux/mode';
import type { Environment } from './environment';
import type { Finding } from './finding';

/** The root session daemon's sockets for traced programs. */
const ROOT_SOCKETS = 'var/run/lttng';

/**
 * Whether SELinux comes between traced containers and the session daemon.
 * @param engines as they answered; `labels` is their own word
 * @param ustSocket the socket's name, null without LTTng
 */
export async function selinuxCheck(
  { root }: Pick<Environment, 'root'>,
  engines: readonly Pick<EngineState, 'title' | 'state' | 'labels'>[],
  ustSocket: string | null,
): Promise<Finding> {
  const mode = selinuxMode(join(root, 'sys/fs/selinux/enforce'));
  if (mode === 'off') return { state: 'good', summary: 'SELinux is off.' };
  if (mode === 'permissive')
    return { state: 'good', summary: 'SELinux is permissive: it reports, and denies nothing.' };
  const labelling = engines.filter((engine) => engine.state === 'ready' && engine.labels !== false);
  if (labelling.length === 0)
    return { state: 'good', summary: 'SELinux is enforcing; no engine here labels its containers.' };
  const socket = ustSocket && (await fileLabel(join(root, ROOT_SOCKETS, ustSocket)));
  const labels = [
    ...(ownLabelAt(root) ? [`a session daemon of yours runs as ${ownLabelAt(root)}`] : []),
    ...(socket ? [`the root session daemon's socket is ${socket}`] : []),
  ];
  return {
    state: 'note',
    summary: `SELinux is enforcing, and ${labelling.map(({ title }) => title).join(' and ')} labels containers.`,
    why: `A labelled container may not connect to the session daemon${labels.length > 0 ? ` (${labels.join('; ')})` : ''}. So a traced container, and no other, runs without a label (label=disable).`,
  };
}

const ownLabelAt = (root: string): string | undefined => ownLabel(join(root, 'proc/self/attr/current'));
