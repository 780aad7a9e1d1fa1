import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const answerSchema = z.object({ return: z.unknown().optional(), error: z.object({ desc: z.string() }).optional() });

/** QEMU's own control socket (QMP), one command at a time. */
export class Qmp {
  #answers: ((answer: z.infer<typeof answerSchema>) => void)[] = [];

  private constructor(private readonly socket: Socket) {
    socket.on('error', () => undefined); // whoever waits for an answer is told by the machine's end
    createInterface({ input: socket }).on('line', (line) => {
      const answer = answerSchema.parse(JSON.parse(line));
      if (answer.return !== undefined || answer.error) this.#answers.shift()?.(answer);
    });
  }

  static async open(socket: Socket): Promise<Qmp> {
    const qmp = new Qmp(socket);
    await qmp.execute('qmp_capabilities');
    return qmp;
  }

  /** @throws Error with QEMU's words */
  async execute(command: string): Promise<unknown> {
    const answer = new Promise<z.infer<typeof answerSchema>>((resolve) => this.#answers.push(resolve));
    this.socket.write(`${JSON.stringify({ execute: command })}\n`);
    const result = await Promise.race([answer, once(this.socket, 'close').then(() => undefined)]);
    if (!result) throw new Error(`QEMU ended before it answered ${command}.`);
    if (result.error) throw new Error(`QEMU refused ${command}: ${result.error.desc}`);
    return result.return;
  }
}
