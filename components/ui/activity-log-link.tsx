/** Leads to where Azure says what became of its operations on a cluster. */
export function ActivityLogLink({ href }: { href: string }) {
  return (
    <p className="mt-1">
      <a href={href} className="link">
        Activity log in the Azure portal
      </a>
    </p>
  );
}
