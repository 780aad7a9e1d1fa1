import { ProcessSpans } from '@core/library/process-spans';
import { expect, it } from 'vitest';

const source = (vpid: number, procname = 'p') => ({ pidNs: 7, vpid, vtid: vpid, procname, namespaces: {} });

it('events with the same contexts count in the span of their container and namespace', () => {
  const spans = new ProcessSpans(2);
  const sources = Array.from({ length: 40 }, (_, n) => source(n + 1));
  for (const [container, instance] of [
    [0, 0],
    [0, 1],
    [1, 1],
  ] as const)
    for (let round = 0; round < 3; round++)
      for (const one of sources) spans.addUserspace(one, instance, container, 10 * container + round);
  const list = spans.list();
  expect(list).toHaveLength(3 * sources.length);
  for (const { container, events, firstAtMs, lastAtMs } of list)
    expect({ events, firstAtMs, lastAtMs }).toEqual({
      ...{ events: 3, firstAtMs: 10 * container, lastAtMs: 10 * container + 2 },
    });
});

it('events of userspace, of the kernel and of a renamed process have spans of their own, also from one source', () => {
  const spans = new ProcessSpans(1);
  const one = source(1, 'old');
  for (let round = 0; round < 3; round++) {
    spans.addUserspace(one, 0, 0, round);
    spans.addKernel(one, 0, 0, round);
    spans.addUserspace(source(1, 'new'), 0, 0, round);
  }
  const shown = spans.list().map(({ ofKernel, procname, events }) => [ofKernel, procname, events]);
  expect(shown).toEqual([
    [false, 'old', 3],
    [true, 'old', 3],
    [false, 'new', 3],
  ]);
});
