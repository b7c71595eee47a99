import { signInRoute } from '#lib/auth/sign-in/routes';

export function GET(request: Request): Promise<Response> {
  return signInRoute(request);
}
