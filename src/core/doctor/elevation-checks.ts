import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from '../engines/find-program';
import type { Finding } from './finding';
import type { Ground } from './ground';

const LATER = 'Nothing in this version asks for a password. Kernel recording, in a later one, will, once.';

/** pkexec is polkit's; whether an agent that shows the dialog runs, nobody can tell but by asking for something. */
export function pkexecCheck({ env, uid }: Ground): Finding {
  if (uid === 0) return { state: 'good', summary: 'This is root: there is nothing to ask a password for.' };
  if (!findProgram('pkexec', env))
    return { state: 'note', summary: 'pkexec is not installed; nothing needs it yet.', why: LATER };
  return {
    state: 'good',
    summary: 'pkexec is installed; whether an authentication agent runs shows only when it asks.',
    why: LATER,
  };
}

/** Members of the group may use root's session daemon: lttng-sessiond(8). */
export async function tracingGroupCheck(ground: Ground): Promise<Finding> {
  const group = await readGroup(join(ground.root, 'etc/group'));
  const daemon = existsSync(join(ground.root, 'run/lttng/client-lttng-sessiond'));
  const serves = daemon ? "root's session daemon runs" : "root's session daemon does not run";
  const why =
    "Userspace is recorded by a session daemon of your own, without the group. For kernel recording, in a later version, its members may use root's.";
  if (ground.uid === 0) return { state: 'good', summary: `Root needs no group; ${serves}.` };
  if (!group)
    return { state: 'note', summary: 'There is no group tracing on this machine; nothing needs it yet.', why };
  const member = group.members.includes(ground.userName) || (process.getgroups?.() ?? []).includes(group.gid);
  if (member) return { state: 'good', summary: `You are in it; ${serves}.`, why };
  return { state: 'note', summary: `You are not in it; nothing needs it yet; ${serves}.`, why };
}

/** A line of group(5): `tracing:x:106:anna,ben`. */
async function readGroup(path: string): Promise<{ gid: number; members: string[] } | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const fields = /^tracing:[^:]*:(\d+):(.*)$/m.exec(text);
  return fields ? { gid: Number(fields[1]), members: (fields[2] ?? '').split(',').filter(Boolean) } : undefined;
}
