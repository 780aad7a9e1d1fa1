import { expect, it } from 'vitest';
import { whyUnfit } from '../../../scripts/setup/node-runtime.mjs';

it.each([
  ['v18.20.4', {}, /too old/],
  ['v20.18.1', {}, /too old/],
  ['v20.19.2', { node_shared_libuv: true }, /libuv/],
  ['v20.19.0', { node_shared_libuv: false }, undefined],
  ['v24.20.0', {}, undefined],
])('Node %s built with %j', (version, built, why) => {
  const said = whyUnfit(version, built);
  if (why) expect(said).toMatch(why);
  else expect(said).toBeUndefined();
});
