import { join } from 'node:path';
import { provideBrowser } from './lib/browser.ts';
import {
  browserTests,
  conclude,
  crashTests,
  emulatorTests,
  inTurn,
  lint,
  type Step,
  together,
  types,
  unitTests,
} from './lib/checks.ts';
import { root, stopOnSignals } from './lib/children.ts';
import { firstLoad } from './lib/first-load.ts';
import { outcomeOfTool } from './lib/outcome.ts';
import { build, isBuilt } from './lib/product.ts';

// Some thirty consoles are started, of which each would compile all of Next anew.
process.env['NODE_COMPILE_CACHE'] = join(root, 'node_modules/.cache/drawbridge/compiled');

let isReady = false;

const browser: Step = {
  name: 'a browser',
  async run() {
    // The one that was seen to start, for playwright.config.ts.
    process.env['BROWSER_PATH'] = await provideBrowser();
    return outcomeOfTool({ code: 0, output: '' });
  },
};

const product: Step = {
  name: 'build',
  async run() {
    const result = isBuilt() ? { code: 0, output: '' } : await build();
    isReady = result.code === 0;
    return outcomeOfTool(result);
  },
};

stopOnSignals(130);
// The build is what most wait for, so little is beside it. Crash tests wait for most of their time, so they have
// others beside them; browser tests have seconds for what they look for, and are alone. Types come after the
// build, which writes the same files.
const [ofSources, ofBuilt] = await Promise.all([
  inTurn([unitTests, browser], [emulatorTests], [lint]),
  inTurn([product], [ofProduct(firstLoad)], [ofProduct(crashTests), types]),
]);
const ofBrowser = await together(ofProduct(browserTests(process.argv.slice(2))));
conclude([...ofSources, ...ofBuilt, ...ofBrowser]);

/** What lies in .next after a build that failed is of an earlier day. */
function ofProduct({ name, run }: Step): Step {
  const notRun = () => Promise.reject(new Error('Not run: the build failed.'));
  return { name, run: () => (isReady ? run() : notRun()) };
}
