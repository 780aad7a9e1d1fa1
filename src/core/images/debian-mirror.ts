import { ChildEnvironment } from '@core/process/child-environment';
import { exec } from '@core/process/exec';
import { toAppError } from '@shared/model/app-error';

/** A package source of apt on this machine. */
export interface AptTarget {
  origin: string;
  label: string;
  site: string;
}

/**
 * Lines of apt sources for a Debian suite, with the mirrors of this machine's apt. Returns no lines when apt uses no Debian mirror
 * (another distribution, no apt). mmdebstrap(1) then uses Debian's public mirrors, with updates and security for a stable suite.
 */
export async function debianSources(suite: string, signal: AbortSignal): Promise<string[]> {
  return sourcesOf(suite, await aptTargets(signal));
}

export function sourcesOf(suite: string, targets: readonly AptTarget[]): string[] {
  const site = (label: string): string | undefined =>
    targets.find((target) => target.origin === 'Debian' && target.label === label)?.site.replace(/\/$/, '');
  const debian = site('Debian');
  if (!debian) return [];
  const security = site('Debian-Security');
  const lines = [`deb ${debian} ${suite} main`, `deb ${debian} ${suite}-updates main`];
  return security ? [...lines, `deb ${security} ${suite}-security main`] : lines;
}

/** Lists apt's sources; see apt-get(8), indextargets. @returns an empty list when there is no apt-get */
async function aptTargets(signal: AbortSignal): Promise<AptTarget[]> {
  const args = ['indextargets', '--format', '$(ORIGIN)\t$(LABEL)\t$(SITE)', 'Created-By: Packages'];
  try {
    const { stdout } = await exec('apt-get', args, {
      env: ChildEnvironment.known({}, ['APT_CONFIG']),
      timeoutMs: 30_000,
      signal,
    });
    return stdout.split('\n').flatMap((line) => {
      const [origin, label, site] = line.split('\t');
      return origin && label && site ? [{ origin, label, site }] : [];
    });
  } catch (error) {
    if (toAppError(error).code === 'missing') return [];
    throw error;
  }
}

const AGE_CHECK = /^Acquire::Check-[A-Za-z-]{1,40} "(?:true|false)";$/;

/**
 * The settings of this machine's apt for the dates of package lists, as options of apt.conf(5). With them mmdebstrap(1) and the image
 * accept an outdated mirror that this machine accepts. @returns an empty list when there is no apt
 */
export async function ageChecks(signal: AbortSignal): Promise<string[]> {
  try {
    return ageChecksOf(
      (
        await exec('apt-config', ['dump'], {
          env: ChildEnvironment.known({}, ['APT_CONFIG']),
          timeoutMs: 30_000,
          signal,
        })
      ).stdout,
    );
  } catch (error) {
    if (toAppError(error).code === 'missing') return [];
    throw error;
  }
}

/** @param dump output of `apt-config dump` */
export const ageChecksOf = (dump: string): string[] => dump.split('\n').filter((line) => AGE_CHECK.test(line));
