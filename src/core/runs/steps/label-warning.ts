import { isKeptFromSocket } from '@shared/engines/selinux';
import type { Warning } from '@shared/model/trace-record';
import { selinuxMode } from '../../selinux/mode';

/**
 * A container that SELinux keeps from the tracer's socket all the same: its engine labelled it against the request.
 * @param label as the engine says of the running container
 * @param mode of this machine; a test gives its own
 */
export function labelWarning(label: string | undefined, mode = selinuxMode()): Warning | undefined {
  if (label === undefined || !isKeptFromSocket(mode, label)) return undefined;
  return {
    code: 'selinux',
    message: `SELinux is enforcing and the container ran with the label ${label}, which may not connect to the tracer's socket.`,
    hint: 'See the denials with `sudo ausearch -m avc -ts recent`. Configure the engine so that it takes `--security-opt label=disable`, or record with another engine.',
  };
}
