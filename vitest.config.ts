import { availableParallelism } from 'node:os';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { launchOptions } from './scripts/browser.mjs';

export default defineConfig({
  define: { global: 'globalThis' },
  test: {
    // Vitest itself would leave one of two cores idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { extends: true, test: { name: 'unit', environment: 'node', testTimeout: 120_000, include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'], exclude: ['**/*.gpu.test.ts'] } },
      { extends: true, test: { name: 'dawn', environment: 'node', include: ['bench/**/*.test.ts'], exclude: ['**/node_modules/**'] } },
      { extends: true, test: { name: 'engines', environment: 'node', fileParallelism: false, include: ['e2e/engines/*.test.ts'] } },
      {
        extends: true,
        // What is found only while tests run would be bundled then, and the page loaded anew under a test.
        optimizeDeps: { include: ['@tensorflow/tfjs-backend-cpu', '@tensorflow/tfjs-backend-wasm', '@tensorflow/tfjs-backend-webgl', '@tensorflow/tfjs-backend-webgpu', 'idb'] },
        test: {
          name: 'gpu',
          include: ['src/**/*.gpu.test.ts'],
          testTimeout: 300_000,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: launchOptions() }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
