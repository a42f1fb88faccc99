// Runs every test there is and ends in one line that counts them all.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'durascope-test-'));
const count = { passed: 0, failed: 0 };

function run(command, env = {}) {
  const { status } = spawnSync(command, { shell: true, stdio: 'inherit', env: { ...process.env, ...env } });
  return status === 0;
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    console.error(`No report in ${file}: its runner ended before it could write one.`);
    count.failed += 1;
    return null;
  }
}

const unitReport = join(folder, 'unit.json');
const unitOk = run(`npx vitest run --reporter=default --reporter=json --outputFile.json=${unitReport}`);
const unit = readReport(unitReport);
count.passed += unit?.numPassedTests ?? 0;
count.failed += unit?.numFailedTests ?? 0;

const browserReport = join(folder, 'browser.json');
const browserOk =
  run('npm run build') &&
  run('npm run build:bench') &&
  run('npx playwright test --config e2e/playwright.config.ts --project journeys --reporter=list,json', {
    PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport,
  });
const browser = readReport(browserReport);
count.passed += (browser?.stats.expected ?? 0) + (browser?.stats.flaky ?? 0);
count.failed += browser?.stats.unexpected ?? 0;

rmSync(folder, { recursive: true });
const isGreen = unitOk && browserOk;
if (!isGreen && count.failed === 0) count.failed = 1;
console.log(`\n${count.passed} passed, ${count.failed} failed`);
process.exit(isGreen ? 0 : 1);
