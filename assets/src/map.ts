// The full page: the state is the URL, the model is what was fetched for it, and the views are drawn from both.
import './core';
import { byId } from './dom';
import { speak, t } from './i18n';
import { bootstrap } from './model';
import { Page } from './page';
import { type Lang, Store, defaults, languages } from './state';

async function start() {
  const boot = bootstrap();
  const own = (boot.lang ?? document.documentElement.lang) as Lang;
  const store = new Store({ ...defaults, lang: languages.includes(own) ? own : 'en' });
  await speak(store.state.lang);
  byId('skip').textContent = t('skip');
  new Page(boot, store).start();
}

void start();
