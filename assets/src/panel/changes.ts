// What has changed since a moment or version: records that are new, changed or retracted, from the feed, newest first.
import '../core';
import { el, fill } from '../dom';
import { getJSON, query } from '../fetch';
import { moment, t } from '../i18n';
import { dialog } from './dialog';
import { problem } from './problem';

interface Feed {
  items: { title: string; content_text: string; date_modified: string; _oblast: { record: string; news: string } }[];
  next_url?: string;
}

/** showChanges opens the list; a record that still stands can be chosen. */
export function showChanges(since: string, choose: (id: string) => void) {
  const list = el('ul.plain', { 'aria-busy': 'true' }, el('li', null, t('loading')));
  const feed = '/feed.json' + query({ since, limit: 100 });
  const close = dialog(t('asof.since'), 'share', list, el('p.foot', null, el('a', { href: '/feed.atom' + query({ since }) }, 'Atom'), ' · ', el('a', { href: feed }, 'JSON')));
  const load = () => {
    getJSON<Feed>(feed).then(({ items }) => {
      list.removeAttribute('aria-busy');
      fill(list, ...items.map((item) => el('li', null,
        item._oblast.news === 'retracted' ? el('s', null, item.title) : el('button.link', { type: 'button', onclick: () => (close(), choose(item._oblast.record)) }, item.title),
        el('small', null, ` ${moment(item.date_modified)}. ${item.content_text}`))), items.length ? null : el('li', null, t('asof.nothing')));
    }, (err) => fill(list, problem(err, load)));
  };
  load();
}
