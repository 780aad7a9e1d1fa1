import { z } from 'zod';

const versionSchema = z.object({ Version: z.string() });
const infoSchema = z.object({ SecurityOptions: z.array(z.string()).nullish(), Rootless: z.boolean().optional() });

export const versionOf = (reply: unknown): string => {
  const parsed = versionSchema.safeParse(reply);
  return parsed.success ? parsed.data.Version : '?';
};

/** Whether Docker labels containers: the security option `name=selinux`, which requires the daemon's `--selinux-enabled`. */
export const labelsOf = (reply: unknown): boolean | undefined => {
  const parsed = infoSchema.safeParse(reply);
  if (!parsed.success) return undefined;
  return (parsed.data.SecurityOptions ?? []).some((option) => /(^|,)name=selinux(,|$)/.test(option));
};

/** Whether the engine runs rootless: the security option `name=rootless` of Docker and Podman, or Podman's own field. */
export const rootlessOf = (reply: unknown): boolean => {
  const parsed = infoSchema.safeParse(reply);
  return (
    parsed.success &&
    (parsed.data.Rootless === true || (parsed.data.SecurityOptions ?? []).some((option) => option.includes('rootless')))
  );
};
