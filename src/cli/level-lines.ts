import type { LevelChoice } from '@shared/privilege/level';

/** With whose rights a recording is made and why, said before anything is asked for or done. */
export const levelLines = ({ level, reason, caution }: LevelChoice): string[] => [
  `Privilege: ${level}. ${reason}`,
  ...(caution === undefined ? [] : [`! ${caution}`]),
];
