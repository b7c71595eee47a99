import type { Access } from '#lib/ranges/access';
import { Badge, type BadgeTone } from '../ui/badge.tsx';
import type { MarkName } from '../ui/mark.tsx';

const looks: Record<Access, { word: string; tone: BadgeTone; icon: MarkName; means: string }> = {
  open: {
    word: 'Open',
    tone: 'danger',
    icon: 'globe',
    means: 'Any address on the internet reaches the API server.',
  },
  restricted: {
    word: 'Restricted',
    tone: 'ok',
    icon: 'shield-check',
    means: 'Only the addresses in the list reach the API server.',
  },
  'cluster-only': {
    word: 'Cluster only',
    tone: 'calm',
    icon: 'server',
    means: 'Only the cluster’s own outbound address reaches the API server.',
  },
  private: {
    word: 'Private',
    tone: 'neutral',
    icon: 'lock',
    means: 'There is no public endpoint; authorized IP ranges do not apply.',
  },
  unknown: {
    word: 'Unknown',
    tone: 'warn',
    icon: 'circle-question-mark',
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
