/** How many tests run at the same time. */
export const LANES = 2;
/** The project of the tests that use no engine. */
export const WITHOUT_ENGINES = 'without-engines';

const displayOf = (lane: number): string => `CT_E2E_DISPLAY_${lane}`;

/** Tells the tests which displays there are. @param displays one for each lane */
export function announceDisplays(displays: readonly string[]): void {
  for (const [lane, name] of displays.entries()) process.env[displayOf(lane)] = name;
}

/** Makes the display of this lane that of everything that the test starts. Playwright numbers its workers from 0. */
export function takeDisplay(): void {
  const display = process.env[displayOf(Number(process.env['TEST_PARALLEL_INDEX']))];
  if (display !== undefined) process.env['DISPLAY'] = display;
}
