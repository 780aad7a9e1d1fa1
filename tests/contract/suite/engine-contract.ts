import type { EngineId } from '@shared/engines/registry';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inWorld } from '../../setup/in-world';
import type { Actor } from '../../setup/world-state';
import { confinedContract } from './confined';
import { imagesContract } from './images';
import { lifeContract } from './life';
import { oneSocketContract } from './one-socket';
import { optionsContract } from './options';
import { NEVER, openSubject, type Subject } from './subject';

/** The tests that every engine must pass, on a real engine. */
export function engineContract(title: string, id: EngineId, actor: Actor, become: () => void = () => undefined): void {
  inWorld(title, () => {
    let subject: Subject | undefined;
    const open = (): Subject => {
      if (!subject) throw new Error('The engine is not open.');
      return subject;
    };
    beforeAll(() => {
      become();
      subject = openSubject(id, actor);
    });
    afterAll(() => subject?.close());

    it('reports its state', async () => {
      expect(await open().engine.probe(NEVER)).toMatchObject({
        id,
        state: 'ready',
        rootless: open().rootless,
        version: expect.stringMatching(/^\d+\.\d+/),
      });
    });
    imagesContract(open);
    lifeContract(open);
    optionsContract(open);
    oneSocketContract(open);
    // Apptainer has no root socket, so the helper never creates its containers.
    if (id !== 'apptainer') confinedContract(open);
  });
}
