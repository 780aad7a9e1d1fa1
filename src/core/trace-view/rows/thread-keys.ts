import type { ThreadRow } from '@reader/analysis/analysis';
import type { ThreadIdentity } from '@reader/analysis/threads/analysed-thread';
import { SCAN_THREAD } from '@reader/scan/scan-result';
import { INITIAL_PID_NS } from '@reader/scan/threads';

/** What a thread is known by in every pass: the host's thread id, ids in a pid namespace, or the stream that names no thread. */
export type ThreadKeyText = string;

export const hostKey = (tid: number): ThreadKeyText => `host ${tid}`;

/** Threads of userspace, and events of the kernel that have no thread id of the host. Outside of namespaces both ids are the same. */
export const namespacedThreadKey = (pidNs: number, epoch: number, tid: number): ThreadKeyText =>
  pidNs === INITIAL_PID_NS ? hostKey(tid) : `in ${pidNs} ${epoch} ${tid}`;

const streamKey = (domain: string, tid: number): ThreadKeyText => `${domain} stream ${tid}`;

/** The key of a thread as the scan knows it. */
export function keyOfIdentity({ kind, domain, pidNs, epoch, tid }: ThreadIdentity): ThreadKeyText {
  if (kind === SCAN_THREAD.host) return hostKey(tid);
  return tid < 0 ? streamKey(domain, tid) : namespacedThreadKey(pidNs, epoch, tid);
}

/**
 * The keys by which a row of an analysis may be known, the likeliest first. A row does not say whether the id of a kernel's thread is
 * the host's, which it is unless events name no other.
 */
export function keysOfRow({
  domain,
  pidNs,
  epoch,
  tid,
}: Pick<ThreadRow, 'domain' | 'pidNs' | 'epoch' | 'tid'>): ThreadKeyText[] {
  if (tid < 0) return [streamKey(domain, tid)];
  const inNamespace = namespacedThreadKey(pidNs, epoch, tid);
  return domain === 'kernel' ? [hostKey(tid), inNamespace] : [inNamespace];
}
