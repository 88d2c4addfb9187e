import type { Page } from '@playwright/test';
import { linkContent } from '../../src/config/link/write.ts';
import { letGo } from '../../src/lessons/letGo.ts';
import { expect, ready, test } from '../support/fixtures.ts';
import { pressVisible, sightOf } from '../support/pressVisible.ts';

test.use({ small: true });

/** A lesson of the page, with a network that trains faster. */
const walked = `#x=${linkContent({ ...letGo.shared, experiment: { ...letGo.shared.experiment, model: 'direct', batchSize: 8 } })}`;

const lesson = (page: Page, title: string) => page.getByRole('region', { name: title });
const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true });
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name });

async function beginLesson(page: Page, title: string): Promise<void> {
  await pressVisible(page.getByRole('button', { name: 'Lessons', exact: true }));
  await pressVisible(dialog(page, 'Lessons').getByRole('button', { name: `Begin: ${title}` }));
  await expect(lesson(page, title)).toBeVisible();
}

test('a lesson is walked through: the way on waits for what is to be done, by its button or by the page’s own controls', async ({ page, opened }) => {
  expect(opened).not.toBe('');
  await page.evaluate(() => window.playground.configure({ batchSize: 8 }));
  await page.evaluate(() => window.playground.step(6));
  const regions = page.getByRole('switch', { name: 'Decision regions' });
  await pressVisible(regions);
  await beginLesson(page, 'Let go, and gather again');
  // A lesson begins with the features alone.
  await expect(regions).not.toBeChecked();
  await expect(page.getByRole('heading', { name: /Set-up/ })).toBeHidden();
  await expect(next(page)).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Train to step 300' })).toBeVisible();
  await page.evaluate((link) => window.playground.open(link), walked);
  await expect(next(page)).toBeDisabled();
  await pressVisible(page.getByRole('button', { name: 'Train to step 300' }));
  await expect(page.getByText('Done: train to step 300.')).toBeVisible({ timeout: 300_000 });
  await pressVisible(next(page));
  await expect(page.getByText('2 of 7')).toBeVisible();
  await expect(next(page)).toBeDisabled();
  await page.getByRole('button', { name: 'They stay: they are learned' }).click();
  await expect(page.getByText('See for yourself.')).toBeVisible();
  await pressVisible(next(page));
  await page.getByRole('switch', { name: 'Center loss' }).click();
  await expect(page.getByText('Done: switch center loss off.')).toBeVisible();
  // What was done stays so, also when it is undone.
  await page.getByRole('switch', { name: 'Center loss' }).click();
  await expect(next(page)).toBeEnabled();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(page.getByText('2 of 7')).toBeVisible();
  await page.getByRole('button', { name: 'Leave the lesson' }).click();
  await expect(page.getByRole('heading', { name: /Set-up/ })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Settings' })).toBeFocused();
  await expect(regions).toBeChecked();
  await expect(page.getByText('You are looking at another training; your own is kept.')).toBeVisible();
  await pressVisible(page.getByRole('complementary', { name: 'Shared training' }).getByRole('button', { name: 'Back to your training at step 6' }));
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText(/throws away 3\d\d steps of training\. Undo brings them back/);
  await pressVisible(question.getByRole('button', { name: 'Go back' }));
  await expect(page.getByText('step', { exact: true }).locator('..')).toContainText('6');
});

test('a teacher builds a lesson, tries it, and hands it on as a link that opens on a phone without hiding the panels', async ({ page, opened, browser, baseURL }) => {
  expect(opened).not.toBe('');
  await page.evaluate(() => window.playground.configure({ batchSize: 8, seed: 6 }));
  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  await page.getByRole('button', { name: 'Build a lesson' }).click();
  const builder = dialog(page, 'Build a lesson');
  await expect(builder.getByRole('button', { name: 'Make the link' })).toBeDisabled();
  await builder.getByRole('textbox', { name: 'Title' }).fill('Pull harder');
  await builder.getByRole('textbox', { name: 'Words of step 1' }).fill('Train a little.');
  await builder.getByRole('textbox', { name: 'Step', exact: true }).fill('3');
  await builder.getByRole('button', { name: 'Add a step' }).click();
  await builder.getByRole('textbox', { name: 'Words of step 2' }).fill('What do you see?');
  await builder.getByRole('combobox', { name: 'Goes on after' }).nth(1).selectOption({ label: 'Answer a question' });
  await builder.getByRole('textbox', { name: 'Choice 1' }).fill('Rays');
  await builder.getByRole('textbox', { name: 'Choice 2' }).fill('Dots');
  await builder.getByRole('combobox', { name: 'Right answer' }).selectOption({ label: 'Rays' });
  await builder.getByRole('button', { name: 'Add a step' }).click();
  await builder.getByRole('textbox', { name: 'Words of step 3' }).fill('Away with this.');
  await builder.getByRole('button', { name: 'Move step 3 up' }).click();
  await expect(builder.getByRole('textbox', { name: 'Words of step 2' })).toHaveValue('Away with this.');
  await builder.getByRole('button', { name: 'Remove step 2' }).click();
  await builder.getByRole('checkbox', { name: 'Set-up' }).check();
  await builder.getByRole('button', { name: 'Make the link' }).click();
  const address = await builder.getByRole('textbox', { name: 'Link' }).inputValue();
  // A link to another lesson is another one.
  await builder.getByRole('textbox', { name: 'Title' }).fill('Pull');
  await expect(builder.getByRole('textbox', { name: 'Link' })).toBeHidden();
  await builder.getByRole('button', { name: 'Try it' }).click();
  await expect(lesson(page, 'Pull')).toBeVisible();

  const context = await browser.newContext({ baseURL: baseURL!, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const student = await context.newPage();
  await student.goto(address);
  await ready(student);
  const sheet = lesson(student, 'Pull harder');
  await expect(sheet.getByText('Train a little.')).toBeVisible();
  await expect(student.getByRole('heading', { name: /Set-up/ })).toBeHidden();
  const { y } = (await sheet.boundingBox())!;
  for (const panel of await student.getByRole('article').all()) {
    const box = (await panel.boundingBox())!;
    expect(box.y + box.height).toBeLessThanOrEqual(y);
    expect(box.height).toBeGreaterThan(120);
  }
  await pressVisible(sheet.getByRole('button', { name: 'Train to step 3' }));
  await pressVisible(next(student));
  await pressVisible(sheet.getByRole('button', { name: 'Dots' }));
  await expect(sheet.getByRole('status')).toHaveText('No: “Rays”.');
  await pressVisible(sheet.getByRole('button', { name: 'Rays' }));
  await expect(sheet.getByRole('status')).toHaveText('Right.');
  await pressVisible(sheet.getByRole('button', { name: 'Finish' }));
  await expect(sheet).toBeHidden();
  await context.close();
});

test('a presentation shows the panels and the weight alone, any panel fills the screen, and Escape leaves', async ({ page, opened }) => {
  expect(opened).not.toBe('');
  await page.keyboard.press('p');
  const presentation = page.getByRole('main', { name: 'Presentation' });
  await expect(presentation).toBeVisible();
  await expect(page.getByRole('heading', { name: /Set-up/ })).toBeHidden();
  await expect(presentation.getByRole('article')).toHaveCount(2);
  await expect(presentation.getByRole('slider', { name: /weight/i })).toBeVisible();
  await pressVisible(presentation.getByRole('button', { name: 'Fill the screen with Softmax + center' }));
  await expect(presentation.getByRole('article')).toHaveCount(1);
  const { width } = await sightOf(presentation.getByRole('article'));
  expect(width).toBeGreaterThan(1300);
  // On a button the Space key presses it.
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.keyboard.press('Space');
  await expect(presentation.getByText(/step\s*[1-9]/)).toBeVisible();
  await page.keyboard.press('Space');
  await expect(presentation.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
  await page.keyboard.press('1');
  await expect(presentation.getByRole('article', { name: 'Softmax', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(presentation.getByRole('article')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(presentation).toBeHidden();
  await expect(page.getByRole('heading', { name: /Set-up/ })).toBeVisible();
});
