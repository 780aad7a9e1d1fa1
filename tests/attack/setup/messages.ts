import type { Request } from '@shared/privilege/protocol';
import { requestSchema } from '@shared/privilege/protocol';
import fc from 'fast-check';
import { HOSTILE_TEXTS, HOSTILE_VALUES, STRANGE_FIELDS, STRANGE_VERBS } from './hostile-values';
import { at, changed, type Json, type Path, placesOf } from './places';
import { type ValidValues, validRequests } from './valid-requests';

const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const into =
  (isPlace: (path: Path, old: Json) => boolean, change: (old: Json) => Json | undefined) =>
  (request: Json, place: number): Json => {
    const places = placesOf(request).filter((path) => isPlace(path, at(request, path)));
    const path = places[place % Math.max(1, places.length)];
    return path === undefined ? request : changed(request, path, change);
  };

/** A valid request with one error. */
const mutation: fc.Arbitrary<(request: Json, place: number) => Json> = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS).map((text) =>
    into(
      (path) => path.length > 0,
      () => text,
    ),
  ),
  fc.constantFrom(...HOSTILE_TEXTS).map((text) =>
    into(
      (_, old) => typeof old === 'string',
      (old) => `${String(old)}${text}`,
    ),
  ),
  fc.constantFrom(...HOSTILE_TEXTS).map((text) =>
    into(
      (_, old) => typeof old === 'string',
      (old) => `${text}${String(old)}`,
    ),
  ),
  fc.constantFrom(...HOSTILE_VALUES).map((value) =>
    into(
      (path) => path.length > 0,
      () => value as Json,
    ),
  ),
  fc.constant(
    into(
      (path) => path.length > 0,
      () => undefined,
    ),
  ),
  fc.constantFrom(...STRANGE_FIELDS).map(([name, value]) =>
    into(
      (_, old) => isObject(old),
      (old) => Object.fromEntries([...Object.entries(old as Record<string, Json>), [name, value as Json]]),
    ),
  ),
  fc.constantFrom(...STRANGE_VERBS).map((verb) =>
    into(
      (path) => path.at(-1) === 'verb',
      () => verb,
    ),
  ),
  fc.nat({ max: 3_000 }).map((count) =>
    into(
      (_, old) => Array.isArray(old) && old.length > 0,
      (old) => Array.from({ length: count }, () => (old as Json[])[0] ?? null),
    ),
  ),
);

/** The messages to send: four in five are valid except for one error, the fifth is valid or arbitrary. */
export function hostileMessages(values: ValidValues): fc.Arbitrary<Json> {
  const valid = validRequests(values) as fc.Arbitrary<Json>;
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(valid, mutation, fc.nat({ max: 1000 }))
        .map(([request, mutate, place]) => mutate(request, place)),
    },
    { weight: 1, arbitrary: valid },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json> },
  );
}

/** Whether the schema accepts the message, for the count of valid and invalid messages. */
export const isRequest = (message: unknown): message is Request => requestSchema.safeParse(message).success;
