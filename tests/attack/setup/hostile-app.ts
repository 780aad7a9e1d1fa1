import { MOST_AT_ONCE } from '@shared/privilege/protocol';
import { awaitCondition } from '../../setup/await-condition';
import { type MeetingFolder, openMeetingFolder } from './meeting-folder';
import { type RunningHelper, startHelper } from './start-helper';

export interface Answer {
  id: number;
  ok?: boolean;
  value?: unknown;
  error?: { code: string; message: string };
}

/** A malicious app of the user that is connected to the helper. */
export interface HostileApp {
  helper: RunningHelper;
  meeting: MeetingFolder;
  /** All answers so far, in order of arrival. */
  answers(): Answer[];
  /** Sends the text unchanged. */
  send(raw: string | Buffer): void;
  /** Sends a line and waits for its answer, or for the end of the conversation. @returns undefined for the end */
  ask(line: string, id: number): Promise<Answer | undefined>;
  /** Sends all lines, with half of the helper's limit in progress at once. @returns one answer for each, in any order */
  askAll(messages: readonly unknown[]): Promise<Answer[]>;
  isOver(): boolean;
  /** Closes the connection and waits until the helper has ended. @returns its exit status */
  leave(): Promise<number>;
}

const ANSWER_LIMIT_MS = 60_000;
const MANY = MOST_AT_ONCE.requests / 2;

/** @param log for strace(1), see startHelper */
export async function meetHelper({ log }: { log?: string } = {}): Promise<HostileApp> {
  const meeting = await openMeetingFolder();
  const helper = startHelper(meeting.folder, log === undefined ? {} : { log });
  let end: number | undefined;
  void helper.ended.then((code) => {
    end = code;
  });
  await awaitCondition(() => meeting.guests.length > 0 || end !== undefined, {
    what: 'the helper to come',
    timeoutMs: ANSWER_LIMIT_MS,
  });
  const [guest] = meeting.guests;
  if (!guest) throw new Error(`The helper ended with ${end} before it came:\n${helper.stderr()}`);
  const parsed: Answer[] = [];
  // The first line is the token.
  const answers = (): Answer[] => {
    for (const line of guest.lines.slice(parsed.length + 1)) parsed.push(JSON.parse(line) as Answer);
    return parsed;
  };
  const send = (raw: string | Buffer): void => {
    if (!guest.isOver()) guest.socket.write(raw);
  };
  return {
    helper,
    meeting,
    answers,
    send,
    ask: async (line, id) => {
      const seen = answers().length;
      send(`${line}\n`);
      const found = (): Answer | undefined => answers().find((one, at) => at >= seen && one.id === id && 'ok' in one);
      await awaitCondition(() => found() !== undefined || guest.isOver(), {
        what: `the answer to ${line.slice(0, 200)}`,
        timeoutMs: ANSWER_LIMIT_MS,
      });
      return found();
    },
    askAll: async (messages) => {
      const final = (): Answer[] => answers().filter((answer) => 'ok' in answer);
      const before = final().length;
      for (const [at, message] of messages.entries()) {
        send(`${JSON.stringify(message)}\n`);
        if ((at + 1) % MANY === 0 || at + 1 === messages.length)
          await awaitCondition(() => final().length >= before + at + 1 || guest.isOver(), {
            what: `${at + 1} answers of the helper`,
            timeoutMs: ANSWER_LIMIT_MS,
            log: () => `${final().length - before} so far; ${helper.stderr()}`,
          });
      }
      const came = final().slice(before);
      if (came.length === messages.length) return came;
      throw new Error(`The helper gave ${came.length} answers to ${messages.length} messages: ${helper.stderr()}`);
    },
    isOver: guest.isOver,
    leave: async () => {
      guest.socket.end();
      const code = await helper.ended;
      meeting.close();
      return code;
    },
  };
}

export const hello = (id = 1): string => JSON.stringify({ id, verb: 'hello', protocol: 1 });
