import type { LevelChoice } from '@shared/privilege/level';

/** States the privilege level of a recording and the reason, before any password prompt or step. */
export const levelLines = ({ level, reason, caution }: LevelChoice): string[] => [
  `Privilege: ${level}. ${reason}`,
  ...(caution === undefined ? [] : [`! ${caution}`]),
];
