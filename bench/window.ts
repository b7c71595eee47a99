import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import type { Operator } from '../outside/azure.ts';
import { learnAddress, signInUnseen } from '../outside/window.ts';
import { launchOptions } from '../scripts/lib/browser.ts';
import type { Testbed } from './testbed.ts';

/** A Chromium for as long as `work` takes. */
export async function inBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch(launchOptions());
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** A window in which somebody has signed in from the landing page, as everybody does, and seen no other. */
export async function signedInPage(
  context: BrowserContext,
  { place }: Testbed,
  operator: Operator,
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(place.publicUrl, { waitUntil: 'networkidle' });
  await signInUnseen(context, place, operator);
  await learnAddress(context, place);
  return page;
}
