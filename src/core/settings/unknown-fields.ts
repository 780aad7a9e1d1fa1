import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '@shared/model/settings';
import { limitsSchema } from '@shared/request/run-config';
import { plainObject } from './json-file';

/**
 * Adds the unknown fields of the file to the settings, on every level, so that the fields of a later version are kept.
 * @param raw the file as it was read
 */
export function withUnknownFields(raw: Record<string, unknown>, settings: Settings): Record<string, unknown> {
  const defaults = plainObject(raw['defaults']);
  return {
    ...unknown(raw, Object.keys(settingsSchema.shape)),
    ...settings,
    defaults: {
      ...unknown(defaults, Object.keys(DEFAULT_SETTINGS.defaults)),
      ...settings.defaults,
      limits: {
        ...unknown(plainObject(defaults['limits']), Object.keys(limitsSchema.shape)),
        ...settings.defaults.limits,
      },
    },
  };
}

const unknown = (raw: Record<string, unknown>, known: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(raw).filter(([name]) => !known.includes(name)));
