import { CircleHelp, Globe, Lock, type LucideIcon, Server, ShieldCheck } from 'lucide-react';
import type { Access } from '#lib/ranges/access';
import { Badge, type BadgeTone } from '../ui/badge.tsx';

const looks: Record<Access, { word: string; tone: BadgeTone; icon: LucideIcon; means: string }> = {
  open: {
    word: 'Open',
    tone: 'danger',
    icon: Globe,
    means: 'Any address on the internet reaches the API server.',
  },
  restricted: {
    word: 'Restricted',
    tone: 'ok',
    icon: ShieldCheck,
    means: 'Only the addresses in the list reach the API server.',
  },
  'cluster-only': {
    word: 'Cluster only',
    tone: 'calm',
    icon: Server,
    means: 'Only the cluster’s own outbound address reaches the API server.',
  },
  private: {
    word: 'Private',
    tone: 'neutral',
    icon: Lock,
    means: 'There is no public endpoint; authorized IP ranges do not apply.',
  },
  unknown: {
    word: 'Unknown',
    tone: 'warn',
    icon: CircleHelp,
    means: 'It could not be read.',
  },
};

/** The word for an access state. */
export function accessWord(access: Access): string {
  return looks[access].word;
}

/** The access state of a cluster in one word. */
export function AccessBadge({ access }: { access: Access }) {
  const { word, tone, icon, means } = looks[access];
  return (
    <Badge tone={tone} icon={icon} title={means}>
      {word}
    </Badge>
  );
}
