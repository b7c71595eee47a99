import {
  messages,
  PGlite,
  protocol,
  type QueryOptions,
  type Results,
  type Transaction,
} from '@electric-sql/pglite';

/** A statement that PostgreSQL has parsed and planned. Types are PostgreSQL's numbers of them. */
type Kept = {
  readonly name: string;
  readonly parameterTypes: readonly number[];
  readonly fields: readonly messages.Field[];
};

/** Plans are made for tables as they are; after a minute they may have grown into others. */
const keptMs = 60_000;
const keptAtMost = 300;
/** One that inserts hundreds of rows hardly comes again with as many. */
const longestText = 4_000;

const { serialize } = protocol;

/**
 * PGlite that keeps its statements. Its own `query` parses and plans each anew and crosses into
 * WebAssembly six times for that, which takes longer than to carry out what we ask of it; here it is
 * once. Of the options it knows `rowMode` and `parsers`, the ones that Drizzle uses.
 */
export class KeptPglite extends PGlite {
  /** Hears of a panic, after which this database answers nothing any more. */
  onPanic: (error: Error) => void = () => {};
  #panic: Error | undefined;
  readonly #kept = new Map<string, Kept>();
  #keptSince = 0;
  #count = 0;

  override async query<T>(
    text: string,
    params: unknown[] = [],
    options: QueryOptions = {},
  ): Promise<Results<T>> {
    await this._checkReady();
    return this._runExclusiveTransaction(() =>
      this._runExclusiveQuery(async () => {
        await this.#forgetOld();
        return this.#run<T>(text, params, options);
      }),
    );
  }

  override transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return super.transaction((tx) => {
      const query: Transaction['query'] = (text, params = [], options = {}) =>
        // Its own one refuses, after the end.
        tx.closed
          ? tx.query(text, params, options)
          : this._runExclusiveQuery(() => this.#run(text, params, options));
      return work({ ...tx, query });
    });
  }

  // Every message of PGlite's and of ours goes through these three.

  override execProtocol(...asked: Parameters<PGlite['execProtocol']>) {
    return this.#noticing(super.execProtocol(...asked));
  }

  override execProtocolStream(...asked: Parameters<PGlite['execProtocolStream']>) {
    return this.#noticing(super.execProtocolStream(...asked));
  }

  /** After a panic PGlite would try to hand on the next message again and again, and nothing else could run. */
  override execProtocolRawSync(message: Uint8Array): Uint8Array {
    if (this.#panic) throw this.#panic;
    return super.execProtocolRawSync(message);
  }

  async #noticing<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof messages.DatabaseError && error.severity === 'PANIC' && !this.#panic) {
        this.#panic = error;
        this.onPanic(error);
      }
      throw error;
    }
  }

  async #run<T>(text: string, params: unknown[], options: QueryOptions): Promise<Results<T>> {
    const { name, parameterTypes, fields } = this.#kept.get(text) ?? (await this.#prepare(text));
    const values = params.map((param, at) => this.#serialized(param, parameterTypes[at]));
    const answer = await this.#exchange(
      serialize.bind({ statement: name, values }),
      serialize.execute({}),
    );
    await this.syncToFs();
    return this.#resultOf<T>(answer, fields, options);
  }

  async #prepare(text: string): Promise<Kept> {
    const isKept = text.length <= longestText;
    const name = isKept ? `kept_${++this.#count}` : '';
    const answer = await this.#exchange(
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
    );
    const prepared = {
      name,
      parameterTypes: answer.flatMap((message) =>
        message instanceof messages.ParameterDescriptionMessage ? message.dataTypeIDs : [],
      ),
      fields: answer.flatMap((message) =>
        message instanceof messages.RowDescriptionMessage ? message.fields : [],
      ),
    };
    if (isKept) this.#kept.set(text, prepared);
    return prepared;
  }

  /** All at once, since nobody minds the millisecond that it takes to make them again. */
  async #forgetOld(): Promise<void> {
    const now = Date.now();
    if (this.#kept.size < keptAtMost && now - this.#keptSince < keptMs) return;
    this.#keptSince = now;
    if (this.#kept.size === 0) return;
    this.#kept.clear();
    await this.#exchange(serialize.query('deallocate all'));
  }

  /** Sends messages together, and throws the database's first objection to any of them. */
  #exchange(...parts: Uint8Array[]): Promise<messages.BackendMessage[]> {
    const whole = Buffer.concat([...parts, serialize.sync()]);
    return this.execProtocolStream(whole, { syncToFs: false });
  }

  #serialized(param: unknown, type: number | undefined): string | null {
    if (param === null || param === undefined) return null;
    const serializer = type === undefined ? undefined : this.serializers[type];
    return serializer ? serializer(param) : String(param);
  }

  #resultOf<T>(
    answer: readonly messages.BackendMessage[],
    fields: readonly messages.Field[],
    { rowMode, parsers = {} }: QueryOptions,
  ): Results<T> {
    const readers = fields.map(({ dataTypeID: type }) => parsers[type] ?? this.parsers[type]);
    const rows = answer.flatMap((message) => {
      if (!(message instanceof messages.DataRowMessage)) return [];
      const cells = message.fields.map((text, at) =>
        read(text, readers[at], fields[at]?.dataTypeID),
      );
      if (rowMode === 'array') return [cells];
      return [Object.fromEntries(cells.map((cell, at) => [fields[at]?.name, cell]))];
    });
    return { rows, fields: fields.map(({ name, dataTypeID }) => ({ name, dataTypeID })) };
  }
}

type Reader = KeptPglite['parsers'][number];

function read(text: string | null, reader: Reader | undefined, type: number | undefined): unknown {
  return text === null || reader === undefined ? text : reader(text, type);
}
