/** Picks a person on Entra's page, as a browser would, and answers where it is sent then. */
export async function pick(authorizeUrl: string, person: string): Promise<URL> {
  const response = await fetch(authorizeUrl, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ person }),
  });
  const location = response.headers.get('location');
  if (location === null) throw new Error(`Entra showed a page: ${await response.text()}`);
  return new URL(location);
}
