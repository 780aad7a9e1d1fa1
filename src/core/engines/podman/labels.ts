import type Docker from 'dockerode';
import { z } from 'zod';
import { selinuxMode } from '../../selinux/mode';

const infoSchema = z.object({ host: z.object({ security: z.object({ selinuxEnabled: z.boolean() }) }) });

/** Podman's native API (Podman 4 and later), whose reply contains SELinux. The Docker-compatible reply does not. */
const INFO = '/v4.0.0/libpod/info';

/** @returns undefined for a reply without this setting */
export function labelsOf(reply: unknown): boolean | undefined {
  const parsed = infoSchema.safeParse(reply);
  return parsed.success ? parsed.data.host.security.selinuxEnabled : undefined;
}

/** Whether Podman labels its containers for SELinux. Does not ask Podman when SELinux is off. @returns undefined when unknown */
export async function askForLabels(docker: Docker, mode = selinuxMode()): Promise<boolean | undefined> {
  if (mode === 'off') return false;
  const options = { path: INFO, method: 'GET', statusCodes: { 200: true, 404: 'no such answer', 500: 'server error' } };
  const reply = await new Promise<unknown>((resolve, reject) => {
    docker.modem.dial(options, (error: unknown, answer: unknown) => (error ? reject(error) : resolve(answer)));
  }).catch(() => undefined); // unknown for an older Podman, which is assumed to label its containers
  return labelsOf(reply);
}
