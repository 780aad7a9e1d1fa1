import { texts } from '../src/renderer/texts/en';
import {
  eventClass,
  fixedText,
  lttngEventSchema,
  text,
  type WrittenEvent,
  writeLttngStream,
} from '../tests/setup/lttng-events';
import { field, integer } from '../tests/setup/lttng-trace';
import { MS, PID_NS, SECOND, type WrittenLeaf } from '../tests/setup/written-leaf';
import { call, userspace } from '../tests/unit/trace-view/insights/written-userspace';
import type { AppWindow } from './setup/app-window';
import { expect, test } from './setup/fixtures';
import { callPanel, eventGrid, functionGrid, goToTab, isRead, openRow, picture, rowTree } from './setup/opened-trace';
import { plantWritten } from './setup/written-trace';

const MARKUP = '<img src=x onerror="document.title=\'hacked\'"><script>document.title="hacked"</script>';
const CONTROLS = '\u001b]0;hacked\u0007\u001b[31m\u202egnp.exe\u2066\u0000 {{name}} $(name) %s';
const LONG = `long_${'x'.repeat(10_000)}`;
/** All that must not reach the page: escape sequences, other controls, and what turns the direction of text. */
const REFUSED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const threads = ['\u001b[31m<u>\u202ex', '<u>"&amp;\u0007', 'w\u200f\u202eorker'].map((name, n) => ({
  vpid: 7 + n,
  vtid: 7 + n,
  name,
}));
const FUNCTIONS = {
  4198400: `f ${MARKUP}`,
  4202496: `g ${CONTROLS}`,
  4206592: LONG,
  4210688: '\u202e',
  4214784: 'ünï · 漢字 · שלום',
};

/** Calls of all functions on all threads. */
const calls = threads.flatMap((thread) =>
  Object.keys(FUNCTIONS).flatMap((address, n) => call(thread, Number(address), n * 200 * MS, n * 200 * MS + 150 * MS)),
);

/** Events whose own names, fields and texts are hostile. */
function hostileEvents(): WrittenLeaf {
  const names = [`own:${MARKUP}`, `own:${CONTROLS.replaceAll('\u0000', '')}`, `own:${LONG}`];
  const schema = lttngEventSchema({
    context: [
      field('vpid', integer(32)),
      field('vtid', integer(32)),
      field('procname', fixedText(17)),
      field('pid_ns', integer(64)),
    ],
    classes: names.map((name, id) => eventClass(id, name, field('message', text()))),
  });
  const events = names.flatMap((_, id): WrittenEvent[] =>
    [MARKUP, CONTROLS.replaceAll('\u0000', ''), LONG].map((message, n) => ({
      id,
      at: id * 100 * MS + n * MS,
      context: [7, 7, threads[0]?.name ?? '', PID_NS],
      payload: [message],
    })),
  );
  return { path: 'ust-own', schema, streams: [writeLttngStream(schema, 'large', [{ begin: 0, end: SECOND, events }])] };
}

/** Nothing of the trace acts in the page, and nothing stands outside of it. */
async function isInert({ page }: AppWindow, what: string): Promise<void> {
  const found = await page.evaluate(() => {
    const shown = [...document.querySelectorAll('*')].flatMap((one) => [
      ...[...one.attributes].map(({ value }) => value),
      ...[...one.childNodes].flatMap((node) => (node.nodeType === Node.TEXT_NODE ? [node.nodeValue ?? ''] : [])),
    ]);
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    const wide = [...document.querySelectorAll('main, main section, main header, [role=tabpanel], [role=tabpanel] > *')]
      .filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
      .map((one) => `${one.tagName}.${one.className}`);
    return {
      shown,
      wide,
      isWider: scrollWidth > clientWidth || scrollHeight > clientHeight,
      title: document.title,
      injected: document.querySelectorAll('main :is(img:not([role]), script, u)').length,
    };
  });
  expect
    .soft(
      found.shown.filter((one) => REFUSED.test(one)).map((one) => JSON.stringify(one.slice(0, 200))),
      `${what}: text`,
    )
    .toEqual([]);
  expect
    .soft({ ...found, shown: [] }, what)
    .toEqual({ shown: [], wide: [], isWider: false, title: found.title, injected: 0 });
  expect(found.title).not.toContain('hacked');
}

test('hostile names of functions, processes, events and containers are inert, and the layout holds', async ({
  ct,
  desk,
}) => {
  const { page } = ct;
  const title = `t ${MARKUP} ${CONTROLS.replaceAll('\u0000', '')}`.slice(0, 990);
  plantWritten(desk, {
    id: '20260304-120000-000000',
    title,
    leaves: [userspace(calls), hostileEvents()],
    functions: FUNCTIONS,
    vpids: threads.map(({ vpid }) => vpid),
    container: `c ${MARKUP} ${CONTROLS} ${LONG}`.slice(0, 990),
  });
  await openRow(ct, 't <img');
  await isRead(ct, calls.length + 9);
  for (const [width, height] of [
    [1280, 800],
    [960, 640],
  ] as const) {
    await page.setViewportSize({ width, height });
    const at = `${width}×${height}`;
    await goToTab(ct, 'insights');
    await isInert(ct, `insights, ${at}`);
    await goToTab(ct, 'functions');
    await functionGrid(ct).focus();
    for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown']) {
      await functionGrid(ct).press(key);
      await isInert(ct, `functions after ${key}, ${at}`);
    }
    await goToTab(ct, 'timeline');
    await expect(rowTree(ct).getByRole('treeitem').first()).toBeVisible();
    await rowTree(ct).focus();
    for (const key of ['Home', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    await picture(ct).focus();
    for (let n = 0; n < 3; n += 1) {
      await page.keyboard.press('ArrowRight');
      await expect(callPanel(ct).getByRole('heading', { level: 2 })).not.toHaveText('');
      await isInert(ct, `timeline at call ${n}, ${at}`);
    }
    await page.keyboard.press('Escape');
    await goToTab(ct, 'events');
    await expect(eventGrid(ct)).toHaveAttribute('aria-rowcount', String(calls.length + 10));
    await eventGrid(ct).focus();
    for (let n = 0; n < 12; n += 1) {
      await page.keyboard.press('ArrowDown');
      await isInert(ct, `event ${n}, ${at}`);
    }
    await page.keyboard.press('Control+F');
    await page.getByRole('combobox', { name: texts.traceTabs.search.field }).fill('x');
    await expect(page.getByRole('option').first()).toBeVisible();
    await isInert(ct, `search, ${at}`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('0');
  }
});
