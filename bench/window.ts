import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import type { House } from './house.ts';
import type { other } from './people.ts';

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
  { upn }: ReturnType<typeof other>,
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(place.publicUrl, { waitUntil: 'networkidle' });
  const asked = await page.request.get(`${place.publicUrl}/sign-in`, { maxRedirects: 0 });
  const authorize = asked.headers()['location'] ?? '';
  const form = { person: upn };
  const answered = await page.request.post(authorize, { form, maxRedirects: 0 });
  const back = answered.headers()['location'] ?? '';
  await page.request.get(back, { maxRedirects: 0 });
  const data = '81.2.69.142';
  const headers = { origin: place.publicUrl };
  await page.request.post(`${place.publicUrl}/address/seen`, { headers, data });
  return page;
}
