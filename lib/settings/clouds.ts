/** One of Azure's separate clouds: where to sign in, where its resource manager is, how its names end. */
export type Cloud = {
  readonly name: 'AzureCloud' | 'AzureUSGovernment' | 'AzureChinaCloud';
  /** Origin of Entra ID. */
  readonly authorityHost: string;
  /** Origin of Azure Resource Manager. */
  readonly resourceManager: string;
  /** The delegated permission asked for. It names the cloud's own resource manager, wherever ours is. */
  readonly scope: string;
  /** Origin of the portal, for links. */
  readonly portal: string;
  /** API servers of public clusters have names under this domain. */
  readonly apiServerDomain: string;
  /** Audience of a managed identity's token that stands in for a client secret. */
  readonly tokenExchangeAudience: string;
};

/**
 * Every cloud, by its name in `AZURE_CLOUD`.
 *
 * Sources: learn.microsoft.com/entra/identity-platform/authentication-national-cloud ("endpoints");
 * learn.microsoft.com/azure/aks/outbound-rules-control-egress ("FQDN");
 * learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity
 * ("audience").
 */
export const clouds: Readonly<Record<Cloud['name'], Cloud>> = {
  AzureCloud: {
    name: 'AzureCloud',
    authorityHost: 'https://login.microsoftonline.com',
    resourceManager: 'https://management.azure.com',
    scope: 'https://management.azure.com/user_impersonation',
    portal: 'https://portal.azure.com',
    apiServerDomain: 'azmk8s.io',
    tokenExchangeAudience: 'api://AzureADTokenExchange',
  },
  AzureUSGovernment: {
    name: 'AzureUSGovernment',
    authorityHost: 'https://login.microsoftonline.us',
    resourceManager: 'https://management.usgovcloudapi.net',
    scope: 'https://management.usgovcloudapi.net/user_impersonation',
    portal: 'https://portal.azure.us',
    apiServerDomain: 'cx.aks.containerservice.azure.us',
    tokenExchangeAudience: 'api://AzureADTokenExchangeUSGov',
  },
  AzureChinaCloud: {
    name: 'AzureChinaCloud',
    authorityHost: 'https://login.partner.microsoftonline.cn',
    resourceManager: 'https://management.chinacloudapi.cn',
    scope: 'https://management.chinacloudapi.cn/user_impersonation',
    portal: 'https://portal.azure.cn',
    apiServerDomain: 'cx.prod.service.azk8s.cn',
    tokenExchangeAudience: 'api://AzureADTokenExchangeChina',
  },
};
