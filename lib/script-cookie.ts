/** The cookie by which a browser says that it runs script. It says nothing else, and proves nothing. */
export const scriptCookie = 'script';
