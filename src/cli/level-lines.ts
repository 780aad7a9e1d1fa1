import type { LevelChoice, Privilege } from '@shared/privilege/level';

const NAMES: Record<Privilege, string> = {
  none: 'your own rights',
  group: 'the group tracing',
  helper: 'the helper',
};

/** With whose rights a recording is made and why, said before anything is asked for or done. */
export const levelLines = ({ level, reason, caution }: LevelChoice): string[] => [
  `Privilege: ${NAMES[level]}. ${reason}`,
  ...(caution === undefined ? [] : [`! ${caution}`]),
];
