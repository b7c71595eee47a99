import { type Answer, json, type Request } from './exchange.ts';

/** What a cloud says about itself to the Azure CLI; `undefined` for other metadata. */
export function metadata(request: Request): Answer | undefined {
  if (request.path !== '/metadata/endpoints') return undefined;
  const { origin } = request;
  return json(200, [
    {
      name: 'DrawbridgeEmulator',
      authentication: {
        loginEndpoint: origin,
        audiences: ['https://management.azure.com/'],
        tenant: 'common',
        identityProvider: 'AAD',
      },
      resourceManager: `${origin}/`,
      graph: origin,
      graphAudience: origin,
      gallery: origin,
      portal: origin,
      suffixes: {},
    },
  ]);
}
