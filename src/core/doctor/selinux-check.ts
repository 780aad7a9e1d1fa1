import { join } from 'node:path';
import type { EngineState } from '@shared/model/capabilities';
import { fileLabel } from '../selinux/file-label';
import { labelOfProcess, selinuxMode } from '../selinux/mode';
import type { Environment } from './environment';
import type { Finding } from './finding';

/** The root session daemon's sockets for traced programs. */
const ROOT_SOCKETS = 'var/run/lttng';

/**
 * Whether SELinux keeps traced containers from the session daemon.
 * @param engines the probed engines, with `labels` as they reported it
 * @param ustSocket the socket's name, null without LTTng
 */
export async function selinuxCheck(
  { root }: Pick<Environment, 'root'>,
  engines: readonly Pick<EngineState, 'title' | 'state' | 'labels'>[],
  ustSocket: string | null,
): Promise<Finding> {
  const mode = selinuxMode(join(root, 'sys/fs/selinux/enforce'));
  if (mode === 'off') return { state: 'good', summary: 'SELinux is off.' };
  if (mode === 'permissive') return { state: 'good', summary: 'SELinux is permissive, so it only logs denials.' };
  const labelling = engines.filter((engine) => engine.state === 'ready' && engine.labels !== false);
  if (labelling.length === 0)
    return { state: 'good', summary: 'SELinux is enforcing, but no engine labels its containers.' };
  const socket = ustSocket && (await fileLabel(join(root, ROOT_SOCKETS, ustSocket)));
  const labels = [
    ...(ownLabelAt(root) ? [`your session daemon runs as ${ownLabelAt(root)}`] : []),
    ...(socket ? [`the root session daemon's socket is ${socket}`] : []),
  ];
  return {
    state: 'note',
    summary: `SELinux is enforcing, and ${labelling.map(({ title }) => title).join(' and ')} labels containers.`,
    why: `A labelled container cannot connect to the session daemon${labels.length > 0 ? ` (${labels.join(', ')})` : ''}. Therefore traced containers, and no others, run without a label (label=disable).`,
  };
}

const ownLabelAt = (root: string): string | undefined => labelOfProcess(join(root, 'proc/self/attr/current'));
