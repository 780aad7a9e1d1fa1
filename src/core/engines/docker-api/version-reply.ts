import { z } from 'zod';

const versionSchema = z.object({ Version: z.string() });
const infoSchema = z.object({ SecurityOptions: z.array(z.string()).nullish(), Rootless: z.boolean().optional() });

export const versionOf = (reply: unknown): string => {
  const parsed = versionSchema.safeParse(reply);
  return parsed.success ? parsed.data.Version : '?';
};

/** Docker names it among the security options, `name=selinux`: only where the daemon's own `--selinux-enabled` is on. */
export const labelsOf = (reply: unknown): boolean | undefined => {
  const parsed = infoSchema.safeParse(reply);
  if (!parsed.success) return undefined;
  return (parsed.data.SecurityOptions ?? []).some((option) => /(^|,)name=selinux(,|$)/.test(option));
};

/** Docker and Podman name rootless operation among the security options: `name=rootless`. */
export const rootlessOf = (reply: unknown): boolean => {
  const parsed = infoSchema.safeParse(reply);
  return (
    parsed.success &&
    (parsed.data.Rootless === true || (parsed.data.SecurityOptions ?? []).some((option) => option.includes('rootless')))
  );
};
