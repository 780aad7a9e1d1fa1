import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { removeTree } from './remove-tree';
import { runTool } from './run-tool';

const ARCHIVE = join(import.meta.dirname, '../fixtures/kernel-and-userspace.tar.gz');

/**
 * Unpacks our recording of the kernel and of userspace while the tests are collected, so that each leaf can be a test. Removes the
 * folder after the tests of the `describe` that calls it.
 * @returns the folder that contains the recording
 */
export function unpackedRecording(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ct-recording-'));
  afterAll(() => removeTree(folder));
  runTool('tar', ['-xzf', ARCHIVE, '-C', folder]);
  return folder;
}
