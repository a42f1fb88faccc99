import { defineConfig } from 'playwright/test';

const chromium = {
  browserName: 'chromium' as const,
  launchOptions: {
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  },
};

/** The journeys run against the built app with its embedded task hub, as a newcomer starts it. */
const port = 7399;
/** Some journeys need a hub of 100,000 instances. */
const largePort = 7398;
/** Some need 2,000 instances that wait, and people of every role. */
const waitingPort = 7397;

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 1,
  reporter: 'list',
  use: { baseURL: `http://127.0.0.1:${port}`, ...chromium, viewport: { width: 1280, height: 800 } },
  projects: [
    { name: 'journeys', testMatch: '**/*.spec.ts' },
    { name: 'screenshots', testMatch: '**/*.shots.ts' },
  ],
  webServer: [
    {
      command: 'node dist/server/main.js',
      cwd: '..',
      url: `http://127.0.0.1:${port}/readyz`,
      env: { DURASCOPE_PORT: String(port), DURASCOPE_LOG_LEVEL: 'warn', AzureWebJobsStorage: '' },
      timeout: 60_000,
      gracefulShutdown: { signal: 'SIGINT', timeout: 10_000 },
      stdout: 'pipe',
    },
    {
      command: 'node dist/bench/main.js serve-rows 100000',
      cwd: '..',
      url: `http://127.0.0.1:${largePort}/readyz`,
      env: { DURASCOPE_PORT: String(largePort) },
      timeout: 60_000,
      gracefulShutdown: { signal: 'SIGINT', timeout: 10_000 },
      stdout: 'pipe',
    },
    {
      command: 'node dist/bench/main.js serve-waiting 2000',
      cwd: '..',
      url: `http://127.0.0.1:${waitingPort}/readyz`,
      env: { DURASCOPE_PORT: String(waitingPort) },
      timeout: 60_000,
      gracefulShutdown: { signal: 'SIGINT', timeout: 10_000 },
      stdout: 'pipe',
    },
  ],
});
