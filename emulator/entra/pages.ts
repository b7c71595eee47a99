import { type Answer, html, type Request } from '../http/exchange.ts';
import type { Person, World } from '../world/world.ts';
import type { ClaimsRequest } from './claims.ts';
import type { EntraRefusal } from './errors.ts';

/** The people who may be chosen, a button each; only one when a login hint names them. */
export function pickerPage(
  world: World,
  request: Request,
  parameters: URLSearchParams,
  claims: ClaimsRequest,
): string {
  const hint = world.people.get((parameters.get('login_hint') ?? '').toLowerCase());
  const people = hint ? [hint] : [...world.people.values()];
  const buttons = people.map((person) => button(person)).join('\n');
  const others = new URLSearchParams(request.query);
  others.delete('login_hint');
  const another = hint
    ? `<p><a href="?${escapeHtml(others.toString())}">Use another account</a></p>`
    : '';
  const heading = hint ? 'Sign in again' : 'Pick an account';
  const verification =
    claims.acrs.length > 0
      ? '<p>This needs another verification (multi-factor authentication). Choosing an account here stands for it.</p>'
      : '';
  return page(
    heading,
    `${verification}<form method="post" action="?${escapeHtml(request.query.toString())}">${buttons}</form>${another}`,
  );
}

/** What Entra shows when it must not send the browser anywhere. */
export function errorPage(refused: EntraRefusal): Answer {
  return html(
    400,
    page(
      'Sorry, but we’re having trouble signing you in',
      `<p>${escapeHtml(refused.description)}</p>`,
    ),
  );
}

/** `response_mode=form_post`: a form that sends itself. */
export function formPostPage(action: string, fields: Record<string, string>): string {
  const inputs = Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
    .join('');
  const form = `<form method="post" action="${escapeHtml(action)}">${inputs}<button>Continue</button></form>`;
  return page('Signing you in', `${form}<script>document.forms[0].submit()</script>`);
}

/** Shown after sign-out when nobody asked to be sent on. */
export function signedOutPage(): string {
  return page('You signed out of your account', '<p>You can close this window.</p>');
}

function button({ upn, displayName }: Person): string {
  return `<button name="person" value="${escapeHtml(upn)}">${escapeHtml(displayName)} <span>${escapeHtml(upn)}</span></button>`;
}

function page(heading: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${heading} · Entra ID (emulator)</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #eef1f5; color: #1b1b1b; font: 16px/1.5 system-ui, sans-serif; }
  main { background: #fff; width: min(26rem, calc(100vw - 4rem)); padding: 2rem; box-shadow: 0 2px 8px #0002; }
  h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
  form { display: grid; gap: .5rem; }
  button { font: inherit; text-align: left; padding: .75rem 1rem; border: 1px solid #8a8f98; border-radius: 4px; background: #fff; color: inherit; cursor: pointer; }
  button:hover, button:focus-visible { background: #eef4ff; border-color: #0b57d0; outline: 2px solid #0b57d0; outline-offset: -1px; }
  button span { display: block; color: #4a4f57; font-size: .875rem; }
  footer { margin-top: 1.5rem; color: #4a4f57; font-size: .875rem; }
</style>
</head>
<body>
<main>
<h1>${heading}</h1>
${body}
<footer>Drawbridge emulator: nobody’s password is asked for here.</footer>
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}
