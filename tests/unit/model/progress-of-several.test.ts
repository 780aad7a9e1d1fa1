import { ProgressOfSeveral } from '@shared/model/progress-of-several';
import type { Progress } from '@shared/model/transfer';
import { expect, it } from 'vitest';

it('counts the bytes of several tasks once for the total', () => {
  const reported: Progress[] = [];
  const progress = new ProgressOfSeveral([100, 50, 0], (one) => reported.push(one));
  progress.of(0)({ doneBytes: 40, totalBytes: 100 });
  progress.of(0)({ doneBytes: 100, totalBytes: null });
  // The task is larger than expected.
  progress.of(1)({ doneBytes: 30, totalBytes: 80 });
  // An import by reference copies only metadata.
  progress.of(2)({ doneBytes: 5, totalBytes: 0 });
  expect(reported).toEqual([
    { doneBytes: 40, totalBytes: 150 },
    { doneBytes: 100, totalBytes: 150 },
    { doneBytes: 130, totalBytes: 180 },
    { doneBytes: 180, totalBytes: 180 },
  ]);
});
