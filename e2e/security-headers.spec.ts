import { expect, oneCluster, test } from './fixtures/index.ts';
import { cookieHeader, type RawAnswer, sendRaw } from './fixtures/raw.ts';
