import { demoPeople } from '../../emulator/world/demo/people.ts';

/** What the demo says once it runs: where to go, who to be, what to try. */
export function welcome(url: string, emulatorUrl: string, folder: string): string {
  return `
  Drawbridge: ${url}

  Sign in as
    ${demoPeople.ada}    may change clusters
    ${demoPeople.ravi}        may only look
    ${demoPeople.noor}       sees no cluster

  Try
    1. aks-payments-prod: press Add my IP. You come from 81.2.69.142 here.
    2. aks-open-to-anyone: press Restrict this cluster and read what that does to people and nodes.
    3. aks-odd-entries: put "137.117.106.90/29, 194.168.1.1-194.168.1.9" into Add ranges.
    4. aks-writes-need-mfa, aks-policy-denied, aks-read-only-lock: change something, read the refusal.
    5. As Ravi: Add my IP says which right is missing, and on what.

  Azure is the emulator at ${emulatorUrl}; logs are in ${folder}. Ctrl-C stops both.
`;
}
