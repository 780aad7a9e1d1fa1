import { zeroEvents } from '@core/library/zero-events';
import { labelFacts } from '@core/runs/planning/label-facts';
import { labelWarning } from '@core/runs/steps/label-warning';
import type { SelinuxMode } from '@shared/engines/selinux';
import type { EngineState } from '@shared/model/capabilities';
import type { RunConfig } from '@shared/request/run-config';
import { describe, expect, it } from 'vitest';
import { configOf, recordOf } from '../setup/configs';

const CONTAINER = 'system_u:system_r:container_t:s0:c1,c2';

const facts = (mode: SelinuxMode, labels: boolean | undefined, config: RunConfig = configOf(), isClosed = false) =>
  labelFacts(
    config,
    isClosed,
    () => ({ probe: async () => ({ labels }) as EngineState }),
    new AbortController().signal,
    mode,
  );

describe('the SELinux fact of a plan', () => {
  it('is that the container would be labelled, if the mode and the engine confirm it', async () => {
    expect(await facts('enforcing', true)).toEqual({ labelled: true });
  });

  it.each([
    ['SELinux is permissive', 'permissive', true],
    ['SELinux is off', 'off', true],
    ['the engine does not label', 'enforcing', false],
  ] as const)('is absent if %s', async (_, mode, labels) => {
    expect(await facts(mode, labels)).toEqual({});
  });

  it('is that the container would be labelled, if the engine does not answer or is closed to the user', async () => {
    expect(await facts('enforcing', undefined)).toEqual({ labelled: true });
    expect(await facts('enforcing', false, configOf(), true)).toEqual({ labelled: true });
  });

  it('is absent if no container gets the socket', async () => {
    const kernelAlone = configOf({ recording: { kernel: { preset: 'scheduling' } } });
    expect(await facts('enforcing', true, kernelAlone)).toEqual({});
    expect(await facts('enforcing', true, configOf({ target: { kind: 'host' } }))).toEqual({});
  });
});

describe('a container that was labelled nevertheless', () => {
  const warning = labelWarning(CONTAINER, 'enforcing');

  it('causes a warning with its label, unless it could connect', () => {
    expect(warning).toMatchObject({ code: 'selinux', message: expect.stringContaining(CONTAINER) });
    expect(labelWarning(CONTAINER, 'permissive')).toBeUndefined();
    expect(labelWarning('', 'enforcing')).toBeUndefined();
    expect(labelWarning(undefined, 'enforcing')).toBeUndefined();
  });

  it('is reported as the cause if there are no events', () => {
    const [zeroEventsWarning] = zeroEvents(recordOf({ events: 0, exitCode: 1, warnings: warning ? [warning] : [] }));
    expect(zeroEventsWarning?.hint).toContain(CONTAINER);
  });
});
