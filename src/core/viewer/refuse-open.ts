import { AppError } from '@shared/model/app-error';

/** @throws AppError `config` while a viewer has traces open: it goes by their paths */
export function refuseOpen(ids: readonly string[]): void {
  const [first] = ids;
  if (first === undefined) return;
  throw new AppError(
    'config',
    `A viewer has ${ids.length === 1 ? `the trace ${first}` : `${ids.length} traces`} open.`,
    {
      hint: 'Close it, then move the library.',
    },
  );
}
