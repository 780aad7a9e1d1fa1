import { engineCheck, withHelper } from '@core/doctor/engine-check';
import { engineLanguage } from '@shared/engines/registry';
import { type EngineState, isRecordable } from '@shared/model/capabilities';
import { engineLevel, type RootAccess } from '@shared/privilege/level';
import { describe, expect, it } from 'vitest';

const ACCESS: RootAccess = {
  ...{ isRoot: false, daemon: 'absent', group: 'not-member', elevation: 'possible', fromCheckout: false },
};
const systemSocket = engineLanguage('docker').systemSocket ?? '';
const denied = (change: Partial<EngineState> = {}): EngineState => ({
  ...{ id: 'docker', title: 'Docker', state: 'denied', version: null, rootless: null, endpoint: systemSocket },
  ...{ reason: 'No permission.', remedy: 'join the group' },
  ...change,
});
const access = (change: Partial<RootAccess> = {}) => withHelper(denied(), async () => ({ ...ACCESS, ...change }));

describe('an engine whose socket the user cannot access', () => {
  it('can be recorded by the helper, and says so in the words of the plan, without a warning', async () => {
    const engine = await access();
    expect(isRecordable(engine)).toBe(true);
    const plan = engineLevel(ACCESS, 'Docker');
    for (const noneReady of [false, true])
      expect(engineCheck(engine, noneReady)).toMatchObject({
        state: 'note',
        summary: 'reason' in plan ? plan.reason : '',
        remedy: 'join the group',
      });
  });

  it('names the password while the helper is not running, and none while it is', async () => {
    expect((await access()).helper?.reason).toMatch(/password once/);
    expect((await access({ elevation: 'up' })).helper?.reason).toMatch(/no password/);
  });

  it('cautions that root runs the files of a checkout', async () => {
    const engine = await access({ fromCheckout: true });
    expect(engine.helper?.caution).toBeDefined();
    expect(engineCheck(engine).why).toContain(engine.helper?.caution);
  });

  it.each(['no-pkexec', 'unsafe'] as const)('cannot be recorded without a helper (%s)', async (elevation) => {
    const engine = await access({ elevation });
    expect(isRecordable(engine)).toBe(false);
    expect(engineCheck(engine).state).toBe('caution');
    expect(engineCheck(engine, true).state).toBe('bad');
    expect(engineCheck(engine).summary).not.toBe('No permission.');
  });

  it('has no helper on another socket, to which the helper does not connect', async () => {
    const other = denied({ endpoint: '/run/other.sock' });
    const asked = (): Promise<RootAccess> => expect.fail('No access is needed.');
    expect(await withHelper(other, asked)).toEqual(other);
  });
});

describe('an engine that is not ready', () => {
  it.each([
    ['broken', 'bad', 'bad'],
    ['stopped', 'caution', 'bad'],
    ['missing', 'note', 'bad'],
  ] as const)('%s: is a %s if another one is ready, and otherwise %s', (state, other, none) => {
    expect(engineCheck(denied({ state })).state).toBe(other);
    expect(engineCheck(denied({ state }), true).state).toBe(none);
  });
});
