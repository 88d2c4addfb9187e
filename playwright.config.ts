import { defineConfig } from '@playwright/test';
import { launchOptions } from './scripts/browser.mjs';

const port = Number(process.env['PLAYGROUND_E2E_PORT'] ?? 4180);
/** A sub-path, as on static hosting: an address from the root of the host would fail here. */
const base = '/playground/';
const baseURL = `http://127.0.0.1:${port}${base}`;

/** End-to-end tests on the production build, which `npm run test:e2e` makes first. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  forbidOnly: Boolean(process.env['CI']),
  // Training shares one adapter and, on the software adapter, all cores.
  workers: 1,
  timeout: 600_000,
  expect: { timeout: 60_000 },
  use: {
    baseURL,
    launchOptions: launchOptions(),
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'off',
    // Requests that one answers are not seen by `page.route`.
    serviceWorkers: 'block',
  },
  webServer: {
    command: `npx vite preview --base ${base} --host 127.0.0.1 --port ${port} --strictPort`,
    url: baseURL,
    reuseExistingServer: false,
  },
});
