import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { textIn } from '../files/optional-files';

/** Mount point of selinuxfs; selinux(8). */
const SELINUXFS = '/sys/fs/selinux';
const MOST_REPLY_BYTES = 256;
/** SELINUX_AVD_FLAGS_PERMISSIVE of selinux/selinux.h: denials of the subject's domain are only logged. */
const PERMISSIVE_DOMAIN = 1;
/** Labels contain no white space (security_context_to_sid of the kernel), which separates the parts of the question. */
const LABEL = /^[^\s\0]{1,4096}$/;

export interface Access {
  subject: string;
  object: string;
  objectClass: string;
  permission: string;
}

/**
 * Asks the kernel whether the loaded policy allows a process with the label `subject` an access to an object, as
 * security_compute_av(3) does. The answer is for any two labels, so the daemon itself is not asked.
 * @param root the mount point of selinuxfs; tests pass their own
 * @returns undefined if the kernel does not answer: SELinux is off, a label or class is unknown, or this process may not ask
 */
export function isAllowed({ subject, object, objectClass, permission }: Access, root = SELINUXFS): boolean | undefined {
  const inClass = join(root, 'class', objectClass);
  const index = Number(textIn(join(inClass, 'index')));
  const bit = Number(textIn(join(inClass, 'perms', permission)));
  if (!(index > 0 && bit > 0 && bit <= 32 && LABEL.test(subject) && LABEL.test(object))) return undefined;
  const reply = ask(join(root, 'access'), `${subject} ${object} ${index}`);
  // "allowed decided auditallow auditdeny seqno flags", all but seqno in hexadecimal
  const [allowed = '', , , , , flags = ''] = (reply ?? '').trim().split(/\s+/);
  const bits = Number.parseInt(allowed, 16);
  if (!Number.isSafeInteger(bits)) return undefined;
  return isSet(bits, bit) || isSet(Number.parseInt(flags, 16), PERMISSIVE_DOMAIN);
}

/** @param bit counted from 1; a division, since 32 bits do not fit the bit operators */
const isSet = (bits: number, bit: number): boolean => Math.floor(bits / 2 ** (bit - 1)) % 2 === 1;

/** Writes a question and reads the reply of the same open file. @returns undefined for each refusal of the kernel */
function ask(file: string, question: string): string | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(file, 'r+');
    writeSync(fd, question);
    const reply = Buffer.alloc(MOST_REPLY_BYTES);
    return reply.toString('latin1', 0, readSync(fd, reply, 0, reply.length, null));
  } catch {
    return undefined; // EINVAL for an unknown label, EACCES if the policy forbids to ask
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
