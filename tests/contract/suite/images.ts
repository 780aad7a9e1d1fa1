import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readImageFiles } from '@core/images/image-files';
import { RUN_LABEL } from '@shared/model/labels';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runTool } from '../../setup/run-tool';
import { NEVER, newRunId, type Subject } from './subject';

export function imagesContract(open: () => Subject): void {
  describe('images', () => {
    it('are listed and shown as the engine stores them', async () => {
      const { engine, state } = open();
      const listed = (await engine.images(NEVER)).find((image) => image.names.includes(state.images.demo));
      const shown = await engine.inspectImage(state.images.demo, NEVER);
      expect(listed?.id).toBe(shown.id);
      expect(shown.id).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(listed?.sizeBytes).toBeGreaterThan(10_000_000);
      expect(listed?.labels).toEqual(shown.labels);
      expect(shown.labels['containers-trace.recipe']).toMatch(/^[0-9a-f]{16}$/);
      expect(shown.command.join(' ')).toContain('ls -la');
    });

    it('that do not exist are `missing`, with a hint', async () => {
      const { engine } = open();
      await expect(engine.inspectImage('localhost/no-such-image:1', NEVER)).rejects.toMatchObject({
        code: 'missing',
        message: expect.stringContaining('localhost/no-such-image:1'),
        hint: expect.stringContaining('pull'),
      });
    });

    it('cannot be pulled where there is no registry', async () => {
      const { engine } = open();
      const pulled = engine.pull('localhost:1/containers-trace/nothing:1', () => undefined, NEVER);
      await expect(pulled).rejects.toMatchObject({ message: expect.stringMatching(/refused|no such|not/i) });
    });

    it('are created from a root file system', async () => {
      const { engine, folder } = open();
      const tag = 'localhost/ct-contract-rootfs:7';
      const root = join(folder, 'root');
      mkdirSync(root);
      writeFileSync(join(root, 'greeting'), 'hello');
      runTool('tar', ['-cf', join(folder, 'root.tar'), '-C', root, '.']);
      const id = await engine.importRootfs(join(folder, 'root.tar'), tag, NEVER);
      onTestFinished(() => engine.removeImage(tag));
      expect((await engine.inspectImage(tag, NEVER)).id).toBe(id);
      expect((await filesOf(open(), tag)).has('/greeting')).toBe(true);
    });

    it('are built from a folder, with their progress', async () => {
      const { engine, state, folder } = open();
      const tag = 'localhost/ct-contract-built:3';
      const lines: string[] = [];
      const contextDir = contextOf(folder, 'good', 'COPY greeting /greeting\nRUN cat /greeting');
      const id = await engine.build({
        contextDir,
        tag,
        buildArgs: { BASE: state.images.base },
        labels: { 'ct-contract': 'yes' },
        onProgress: (line) => void lines.push(line),
        signal: NEVER,
      });
      onTestFinished(() => engine.removeImage(tag));
      const shown = await engine.inspectImage(tag, NEVER);
      expect(shown.id).toBe(id);
      expect(shown.labels['ct-contract']).toBe('yes');
      expect(lines.join('\n')).toContain('hello from the context');
    });

    it('that fail to build report the failed step and its output', async () => {
      const { engine, state, folder } = open();
      const lines: string[] = [];
      const built = engine.build({
        contextDir: contextOf(folder, 'bad', 'RUN echo about to fail; exit 42'),
        tag: 'localhost/ct-contract-bad:1',
        buildArgs: { BASE: state.images.base },
        labels: {},
        onProgress: (line) => void lines.push(line),
        signal: NEVER,
      });
      await expect(built).rejects.toMatchObject({ code: 'command', message: expect.stringContaining('42') });
      expect(lines.join('\n')).toContain('about to fail');
    });

    it('can be inspected, and no container of the inspection remains', async () => {
      const subject = open();
      const runId = newRunId();
      const files = await filesOf(subject, subject.state.images.demo, runId);
      expect(files.has('/usr/local/bin/ls')).toBe(true);
      expect(await subject.engine.findByRun(runId)).toEqual([]);
    });

    it('are removed, also if they no longer exist', async () => {
      const { engine } = open();
      await engine.removeImage('localhost/no-such-image:1');
    });
  });
}

async function filesOf(subject: Subject, image: string, runId = newRunId()): Promise<Set<string>> {
  const labels = { [RUN_LABEL]: runId };
  const read = await subject.engine.exportImage(image, labels, NEVER, (stream) =>
    readImageFiles(stream, () => false, NEVER),
  );
  return read.files;
}

function contextOf(folder: string, name: string, steps: string): string {
  const context = join(folder, name);
  mkdirSync(context);
  writeFileSync(join(context, 'greeting'), 'hello from the context\n');
  writeFileSync(join(context, 'Containerfile'), `ARG BASE\nFROM \${BASE}\n${steps}\n`);
  return context;
}
