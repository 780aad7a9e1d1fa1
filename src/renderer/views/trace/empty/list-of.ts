import { texts } from '../../../texts/en';

/** `states, system calls and memory in use` */
export function listOf(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : texts.traceTabs.empty.and(parts.slice(0, -1).join(', '), last);
}
