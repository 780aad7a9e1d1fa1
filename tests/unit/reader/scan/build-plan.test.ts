import { openLeaves } from '@reader/open-trace';
import { buildScanPlan } from '@reader/scan/plan/build-plan';
import { expect, it } from 'vitest';
import { lttngSchema } from '../../../setup/lttng-trace';

it('the plan of an open trace is built once, and another trace has its own', () => {
  const open = () => openLeaves([{ path: 'leaf', metadata: new Uint8Array(), streams: [] }], () => lttngSchema());
  const reading = open();
  expect(buildScanPlan(reading)).toBe(buildScanPlan(reading));
  expect(buildScanPlan(open())).not.toBe(buildScanPlan(reading));
});
