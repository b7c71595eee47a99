import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import type { Operator } from '../outside/azure.ts';
import { learnAddress, signInUnseen } from '../outside/window.ts';
import type { House } from './house.ts';

/** What every Chromium of the bench is started with; where it is, is known once the bench has begun. */
export function launchOptions() {
  return {
    ...(process.env['BROWSER_PATH'] ? { executablePath: process.env['BROWSER_PATH'] } : {}),
    args: [
      // Chromium's sandbox does not work for root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...['--disable-background-networking', '--disable-component-update', '--disable-gpu'],
    ],
  };
}

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
  { place }: House,
  operator: Operator,
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(place.publicUrl, { waitUntil: 'networkidle' });
  await signInUnseen(context, place, operator);
  await learnAddress(context, place);
  return page;
}
