import { oneLine } from '../model/plain-text';
import type { RunConfig } from '../model/run-config';

const LONGEST_TITLE = 80;

/** What the trace is called: as asked, or the program and where it runs. */
export function titleOf(config: RunConfig): string {
  if (config.title) return oneLine(config.title) || 'Trace';
  const command = oneLine(config.command.join(' '));
  const place = config.target.kind === 'container' ? shortImage(config.target.image) : 'this machine';
  const title = command ? `${command} in ${place}` : place;
  return title.length <= LONGEST_TITLE ? title : `${title.slice(0, LONGEST_TITLE - 1)}…`;
}

/** `docker.io/library/debian:bookworm` as `debian:bookworm`. */
function shortImage(reference: string): string {
  return reference.split('/').at(-1) ?? reference;
}
