import AxeBuilder from '@axe-core/playwright';
import { expect, ready, smallAddress, test } from '../support/fixtures.ts';
import { pressVisible } from '../support/pressVisible.ts';

/** The database as the page's first version made it, with something in it. */
function firstVersion() {
  return new Promise<void>((resolve, reject) => {
    const request = indexedDB.open('center-loss-playground', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('trainings').put('still here', 'marker');
    request.onerror = () => reject(request.error!);
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });
}

/** Of the database as it is: its version, and what the first one had in it; a head that no page can read is put beside the others. */
function withDamagedHead() {
  return new Promise<readonly [number, unknown]>((resolve, reject) => {
    const request = indexedDB.open('center-loss-playground');
    request.onerror = () => reject(request.error!);
    request.onsuccess = () => {
      const { result: database } = request;
      const transaction = database.transaction(['trainings', 'named-heads'], 'readwrite');
      const marker = transaction.objectStore('trainings').get('marker');
      transaction.objectStore('named-heads').put({ version: 1, name: 7 }, 'torn');
      transaction.oncomplete = () => {
        database.close();
        resolve([database.version, marker.result]);
      };
    };
  });
}

test('trainings kept under a name survive a reload, and are opened beside the own one, renamed, deleted and brought back', async ({ page }) => {
  // A page of an earlier version was here.
  await page.route('**/before', (route) => route.fulfill({ contentType: 'text/html', body: '<link rel="icon" href="data:,">' }));
  await page.goto('./before');
  await page.evaluate(firstVersion);
  await page.goto(smallAddress);
  await ready(page);
  const measured = () => page.evaluate(() => window.playground.metrics());
  const list = page.getByRole('list', { name: 'Kept trainings' }).getByRole('listitem');
  const open = () => pressVisible(page.getByRole('button', { name: 'Kept', exact: true }));
  await page.evaluate(async () => {
    await window.playground.configure({ batchSize: 8 });
    await window.playground.step(6);
  });
  const six = await measured();

  await open();
  const dialog = page.getByRole('dialog', { name: 'Kept trainings' });
  await expect(dialog.getByText('None so far.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Keep this training as' }).fill('six steps');
  await pressVisible(dialog.getByRole('button', { name: 'Keep a copy' }));
  await expect(list).toHaveText([/six steps.*MNIST-10k, step 6, \d\.\d MB, \d+ \w+ \d{4}/]);
  await expect(list.locator('img')).toHaveJSProperty('complete', true);
  await expect(dialog.getByText(/This page uses [\d.]+ [MG]B.*of the [\d.,]+ [MG]B that the browser allows it/)).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('dialog[open]').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Kept', exact: true })).toBeFocused();

  await page.evaluate(() => window.playground.step(5));
  const eleven = await measured();
  await expect(page.getByText('Saved at step 11')).toBeVisible();
  expect(await page.evaluate(withDamagedHead)).toEqual([2, 'still here']);
  await page.reload();
  await ready(page);
  await open();
  await expect(list).toHaveText([/six steps/, /damaged: name.*It cannot be opened; the others can/]);

  // The other one is told of in words, and deleted like any.
  await pressVisible(list.last().getByRole('button', { name: /^Delete/ }));
  // The button is gone: the focus stays in its row.
  await expect(list.last().getByRole('button', { name: /^Undo/ })).toBeFocused();
  await expect(list.last()).toContainText('It is deleted.');
  await pressVisible(dialog.getByRole('button', { name: 'Rename: six steps' }));
  await dialog.getByRole('textbox', { name: 'New name of six steps' }).fill('half a dozen');
  await page.keyboard.press('Enter');
  await pressVisible(dialog.getByRole('button', { name: 'Delete: half a dozen' }));
  await expect(list.first()).toContainText('"half a dozen" is deleted.');
  await pressVisible(dialog.getByRole('button', { name: 'Undo: delete half a dozen' }));
  const saving = page.waitForEvent('download');
  await pressVisible(dialog.getByRole('button', { name: 'Save as a file: half a dozen' }));
  expect((await saving).suggestedFilename()).toBe('center-loss-mnist-10k-step-6.clp');

  await pressVisible(dialog.getByRole('button', { name: 'Open: half a dozen' }));
  await expect(dialog).toBeHidden();
  expect(await measured()).toEqual(six);
  await pressVisible(page.getByRole('complementary', { name: 'Shared training' }).getByRole('button', { name: 'Back to your training at step 11' }));
  await expect.poll(async () => (await measured()).runs[0]!.step).toBe(11);
  expect(await measured()).toEqual(eleven);
  await open();
  await expect(list).toHaveText([/half a dozen/]);
});
