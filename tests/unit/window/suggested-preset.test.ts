import { beforeEach, expect, it, vi } from 'vitest';
import { useDraft } from '../../../src/renderer/stores/draft';

vi.hoisted(() => vi.stubGlobal('localStorage', { getItem: () => null }));
vi.mock('../../../src/renderer/stores/save-draft', () => ({ saveDraft: () => undefined }));

const store = () => useDraft.getState();
const preset = () => store().draft.recording.preset;
const select = (chosen: string): void => store().change({ recording: { ...store().draft.recording, preset: chosen } });

beforeEach(() => useDraft.setState(useDraft.getInitialState(), true));

it('a preset that fits the image is selected', () => {
  store().change({ image: 'postgres:16' });
  store().suggestPreset('memory', false);
  expect(preset()).toBe('memory');
  store().change({ image: 'demo:1' });
  store().suggestPreset('functions', false);
  expect(preset()).toBe('functions');
});

it('a preset that the user selected stays, also for another image', () => {
  store().change({ image: 'postgres:16' });
  select('everything');
  store().suggestPreset('memory', false);
  store().change({ image: 'redis:8' });
  store().suggestPreset('memory', false);
  expect(preset()).toBe('everything');
});

it('the default stays for the image for which the user selected it', () => {
  store().change({ image: 'postgres:16' });
  store().suggestPreset('memory', false);
  select('functions');
  store().suggestPreset('memory', false);
  expect(preset()).toBe('functions');
  store().change({ image: 'redis:8' });
  store().suggestPreset('memory', false);
  expect(preset()).toBe('memory');
});

it('a form that was filled in from a setup keeps its preset', () => {
  store().fillFromSetup('mine', { ...store().draft, image: 'postgres:16' });
  store().suggestPreset('memory', false);
  expect(preset()).toBe('functions');
});

it('the kernel is suggested with the preset, and left out again for another image', () => {
  const kernel = () => store().draft.recording.kernel.on;
  store().change({ image: 'postgres:16' });
  store().suggestPreset('memory', true);
  expect([preset(), kernel()]).toEqual(['memory', true]);
  store().change({ image: 'demo:1' });
  store().suggestPreset('functions', false);
  expect([preset(), kernel()]).toEqual(['functions', false]);
});

it.each([true, false])('what the user selected for the kernel (%s) stays, whatever is suggested', (on) => {
  const { recording } = store().draft;
  if (!on) store().suggestPreset('memory', true);
  store().change({ recording: { ...store().draft.recording, kernel: { ...recording.kernel, on } } });
  store().change({ image: 'postgres:16' });
  store().suggestPreset('memory', !on);
  expect(store().draft.recording.kernel.on).toBe(on);
});
