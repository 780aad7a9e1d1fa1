// Reads the test runners' JSON reports: how many tests passed, and which failed.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @typedef {{ test: string, reason: string }} Failure the test's file and full name, and the start of its error */

/** The most lines of an error that are shown. */
const REASON_LINES = 6;

/**
 * @param {string} folder contains one JSON report for each runner
 * @returns {Record<string, any>[]}
 */
export function reportsIn(folder) {
  return readdirSync(folder).map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
}

/**
 * @param {Record<string, any>[]} reports
 * @returns {Counts}
 */
export function totalOf(reports) {
  return reports.map(countsOf).reduce(add, { passed: 0, failed: 0, skipped: 0 });
}

/**
 * @param {Record<string, any>} report of vitest (like Jest's) or of Playwright
 * @returns {Failure[]}
 */
export function failuresOf(report) {
  if (report.stats) return (report.suites ?? []).flatMap((suite) => failedSpecs(suite, []));
  return (report.testResults ?? []).flatMap((file) => {
    if (file.status === 'failed' && file.assertionResults.length === 0)
      return [{ test: file.name, reason: startOf(file.message) }];
    return file.assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => ({
        test: `${file.name}: ${fullName}`,
        reason: startOf(failureMessages.join('\n')),
      }));
  });
}

function failedSpecs(suite, titles) {
  const names = [...titles, suite.title];
  const specs = (suite.specs ?? []).filter(({ ok }) => !ok);
  return [
    ...specs.map(({ title, tests }) => ({
      test: [...names, title].join(': '),
      reason: startOf(tests.flatMap(({ results }) => results.map(({ error }) => error?.message ?? '')).find(Boolean)),
    })),
    ...(suite.suites ?? []).flatMap((inner) => failedSpecs(inner, names)),
  ];
}

/** @param {string} [message] with the colours of a terminal */
function startOf(message = 'no message') {
  return stripVTControlCharacters(message).split('\n').slice(0, REASON_LINES).join('\n  ');
}

/**
 * @param {Record<string, any>} report of vitest (like Jest's) or of Playwright
 * @returns {Counts}
 */
export function countsOf(report) {
  if (report.stats) {
    const { expected, flaky, unexpected, skipped } = report.stats;
    return { passed: expected + flaky, failed: unexpected, skipped };
  }
  // A file that cannot be loaded reports no tests, but counts as a failure.
  const broken = (report.testResults ?? []).filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function add(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

/**
 * @param {Counts} counts
 * @param {number} code exit code of the whole run; a failed check or a crashed runner counts as a failure, too
 */
export function closingLine({ passed, failed, skipped }, code) {
  const failures = code === 0 ? failed : Math.max(failed, 1);
  return `${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
