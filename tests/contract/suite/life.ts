import { RUN_LABEL } from '@shared/model/labels';
import { describe, expect, it } from 'vitest';
import { create, NEVER, newRunId, run, type Subject, shell, specOf, startUntil } from './subject';

const LINES = 330_000;
const LINE = '€'.repeat(10);

export function lifeContract(open: () => Subject): void {
  describe("a container's life", () => {
    it('ends with its exit code, and separates its two output streams', async () => {
      const ran = await run(open(), specOf(open(), shell('echo out; echo err >&2; exit 3')));
      expect(ran).toEqual({ exitCode: 3, stdout: 'out\n', stderr: 'err\n' });
    });

    it('can end at once', async () => {
      for (let n = 0; n < 5; n += 1) {
        const ran = await run(open(), specOf(open(), ['echo', String(n)]));
        expect(ran).toEqual({ exitCode: 0, stdout: `${n}\n`, stderr: '' });
      }
    });

    it('delivers 10 MB of three-byte characters completely', async () => {
      const { exitCode, stdout } = await run(open(), specOf(open(), shell(`yes ${LINE} | head -n ${LINES}`)));
      expect(exitCode).toBe(0);
      expect(stdout.length).toBe(LINES * (LINE.length + 1));
      expect(stdout).not.toContain('\ufffd');
    });

    it('can be stopped gracefully', async () => {
      const script = 'trap "exit 7" TERM; echo ready; while :; do sleep 0.05; done';
      const { id, ended } = await startUntil(open(), specOf(open(), shell(script)), 'ready');
      await open().engine.stop(id, 20);
      expect(await ended).toBe(7);
      await open().engine.stop(id, 1); // succeeds for an ended container
    });

    it('is killed when the grace period ends', async () => {
      const script = 'trap "" TERM; echo ready; while :; do sleep 0.05; done';
      const { id, ended } = await startUntil(open(), specOf(open(), shell(script)), 'ready');
      await open().engine.stop(id, 1);
      expect(await ended).toBe(137);
    });

    it('shows its first process while it runs, and its end afterwards', async () => {
      const { engine } = open();
      const spec = specOf(open(), shell('echo ready; read -r line || while :; do sleep 0.05; done'));
      const { id, ended } = await startUntil(open(), spec, 'ready');
      const running = await engine.inspect(id);
      expect(running).toMatchObject({ id, name: spec.name, running: true, labels: spec.labels });
      expect(running.hostPid).toBeGreaterThan(1);
      await engine.stop(id, 0);
      await ended;
      expect(await engine.inspect(id)).toMatchObject({ running: false, exitCode: 137 });
    });

    it('can be removed while it runs, and again after its removal', async () => {
      const { engine } = open();
      const script = 'echo ready; while :; do sleep 0.05; done';
      const { id, ended } = await startUntil(open(), specOf(open(), shell(script)), 'ready');
      ended.catch(() => undefined); // the removal interrupts the wait
      await engine.remove(id);
      await engine.remove(id);
      await expect(engine.inspect(id)).rejects.toMatchObject({ code: 'missing' });
    });

    it('is found by its own run, and by no other run', async () => {
      const { engine } = open();
      const runId = newRunId();
      const ours = await create(open(), specOf(open(), ['true'], { labels: { [RUN_LABEL]: runId } }));
      await create(open(), specOf(open(), ['true']));
      await create(open(), specOf(open(), ['true'], { labels: {} }));
      expect((await engine.findByRun(runId)).map((found) => found.id)).toEqual([ours]);
    });

    it('does not start if the image does not contain the program', async () => {
      const { engine } = open();
      const id = await create(open(), specOf(open(), ['no-such-program']));
      await expect(engine.start(id, () => undefined, NEVER)).rejects.toMatchObject({
        code: 'config',
        message: expect.stringContaining('no-such-program'),
      });
      expect(await engine.inspect(id)).toMatchObject({ running: false });
    });

    it('does not start without its image', async () => {
      const { engine } = open();
      const spec = specOf(open(), ['true'], { image: 'localhost/no-such-image:1' });
      await expect(engine.create(spec, NEVER)).rejects.toMatchObject({ code: 'missing' });
      const [, runId = ''] = /^ct-(.*)-1$/.exec(spec.name) ?? [];
      expect(await engine.findByRun(runId)).toEqual([]);
    });
  });
}
