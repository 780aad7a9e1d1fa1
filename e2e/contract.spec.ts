import { CHANNELS, CONTRACT } from '../src/shared/ipc/contract';
import { expect, test } from './setup/fixtures';

const WRONG: unknown[] = [
  undefined,
  0,
  'text',
  [],
  {},
  { id: '../../etc' },
  { runId: 1 },
  { engine: 'lxc' },
  { config: {} },
];
const UNKNOWN_ID = '20200101-000000-000000';

test('every channel rejects every kind of wrong arguments', async ({ ct }) => {
  let tried = 0;
  for (const channel of CHANNELS)
    for (const args of WRONG) {
      // What happens to fit is not wrong for this channel.
      if (CONTRACT[channel].args.safeParse(args).success) continue;
      const answer = await ct.page.evaluate(
        ([name, given]) => Reflect.apply(window.bridge.invoke, null, [name, given]),
        [channel, args] as const,
      );
      expect(answer, `${channel} ${JSON.stringify(args)}`).toMatchObject({ ok: false, error: { code: 'config' } });
      tried += 1;
    }
  expect(tried).toBeGreaterThan(CHANNELS.length * 5);
});

for (const channel of ['traces:show', 'traces:delete', 'run:stop', 'run:cancel'] as const)
  test(`${channel} says that an unknown id is missing`, async ({ ct }) => {
    const answer = await ct.page.evaluate(
      ([name, id]) => Reflect.apply(window.bridge.invoke, null, [name, { id, ids: [id], runId: id }]),
      [channel, UNKNOWN_ID] as const,
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'missing' } });
  });

test('traces:rename says that an unknown id is missing', async ({ ct }) => {
  await expect(ct.ask('traces:rename', { id: UNKNOWN_ID, title: 'x' })).rejects.toThrow(/missing/);
});
