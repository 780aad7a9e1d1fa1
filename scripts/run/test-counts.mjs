// Adds up the results in the test runners' JSON reports.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @param {string} folder contains one JSON report for each runner
 * @returns {Counts}
 */
export function countsIn(folder) {
  const reports = readdirSync(folder).map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
  return reports.map(countsOf).reduce(add, { passed: 0, failed: 0, skipped: 0 });
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
