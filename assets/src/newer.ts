// A page may stay open for days, over midnight and while records come in. What it shows does not change under the reader's
// eyes; that there is more by now is said, and the page loaded anew on demand: its address is its state.
import { live } from './dom';
import { getJSON, query } from './fetch';
import { t } from './i18n';
import type { Model } from './model';

const everyMS = 60_000;

/** watchNewer asks now and then, and whenever the page is looked at again, whether the feed has something since the page's version; found is called once. */
export function watchNewer(model: Model, found: () => void) {
  const ask = async () => {
    if (model.newer || document.hidden) return;
    const feed = await getJSON<{ items: unknown[] }>('/feed.json' + query({ since: model.boot.version, limit: 1 })).catch(() => null); // not to be reached: there is nothing to say
    if (model.newer || !feed?.items.length) return;
    model.newer = true;
    clearInterval(timer);
    live(t('newer'));
    found();
  };
  const timer = setInterval(() => void ask(), everyMS);
  document.addEventListener('visibilitychange', () => void ask());
}
