/** The double-submit tokens that the service sets beside its HttpOnly cookies (flask-jwt-extended). */

type TokenName = 'csrf_access_token' | 'csrf_refresh_token';

interface CookieStore {
  get(name: string): Promise<{ value?: string } | null>;
}

/** In a page from `document.cookie`, in a service worker from the cookie store where there is one (Chromium). */
export async function csrfToken(name: TokenName): Promise<string | null> {
  if (typeof document !== 'undefined') {
    return new RegExp(`(?:^|; )${name}=([^;]*)`).exec(document.cookie)?.[1] ?? null;
  }
  const store = (globalThis as { cookieStore?: CookieStore }).cookieStore;
  return (await store?.get(name))?.value ?? null;
}
