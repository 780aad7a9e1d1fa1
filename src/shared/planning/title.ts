import { oneLine } from '../model/plain-text';
import type { RunConfig } from '../request/run-config';

const LONGEST_TITLE = 80;

/** The requested title of the trace, or else the program and where it runs. */
export function titleOf(config: RunConfig): string {
  if (config.title) return oneLine(config.title) || 'Trace';
  const command = oneLine(config.command.join(' '));
  const place = config.target.kind === 'container' ? shortImage(config.target.image) : 'this machine';
  const title = command ? `${command} in ${place}` : place;
  return title.length <= LONGEST_TITLE ? title : `${cut(title, LONGEST_TITLE - 1)}…`;
}

/** Truncates without splitting a surrogate pair. */
const cut = (text: string, most: number): string => text.slice(0, most).replace(/[\ud800-\udbff]$/, '');

/** `docker.io/library/debian:bookworm` as `debian:bookworm`. */
export function shortImage(reference: string): string {
  return reference.split('/').at(-1) ?? reference;
}
