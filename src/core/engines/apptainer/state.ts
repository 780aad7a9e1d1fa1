import { toAppError } from '@shared/model/app-error';
import type { EngineState } from '@shared/model/capabilities';
import { findApptainer, hasSetUidStarter, INSTALL, isTooOld, mayUseUserNamespaces, versionOf } from './program';

/** Never throws: what is wrong is in the state, with the way out. */
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
      reason: 'Apptainer is not installed, nor Singularity.',
      remedy: `# ${INSTALL}; on Ubuntu: sudo add-apt-repository -y ppa:apptainer/ppa && sudo apt-get install -y apptainer`,
    };
  try {
    const told = await versionOf(program);
    const known = { ...base, version: told.version };
    if (isTooOld(told))
      return {
        ...known,
        state: 'broken',
        reason: `${told.product} ${told.version} is too old: it cannot take arguments as they are (--no-eval).`,
        remedy: `# ${INSTALL}`,
      };
    if (uid !== 0 && !(await hasSetUidStarter(program)) && !(await mayUseUserNamespaces()))
      return {
        ...known,
        state: 'broken',
        reason: 'You may not make user namespaces, and no starter of root is installed that would do without.',
        remedy: 'sudo sysctl -w user.max_user_namespaces=15000   # or install apptainer-suid',
      };
    const former = program.name === 'singularity' ? ', under its former name singularity' : '';
    const title = told.product === 'apptainer' ? 'Apptainer' : 'SingularityCE';
    return { ...known, state: 'ready', reason: `${title} ${told.version} is there${former}.` };
  } catch (error) {
    const failed = toAppError(error);
    return { ...base, state: 'broken', reason: failed.message, remedy: `${program.path} --version` };
  }
}
