/** The store takes nothing: its disk is full, or it stands in for one that has failed. Nothing was stored. */
export class StoreOnlyReads extends Error {}
