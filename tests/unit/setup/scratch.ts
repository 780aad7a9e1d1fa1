import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A folder of each test's own, gone behind it. */
export function scratchFolder(): { readonly path: string } {
  const scratch = { path: '' };
  beforeEach(() => {
    scratch.path = mkdtempSync(join(tmpdir(), 'ct-unit-'));
  });
  afterEach(() => rmSync(scratch.path, { recursive: true, force: true }));
  return scratch;
}
