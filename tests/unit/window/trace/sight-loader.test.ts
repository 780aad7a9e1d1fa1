import type { ErrorData } from '@shared/model/app-error';
import type { Picture } from '@shared/trace-view/picture';
import type { TraceViewArgs } from '@shared/trace-view/trace-view-calls';
import { expect, test, vi } from 'vitest';
import { SightLoader } from '../../../../src/renderer/views/trace/timeline/plot/sight-loader';

type Asked = TraceViewArgs<'picture'>;

/** A loader whose questions are answered when the test says so. */
function loaderOfTest() {
  const asked: Asked[] = [];
  const answers: ((how: { picture: Picture } | { error: ErrorData }) => void)[] = [];
  const ask = (args: Asked): Promise<Picture> => {
    asked.push(args);
    return new Promise((resolve, reject) =>
      answers.push((how) => ('picture' in how ? resolve(how.picture) : reject(new Error(how.error.message)))),
    );
  };
  const pictures: Picture[] = [];
  const errors: ErrorData[] = [];
  const loader = new SightLoader<Picture>(
    ask,
    1_000_000,
    (picture) => pictures.push(picture),
    (error) => errors.push(error),
  );
  /** Answers the last question with a picture of what it asked for. */
  const answer = async (): Promise<void> => {
    const last = asked.at(-1);
    const before = pictures.length;
    answers.at(-1)?.({ picture: { ...last?.range, columns: last?.columns } as Picture });
    await vi.waitUntil(() => pictures.length > before);
  };
  return { loader, asked, answers, pictures, errors, answer };
}

const sight = (fromNs: number, toNs: number, rows = [1, 2]) => ({ range: { fromNs, toNs }, columns: 500, rows });

test('a picture has a margin at both sides, which does not leave the trace, and as many columns as the screen', () => {
  const { loader, asked } = loaderOfTest();
  loader.want(sight(100_000, 300_000));
  expect(asked).toEqual([{ range: { fromNs: 0, toNs: 400_000 }, columns: 1_000, rows: [1, 2] }]);
});

test('small moves ask nothing, leaving the margin asks for the newest sight alone', async () => {
  const { loader, asked, answer } = loaderOfTest();
  loader.want(sight(200_000, 400_000));
  await answer();
  loader.want(sight(250_000, 450_000));
  expect(asked).toHaveLength(1);
  loader.want(sight(500_000, 700_000));
  loader.want(sight(550_000, 750_000));
  loader.want(sight(650_000, 850_000));
  expect(asked).toHaveLength(2);
  await answer();
  expect(asked).toHaveLength(3);
  expect(asked[2]?.range).toEqual({ fromNs: 550_000, toNs: 950_000 });
});

test('zooming in asks for a sharper picture, and other rows for one of them', async () => {
  const { loader, asked, answer } = loaderOfTest();
  loader.want(sight(200_000, 400_000));
  await answer();
  loader.want(sight(290_000, 310_000));
  expect(asked).toHaveLength(2);
  await answer();
  loader.want(sight(290_000, 310_000, [1]));
  expect(asked).toHaveLength(2);
  loader.want(sight(290_000, 310_000, [1, 3]));
  expect(asked[2]?.rows).toEqual([1, 3]);
});

test('an error is reported, and the next sight is asked for again', async () => {
  const { loader, asked, answers, errors } = loaderOfTest();
  loader.want(sight(0, 100));
  answers[0]?.({ error: { code: 'bug', message: 'It broke.' } });
  await vi.waitUntil(() => errors.length > 0);
  expect(errors[0]?.message).toBe('It broke.');
  loader.want(sight(0, 100));
  expect(asked).toHaveLength(2);
});

test('an ended loader reports no picture any more', async () => {
  const { loader, answers, pictures } = loaderOfTest();
  loader.want(sight(0, 100));
  loader.end();
  answers[0]?.({ picture: { fromNs: 0, toNs: 100, columns: 16 } as Picture });
  await Promise.resolve();
  expect(pictures).toEqual([]);
});
