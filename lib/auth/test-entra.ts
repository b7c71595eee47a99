import { z } from 'zod';
import { type EmulatorProcess, startEmulatorProcess } from '#lib/azure/test-emulator';

/** The registration that every world of the emulator has. */
export const emulatorApp = {
  AZURE_CLIENT_ID: '6f2d8c1e-93b4-4a57-8e0d-d1a4bb1d9e42',
  AZURE_CLIENT_SECRET: 'emulator-only-secret',
};

/** Entra on loopback, talked to by address only. */
export type TestEntra = EmulatorProcess & {
  /** Requests to the token endpoint by which people renewed tokens or redeemed codes. */
  tokenRequests(): Promise<readonly { tenant: string; grant: string }[]>;
};

const logged = z.array(z.object({ path: z.string(), body: z.string() }));

/** Starts the emulator with an empty world as a process of its own. */
export async function startEntra(): Promise<TestEntra> {
  const emulator = await startEmulatorProcess();
  return {
    ...emulator,
    tokenRequests: async () => {
      const asked = await emulator.control('GET', 'requests?surface=entra&method=POST');
      return logged
        .parse(asked)
        .filter(({ path }) => path.endsWith('/token'))
        .map(({ path, body }) => ({
          tenant: path.split('/')[1] ?? '',
          grant: new URLSearchParams(body).get('grant_type') ?? '',
        }));
    },
  };
}

/** What a browser does: keeps cookies, follows one redirect at a time, picks a person at Entra. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();

  /** A request to the console with this browser's cookies. */
  request(pathOrUrl: string, init: RequestInit = {}): Request {
    const headers = new Headers(init.headers);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (cookie) headers.set('cookie', cookie);
    return new Request(new URL(pathOrUrl, 'http://localhost:3000'), { ...init, headers });
  }

  /** Keeps the cookies of an answer and says where it leads. */
  follow(response: Response): string {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    return response.headers.get('location') ?? '';
  }

  /** Picks a person on Entra's page and says where Entra leads then. */
  async pick(authorizeUrl: string, person: string): Promise<string> {
    const body = new URLSearchParams({ person });
    const response = await fetch(authorizeUrl, { method: 'POST', redirect: 'manual', body });
    const location = response.headers.get('location');
    if (!location) throw new Error(`Entra showed a page: ${await response.text()}`);
    return location;
  }
}
