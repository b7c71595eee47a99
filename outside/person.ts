import type { IncomingMessage } from 'node:http';
import { pick } from '../emulator/testing/browser.ts';
import type { Operator } from './azure.ts';
import { openAt, type Place, type RawAnswer, type RawRequest, sendTo } from './http.ts';
import { type Filling, readSheet, type Sheet } from './sheet.ts';

/** Somebody who uses the console with requests alone, as a browser without script would. */
export type Person = {
  /** The cookies that were given so far, as a header. */
  readonly cookie: () => string;
  /** Throws a cookie away, by the beginning of its name. */
  readonly forget: (name: string) => void;
  /** The same person with the same cookies, at another process of the console. */
  readonly at: (place: Place) => Person;
  /** One request; redirects are not followed. */
  readonly send: (request: RawRequest) => Promise<RawAnswer>;
  /** As `send`, with the answer's body still to come. */
  readonly stream: (request: RawRequest) => Promise<IncomingMessage>;
  /** As `send`, for what a page's form sends: a browser says then which page it comes from. */
  readonly submit: (request: RawRequest) => Promise<RawAnswer>;
  /** Goes to a page, and after redirects within the console. */
  readonly open: (path: string) => Promise<Sheet>;
  /** Goes where a link leads. */
  readonly follow: (sheet: Sheet, link: string) => Promise<Sheet>;
  /** Fills in what is to be filled in, presses a button and goes where that leads. */
  readonly press: (sheet: Sheet, button: string, filling?: Filling) => Promise<Sheet>;
};

/** Somebody whom the console does not know. */
export function newcomerAt(place: Place, jar = new Map<string, string>()): Person {
  const { publicUrl } = place;
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const withCookies = (request: RawRequest): RawRequest => {
    const kept = jar.size === 0 ? {} : { cookie: cookie() };
    return { ...request, headers: { ...kept, ...request.headers } };
  };
  const fromOurs = (request: RawRequest): RawRequest => ({
    ...request,
    headers: { ...request.headers, origin: publicUrl },
  });

  async function send(request: RawRequest): Promise<RawAnswer> {
    const answer = await sendTo(place, withCookies(request));
    for (const each of cookiesOf(answer)) {
      if (each.value === '') jar.delete(each.name);
      else jar.set(each.name, each.value);
    }
    return answer;
  }

  async function go(request: RawRequest): Promise<Sheet> {
    const answer = await send(request);
    const { location } = answer.headers;
    if (typeof location !== 'string') return readSheet(request.path, answer);
    const { origin, pathname, search } = new URL(location, publicUrl);
    return origin === publicUrl ? go({ path: pathname + search }) : readSheet(location, answer);
  }

  return {
    cookie,
    forget(name) {
      for (const each of jar.keys()) if (each.startsWith(name)) jar.delete(each);
    },
    at: (other) => newcomerAt(other, jar),
    send,
    stream: (request) => openAt(place, withCookies(request)),
    submit: (request) => send(fromOurs(request)),
    open: (path) => go({ path }),
    follow: (sheet, link) => go({ path: sheet.href(link) }),
    press: async (sheet, button, filling) => go(fromOurs(await sheet.post(button, filling))),
  };
}

/** Somebody who has signed in, and been on no page. */
export async function signInAt(place: Place, operator: Operator): Promise<Person> {
  const person = newcomerAt(place);
  const back = await answerAt(await person.open('/sign-in'), operator);
  const { location } = (await person.send({ path: back })).headers;
  if (location === `${place.publicUrl}/clusters`) return person;
  throw new Error(`${operator.upn} is not signed in, but led to ${location}`);
}

/** Picks an account at Entra, where a page of the console leads; answers the way back. */
export async function answerAt({ path }: Sheet, { upn }: Operator): Promise<string> {
  const { pathname, search } = await pick(path, upn);
  return pathname + search;
}

/** Signs in again where a page asks for it; answers the page that this leads back to. */
export async function signInAgain(person: Person, page: Sheet, operator: Operator): Promise<Sheet> {
  const asked = await person.follow(page, 'Sign in again');
  return person.open(await answerAt(asked, operator));
}

/** Tells the session what the echo sees, as pages do. */
export async function noteAddress({ submit }: Person, address: string): Promise<void> {
  const noted = await submit({ method: 'POST', path: '/address/seen', body: address });
  if (noted.status !== 200) throw new Error(`The address was not kept: ${noted.status}`);
}

function cookiesOf({ headers }: RawAnswer): readonly { name: string; value: string }[] {
  const set = [headers['set-cookie'] ?? []].flat();
  return set.map((each) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
    return { name, value };
  });
}
