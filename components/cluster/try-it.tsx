import { Breakable } from '../ui/breakable.tsx';
import { CopyButton } from '../ui/copy-button.tsx';

/**
 * A command that tells whether a terminal gets in: it may leave the network by another address than the
 * browser.
 */
export function TryIt({ fqdn }: { fqdn: string }) {
  const line = `curl -sk -m5 -o /dev/null -w '%{http_code}\\n' https://${fqdn}/livez`;
  return (
    <p className="text-xs text-muted">
      To see whether a terminal gets through (any status but 000: the network lets it in):
      <span className="mt-1 flex items-center gap-1">
        <code className="min-w-0 font-mono">
          <Breakable text={line} />
        </code>
        <CopyButton text={line} label="Copy the line" />
      </span>
    </p>
  );
}
