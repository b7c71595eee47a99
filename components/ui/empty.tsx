import type { ReactNode } from 'react';

/** In the place of a list that holds nothing: that it does, why, and what to do about it. */
export function Empty({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="card grid justify-items-center gap-2 px-6 py-16 text-center">
      {icon}
      <h2 className="text-base font-medium">{title}</h2>
      {children !== undefined && (
        <p className="max-w-md text-balance text-muted [overflow-wrap:anywhere]">{children}</p>
      )}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}
