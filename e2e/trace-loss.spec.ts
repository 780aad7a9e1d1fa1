import { texts } from '../src/renderer/texts/en';
import { MS, SECOND } from '../tests/setup/written-leaf';
import { call, type Program, userspace } from '../tests/unit/trace-view/insights/written-userspace';
import type { AppWindow } from './setup/app-window';
import { expect, test } from './setup/fixtures';
import { goToTab, isRead, openFromList } from './setup/opened-trace';
import { plantWritten } from './setup/written-trace';

const { traceFrame } = texts;
const api: Program = { vpid: 7, vtid: 7, name: 'api' };
const LENGTH = 3.9 * SECOND;
/** The stream was full from the end of the first packet to the end of the second one, which counts the discarded events. */
const FULL = { fromNs: SECOND, toNs: 2 * SECOND };
/** Three packets are missing before the last one. */
const GONE = { fromNs: 2.5 * SECOND, toNs: 3 * SECOND };

const calls = Array.from({ length: 78 }, (_, index) =>
  call(api, 0x401000, index * 50 * MS, index * 50 * MS + MS),
).flat();
const kept = calls.filter(({ at }) =>
  [FULL, GONE].every(({ fromNs, toNs }) => Number(at) < fromNs || Number(at) >= toNs),
);
const leaf = userspace(kept, [
  { begin: 0, end: FULL.fromNs, cpu: 2, sequence: 0 },
  { begin: 1.9 * SECOND, end: FULL.toNs, cpu: 2, sequence: 1, discarded: 12_400 },
  { begin: 2 * SECOND, end: GONE.fromNs, cpu: 2, sequence: 2, discarded: 12_400 },
  { begin: GONE.toNs, end: LENGTH, cpu: 2, sequence: 6, discarded: 12_400 },
]);

/** Where the overview has the colour of losses in the line above its lanes, in CSS pixels, and the pixels that its lanes have. */
const lossMarks = ({ page }: AppWindow): Promise<{ marks: [number, number][]; wide: number }> =>
  page.getByRole('region', { name: traceFrame.overview.label }).evaluate((region) => {
    const canvas = region.querySelector('canvas');
    if (!canvas) throw new Error('The overview has no canvas.');
    const context = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('The copy of the canvas has no context.');
    context.drawImage(canvas, 0, 0);
    const probe = region.appendChild(document.createElement('i'));
    probe.style.color = 'var(--loss)';
    const loss = `${[...(getComputedStyle(probe).color.match(/\d+/g) ?? [])].join()},255`;
    probe.remove();
    const ratio = canvas.width / canvas.clientWidth;
    // The mark is 2 pixels high and begins 1 above the lane of userspace, which begins at 18: see OVERVIEW.
    const { data } = context.getImageData(0, Math.round(17.5 * ratio), canvas.width, 1);
    const marks: [number, number][] = [];
    for (let x = 0; x < canvas.width; x += 1) {
      if ([...data.slice(x * 4, x * 4 + 4)].join() !== loss) continue;
      const last = marks.at(-1);
      if (last && last[1] === x / ratio) last[1] = (x + 1) / ratio;
      else marks.push([x / ratio, (x + 1) / ratio]);
    }
    return { marks, wide: canvas.clientWidth - 20 };
  });

test('losses are marked at their time in the overview, are told, and are shown by one button', async ({ ct, desk }) => {
  plantWritten(desk, { id: '20260304-120000-000000', title: 'Full buffers', leaves: [leaf] });
  await openFromList(ct, 'Full buffers');
  await isRead(ct, kept.length);
  await expect.poll(async () => (await lossMarks(ct)).marks.length, { message: 'both losses are drawn' }).toBe(2);
  const { marks, wide } = await lossMarks(ct);
  for (const [index, { fromNs, toNs }] of [FULL, GONE].entries()) {
    // A mark begins and ends on a pixel, so it can be one pixel off.
    const [from, to] = marks[index] ?? [Number.NaN, Number.NaN];
    expect(Math.abs(from - (fromNs / LENGTH) * wide), `begin of loss ${index}`).toBeLessThanOrEqual(1);
    expect(Math.abs(to - (toNs / LENGTH) * wide), `end of loss ${index}`).toBeLessThanOrEqual(1);
  }
  const insights = ct.page.getByRole('region', { name: texts.traceTabs.insights.list });
  await expect(insights).toContainText(/12.400 events were lost between 1\.0+ s and 2\.0+ s/);

  await ct.page.getByRole('button', { name: traceFrame.header.lost('12,400') }).press('Enter');
  const field = (end: 'fromNs' | 'toNs') => ct.page.getByRole('textbox', { name: traceFrame.range[end] });
  const shown = async (end: 'fromNs' | 'toNs'): Promise<number> => Number.parseFloat(await field(end).inputValue());
  await expect(ct.page.getByRole('region', { name: traceFrame.range.label })).toContainText(traceFrame.range.range);
  expect(await shown('fromNs')).toBeLessThanOrEqual(1);
  expect(await shown('toNs')).toBeGreaterThanOrEqual(2);
  await goToTab(ct, 'timeline');
});
