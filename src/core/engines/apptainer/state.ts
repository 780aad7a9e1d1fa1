import { toAppError } from '@shared/model/app-error';
import type { EngineState } from '@shared/model/capabilities';
import { findApptainer, hasSetUidStarter, INSTALL, isTooOld, mayUseUserNamespaces, versionOf } from './program';

/** Never throws. The returned state names a problem and its remedy. */
export async function probeApptainer(env: Record<string, string | undefined>, uid: number): Promise<EngineState> {
  const program = findApptainer(env);
  const base = {
    id: 'apptainer',
    title: 'Apptainer',
    version: null,
    rootless: uid !== 0,
    endpoint: program?.path ?? 'apptainer',
  };
  if (!program)
    return {
      ...base,
      rootless: null,
      state: 'missing',
      reason: 'Neither Apptainer nor Singularity is installed.',
      remedy: `# ${INSTALL}; on Ubuntu: sudo add-apt-repository -y ppa:apptainer/ppa && sudo apt-get install -y apptainer`,
    };
  try {
    const release = await versionOf(program);
    const known = { ...base, version: release.version };
    if (isTooOld(release))
      return {
        ...known,
        state: 'broken',
        reason: `${release.product} ${release.version} is too old. It has no option --no-eval, which passes arguments unchanged.`,
        remedy: `# ${INSTALL}`,
      };
    if (uid !== 0 && !(await hasSetUidStarter(program)) && !(await mayUseUserNamespaces()))
      return {
        ...known,
        state: 'broken',
        reason: "You cannot create user namespaces, and root's starter program (apptainer-suid) is not installed.",
        remedy: 'sudo sysctl -w user.max_user_namespaces=15000   # or install apptainer-suid',
      };
    const former = program.name === 'singularity' ? ', under its former name singularity' : '';
    const title = release.product === 'apptainer' ? 'Apptainer' : 'SingularityCE';
    return { ...known, state: 'ready', reason: `${title} ${release.version} is installed${former}.` };
  } catch (error) {
    const failed = toAppError(error);
    return { ...base, state: 'broken', reason: failed.message, remedy: `${program.path} --version` };
  }
}
