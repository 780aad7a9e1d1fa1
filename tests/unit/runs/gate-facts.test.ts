import { gateFacts } from '@core/runs/planning/gate-facts';
import { expect, it } from 'vitest';
import { configOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const PLACED = { engineClosed: false, payload: undefined };

it('have the folder in the first base', () => {
  const { facts, problems } = gateFacts(configOf(), { ...PLACED, bases: [scratch.path, '/proc'] });
  expect(facts.gate).toMatch(scratch.path);
  expect(problems).toEqual([]);
});

it('warn with the reason if no base can have the folder', () => {
  const { facts, problems } = gateFacts(configOf(), { ...PLACED, bases: ['/proc'] });
  expect(facts).toEqual({});
  expect(problems).toEqual([
    expect.objectContaining({ code: 'no-gate', severity: 'warning', message: expect.stringContaining('/proc') }),
  ]);
});

it('warn that the containers of the helper have no gate', () => {
  const { facts, problems } = gateFacts(configOf(), { ...PLACED, bases: [scratch.path], engineClosed: true });
  expect(facts).toEqual({});
  expect(problems).toMatchObject([{ code: 'no-gate', severity: 'warning' }]);
});

it('are empty for a recording of the kernel alone', () => {
  const config = configOf({ recording: { kernel: { preset: 'scheduling' } } });
  expect(gateFacts(config, { ...PLACED, bases: ['/proc'] })).toEqual({ facts: {}, problems: [] });
});

it('are empty beside the tracer of this machine, which contains the gate', () => {
  const payload = { folder: '/cache/root', preloadFile: '/cache/preload', preloadPaths: [] };
  expect(gateFacts(configOf(), { ...PLACED, bases: [scratch.path], payload })).toEqual({ facts: {}, problems: [] });
});
