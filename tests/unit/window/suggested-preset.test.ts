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
  store().suggestPreset('memory');
  expect(preset()).toBe('memory');
  store().change({ image: 'demo:1' });
  store().suggestPreset('functions');
  expect(preset()).toBe('functions');
});

it('a preset that the user selected stays, also for another image', () => {
  store().change({ image: 'postgres:16' });
  select('everything');
  store().suggestPreset('memory');
  store().change({ image: 'redis:8' });
  store().suggestPreset('memory');
  expect(preset()).toBe('everything');
});

it('the default stays for the image for which the user selected it', () => {
  store().change({ image: 'postgres:16' });
  store().suggestPreset('memory');
  select('functions');
  store().suggestPreset('memory');
  expect(preset()).toBe('functions');
  store().change({ image: 'redis:8' });
  store().suggestPreset('memory');
  expect(preset()).toBe('memory');
});

it('a form that was filled in from a setup keeps its preset', () => {
  store().fillFromSetup('mine', { ...store().draft, image: 'postgres:16' });
  store().suggestPreset('memory');
  expect(preset()).toBe('functions');
});
