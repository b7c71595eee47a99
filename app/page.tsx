import { Eye, Layers, ShieldCheck } from 'lucide-react';
import { redirect } from 'next/navigation';
import { BrandMark } from '#components/shell/brand';
import { currentSession } from '#lib/auth/next';

export default async function LandingPage() {
  if ((await currentSession()) !== undefined) redirect('/clusters');
  return (
    <main
      id="main"
      className="mx-auto grid min-h-dvh w-full max-w-5xl content-start gap-12 px-6 pb-16 pt-16 sm:pt-[16dvh]"
    >
      <div className="grid max-w-2xl gap-5">
        <p className="flex items-center gap-2.5 text-base font-semibold tracking-tight">
          <BrandMark className="size-8" /> Drawbridge
        </p>
        <h1 className="text-4xl font-semibold tracking-tight text-balance sm:text-5xl">
          Who can reach your Kubernetes API servers?
        </h1>
        <p className="max-w-xl text-lg text-muted text-pretty">
          See every AKS cluster you may see, who is let in, and let yourself in without losing
          anybody else’s entry.
        </p>
        <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
          {/* A plain link: prefetching it would start a sign-in. */}
          <a
            href="/sign-in"
            className="inline-flex min-h-11 items-center rounded-lg bg-accent px-5 text-base font-medium text-on-accent hover:bg-accent-strong"
          >
            Sign in
          </a>
          <span className="text-sm text-muted">with your Microsoft work account</span>
        </p>
      </div>
      <ul className="grid gap-6 border-t border-line pt-8 sm:grid-cols-3">
        <Point icon={ShieldCheck} title="Your rights, and only yours">
          Everything in Azure is done with your own delegated token. There is no service account.
        </Point>
        <Point icon={Layers} title="Merged, never replaced">
          You say what to add or remove. The list is read, merged and written only if nobody was
          faster.
        </Point>
        <Point icon={Eye} title="No surprise">
          Opening or closing a cluster is an act of its own, and it says what it will do first.
        </Point>
      </ul>
    </main>
  );
}

function Point({
  icon: Icon,
  title,
  children,
}: {
  icon: typeof Eye;
  title: string;
  children: string;
}) {
  return (
    <li className="grid content-start gap-1">
      <Icon aria-hidden className="mb-1 size-5 text-accent" />
      <h2 className="font-medium">{title}</h2>
      <p className="text-muted text-pretty">{children}</p>
    </li>
  );
}
