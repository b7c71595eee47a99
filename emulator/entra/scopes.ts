const arm = [
  'https://management.azure.com',
  'https://management.azure.com/',
  'https://management.core.windows.net',
  'https://management.core.windows.net/',
];
const openId = ['openid', 'profile', 'email', 'offline_access'];

/**
 * The scopes a request would be granted: OpenID's and `user_impersonation` (or `.default`) of ARM.
 * `undefined` when it asks for anything else, or for nothing of ARM.
 */
export function grantedScopes(scope: string): readonly string[] | undefined {
  const asked = scope.split(' ').filter((part) => part !== '');
  const isArm = (part: string) =>
    arm.some((prefix) => part === `${prefix}/user_impersonation` || part === `${prefix}/.default`);
  const known = asked.every((part) => isArm(part) || openId.includes(part.toLowerCase()));
  return known && asked.some(isArm) ? asked : undefined;
}

/** What the token endpoint says was granted; OpenID's own scopes are left out. */
export const armScope =
  'https://management.azure.com/user_impersonation https://management.azure.com/.default';
