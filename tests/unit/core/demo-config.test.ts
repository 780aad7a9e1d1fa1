import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DEMO_COMMAND, DEMO_IMAGE, demoConfig } from '@core/demo-config';
import { demoRun, DEMO_IMAGE as SHOWN_IMAGE } from '@shared/request/demo-run';
import { runConfigSchema } from '@shared/request/run-config';
import { expect, it } from 'vitest';

const recipe = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../images/demo/recipe.json'), 'utf8'));

it("the demo is what its image's recipe says, for window and command line", () => {
  expect(`${recipe.name}:${recipe.tag}`).toBe(DEMO_IMAGE);
  expect(SHOWN_IMAGE).toBe(DEMO_IMAGE);
  expect(DEMO_COMMAND).toEqual(recipe.command);
  for (const engine of ['podman', 'docker'] as const)
    expect({ ...runConfigSchema.parse(demoRun(engine)), command: DEMO_COMMAND }).toEqual(demoConfig(engine));
});
