import { describe, expect, test } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from './response-headers.ts';

const policy = {
  publicUrl: 'https://drawbridge.example.com',
  apiServerDomain: 'azmk8s.io',
  development: false,
};

describe('the content security policy', () => {
  const csp = contentSecurityPolicy('bm9uY2U=', policy);

  test('runs only scripts with the nonce, and evaluates none', () => {
    expect(csp).toContain("script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic'");
    expect(csp).not.toContain('unsafe-eval');
    expect(csp).not.toMatch(/style-src [^;]*unsafe-inline/);
  });

  test('connects to ourselves and the clusters’ domain, and to the echo only where there is one', () => {
    expect(csp).toContain("connect-src 'self' https://*.azmk8s.io;");
    const echoOrigin = 'https://echo.example.com';
    expect(contentSecurityPolicy('n', { ...policy, echoOrigin })).toContain(
      "connect-src 'self' https://*.azmk8s.io https://echo.example.com;",
    );
  });

  test('lets nobody frame the page, rebase it, or take its forms elsewhere', () => {
    for (const directive of ["frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"]) {
      expect(csp).toContain(directive);
    }
  });
});

describe('the security headers', () => {
  test('turn HSTS on under https only', () => {
    expect(securityHeaders(policy)).toHaveProperty('strict-transport-security', 'max-age=63072000');
    const plain = { ...policy, publicUrl: 'http://localhost:3000' };
    expect(securityHeaders(plain)).not.toHaveProperty('strict-transport-security');
  });

  test('let nobody keep an answer', () => {
    expect(securityHeaders(policy)).toHaveProperty('cache-control', 'no-store');
  });

  test('keep the referrer on this site, so that plain forms send their origin', () => {
    expect(securityHeaders(policy)).toMatchObject({
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
  });
});
