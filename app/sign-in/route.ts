import { signInRoute } from '#lib/auth/routes';

export function GET(request: Request): Promise<Response> {
  return signInRoute(request);
}
