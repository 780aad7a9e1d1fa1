import { isKeptFromSocket } from '@shared/engines/selinux';
import type { Warning } from '@shared/model/trace-record';
import { selinuxMode } from '../../selinux/mode';

/**
 * A warning for a container that SELinux keeps from the tracer's socket: the engine labelled it in spite of the request.
 * @param label of the running container, from the engine
 * @param mode of this machine; tests pass their own
 */
export function labelWarning(label: string | undefined, mode = selinuxMode()): Warning | undefined {
  if (label === undefined || !isKeptFromSocket(mode, label)) return undefined;
  return {
    code: 'selinux',
    message: `SELinux is enforcing, and the container ran with the label ${label}. Processes with this label cannot connect to the tracer's socket.`,
    hint: 'List the denials with `sudo ausearch -m avc -ts recent`. Configure the engine to accept `--security-opt label=disable`, or record with another engine.',
  };
}
