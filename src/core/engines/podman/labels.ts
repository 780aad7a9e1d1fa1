import type Docker from 'dockerode';
import { z } from 'zod';
import { selinuxMode } from '../../selinux/mode';
import { nativeInfo } from './native-info';

const infoSchema = z.object({ host: z.object({ security: z.object({ selinuxEnabled: z.boolean() }) }) });

/** @returns undefined for a reply without this setting */
export function labelsOf(reply: unknown): boolean | undefined {
  const parsed = infoSchema.safeParse(reply);
  return parsed.success ? parsed.data.host.security.selinuxEnabled : undefined;
}

/** Whether Podman labels its containers for SELinux. Does not ask Podman when SELinux is off. @returns undefined when unknown */
export async function askForLabels(docker: Docker, mode = selinuxMode()): Promise<boolean | undefined> {
  if (mode === 'off') return false;
  // Unknown for an older Podman, which is assumed to label its containers.
  return labelsOf(await nativeInfo(docker).catch(() => undefined));
}
