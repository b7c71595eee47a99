import type { ChangeRow, Legible } from './row.ts';
import type { ChangeState } from './shown/states.ts';
import type { Others } from './taken-from-others.ts';

/** Entries that somebody put into the list of a cluster through Drawbridge. */
export type Addition = Pick<ChangeRow, 'id' | 'clusterKey' | 'grantId'> & {
  /** Of the cluster as its author saw it. */
  readonly resourceUid?: string | undefined;
  /** The name of who asked for it. */
  readonly author: string;
  /** Its author added it as their own address. */
  readonly isOwn: boolean;
  readonly entries: readonly string[];
  /** When it was asked for. */
  readonly at: number;
};

/**
 * What a change had to do with an entry. `after` is there only of a change that restricts, whose intents do
 * not say what it takes out. Of a change that is the only one of its cluster `acceptedAt` and `alreadySo` may
 * be missing: they tell several apart.
 */
type Concern = Pick<ChangeRow, 'clusterKey' | 'resourceUid' | 'stateSince' | 'acceptedAt'> &
  Pick<ChangeRow, 'grantId' | 'state' | 'intents' | 'addressSource' | 'alreadySo' | 'after'> &
  Pick<ChangeRow, 'keepForSeconds'>;

/** A change that takes an entry out at its time, since it was let in for a while only. */
type Ending = Pick<ChangeRow, 'id' | 'clusterKey' | 'intents' | 'startsAt'>;

/** A change of a history before it is shown: which one it is, and what decides in which part it stands. */
export type PastChange = Pick<ChangeRow, 'id'> & {
  /** It was to open a cluster, restrict it or close it, by whatever edit, or to let very wide ranges in. */
  readonly reachesFar: boolean;
  /**
   * Of a change that is one of many, or that takes out at its time what one of them has let in (`isEnd`). None where this
   * release does not know its state.
   */
  readonly batch?:
    | {
        readonly id: string;
        readonly place: number;
        readonly isEnd: boolean;
        readonly state: ChangeState;
        /** Equal where the same was asked. */
        readonly asks: string;
      }
    | undefined;
};

/** What others asked of clusters; of those of `unread` also what this release cannot read. */
type AskedByOthers = {
  readonly asked: readonly (Others & Pick<ChangeRow, 'clusterKey'>)[];
  /** Their keys. */
  readonly unread: readonly string[];
};

/**
 * Questions about many clusters at once. The caller has made sure that Azure lets the person read these
 * clusters. To unpack the lists that every change carries would take most of the time, so it is done for few
 * of them; only `historyOf` looks into each, and takes a third longer for that.
 */
export type FleetLedger = {
  /**
   * What done changes put into the lists of these clusters, newest first: all that the ledger keeps, of
   * everybody or of one grant.
   */
  additionsOn(clusterKeys: readonly string[], grantId?: string): Promise<readonly Addition[]>;
  /**
   * Changes of these clusters, in whatever state, that wanted one of these single addresses (canonical) in
   * the list or out of it, or crossed; newest first. None of a cluster where a newer release stored one of them
   * that this one cannot read: nobody can say then what became of the address.
   */
  changesAbout(
    clusterKeys: readonly string[],
    addresses: readonly string[],
  ): Promise<readonly Concern[]>;
  /**
   * All changes of these clusters, newest first; or those that have a text, in whatever case, in one of their
   * entries, in who asked for them or why.
   */
  historyOf(clusterKeys: readonly string[], find?: string): Promise<readonly PastChange[]>;
  /**
   * What takes out of these clusters what is known to be let in for a while, and has not ended: it waits for its
   * time, is under way, or waits for its author.
   */
  endingOn(clusterKeys: readonly string[]): Promise<readonly Ending[]>;
  /** The changes of these ids, newest first, each with its lists: of a page, or of a part of a file. */
  findAll(ids: readonly string[]): Promise<Legible>;
  /** Those of these correlation ids under which a PUT of one of these clusters was sent from here. */
  sentAs(
    clusterKeys: readonly string[],
    correlationIds: readonly string[],
  ): Promise<ReadonlySet<string>>;
  /** What everybody but this grant asked of these clusters, of all that is in its state since then. */
  askedByOthers(
    clusterKeys: readonly string[],
    since: number,
    grantId: string,
  ): Promise<AskedByOthers>;
};
