import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '@shared/model/settings';
import { limitsSchema } from '@shared/request/run-config';
import { plainObject } from './json-file';

/**
 * The settings as they are written: with the fields, on every level, that a later version of the product put into the
 * file and this one does not know.
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
