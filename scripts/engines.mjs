/**
 * The browser engines beside Chromium that the tests open the built page in. As a command, for CI: installs all that the tests
 * use and that is missing, browsers (as root on Debian) and the packages of bench/.
 *
 *     node scripts/engines.mjs
 */
import { execSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installBenchPackages, installCommand } from './benchPackages.mjs';
import { browserPackages, findBrowser } from './browser.mjs';
import { findFirefox, firefoxPackages, hasFirefoxDriver } from './browsers/firefox.mjs';
import { findWebKit, webkitPackages } from './browsers/webkit.mjs';

/** @typedef {{ name: string, test: string, find: () => string | undefined, install: string }} Engine test: its file; install: words */

/** @param {string[]} packages */
const onDebian = (packages) => `Debian: apt-get install ${packages.join(' ')}`;

/** @type {readonly Engine[]} */
export const engines = [
  { name: 'Firefox', test: 'e2e/engines/firefox.test.ts', find: () => (hasFirefoxDriver() ? findFirefox() : undefined), install: `${onDebian(firefoxPackages)}; ${installCommand}` },
  { name: 'WebKit', test: 'e2e/engines/webkit.test.ts', find: findWebKit, install: onDebian(webkitPackages) },
];

/** Installs what is missing of Chromium, Firefox and WebKit. @throws an Error that says what to do, where it cannot */
export function ensureEngines() {
  const wanted = [
    { find: findBrowser, packages: browserPackages },
    { find: findFirefox, packages: firefoxPackages },
    { find: findWebKit, packages: webkitPackages },
  ];
  const packages = wanted.flatMap((engine) => (engine.find() ? [] : engine.packages));
  if (packages.length === 0) return;
  const command = `apt-get update -q && apt-get install -q -y --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) throw new Error(`Browsers are missing; run as root: ${command}`);
  console.log(`Browsers are missing here; running: ${command}`);
  execSync(command, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensureEngines();
  if (!installBenchPackages()) throw new Error(`"${installCommand}" failed; its message is above.`);
}
