import { AppError } from '@shared/model/app-error';

/** @throws AppError `config` while a viewer has traces open, since it uses their paths */
export function refuseOpen(ids: readonly string[]): void {
  const [first] = ids;
  if (first === undefined) return;
  throw new AppError(
    'config',
    `A viewer has ${ids.length === 1 ? `the trace ${first}` : `${ids.length} traces`} open.`,
    {
      hint: 'Close the viewer, then move the library.',
    },
  );
}
