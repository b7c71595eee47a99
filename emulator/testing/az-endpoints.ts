/** Where the Azure CLI finds an emulator, for `az cloud register`; see the README. */
export function azEndpoints(url: string): string[] {
  return [
    ...['--endpoint-resource-manager', `${url}/`],
    ...['--endpoint-active-directory', url],
    ...['--endpoint-active-directory-resource-id', 'https://management.azure.com/'],
    ...['--endpoint-active-directory-graph-resource-id', url],
    ...['--endpoint-management', url],
    ...['--endpoint-gallery', url],
    ...['--endpoint-sql-management', url],
  ];
}
