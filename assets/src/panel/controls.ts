// What is counted, how, when, and at which level: the first choices a reader makes.
import { type Child, add, el } from '../dom';
import { note, rangeShort, t, word } from '../i18n';
import type { MessageKey } from '../messages/files';
import type { Model } from '../model';
import { asOf } from './accounts';
import { bases, grades, kinds, levels, measures, methods, parts, pers, type Grade, type State } from '../state';
import { period } from '../title';

/** controls builds the pickers of the panel; they write the state and nothing else. */
export function controls(model: Model): HTMLElement {
  const { store } = model;
  const { state } = store;
  return el(
    'section.controls', { 'aria-label': t('controls') },
    el('div.ctl', null, select('measure', measures, state, (measure) => store.set({ measure })), periodPicker(model)),
    segments('basis', bases, state, (basis) => store.set({ basis }), state.measure === 'interceptions' ? [] : ['claimed']),
    segments('level', levels, state, (level) => store.set({ level }), []),
    more(model),
  );
}

type Name = 'measure' | 'basis' | 'level' | 'part' | 'per' | 'method' | 'kind';

function select<T extends string>(name: Name, options: readonly T[], state: State, choose: (value: T) => void): HTMLElement {
  const input = el('select', { id: `pick-${name}` }, ...options.map((value) => el('option', { value, selected: state[name] === value }, word(name, value))));
  input.addEventListener('change', () => choose(input.value as T));
  return el('label.pick', null, el('span.vh', null, t(name as MessageKey)), input);
}

function segments<T extends string>(name: Name, options: readonly T[], state: State, choose: (value: T) => void, off: readonly T[]): HTMLElement {
  return el(
    'div.seg', { role: 'group', 'aria-label': t(name as MessageKey) },
    ...options.map((value) =>
      el('button', {
        type: 'button', 'data-value': value, 'aria-pressed': String(state[name] === value), disabled: off.includes(value),
        title: off.includes(value) ? t('basis.only') : note(`${name}.title`, value), onclick: () => choose(value),
      }, word(name, value)),
    ),
  );
}

function periodPicker(model: Model): HTMLElement {
  const { store, boot } = model;
  const { state } = store;
  const first = boot.period?.from ?? '';
  const last = boot.period?.to ?? '';
  const date = (name: 'from' | 'to') => {
    const input = el('input', { type: 'date', id: `pick-${name}`, min: first, max: last, value: state[name] ?? (name === 'from' ? first : last) });
    input.addEventListener('change', () => input.value && store.set({ [name]: input.value === (name === 'from' ? first : last) ? null : input.value }));
    return el('label.date', null, el('span', null, t(name)), input);
  };
  const whole = el('button.link', { type: 'button', disabled: !state.from && !state.to, onclick: () => store.set({ from: null, to: null }) }, t('period.whole'));
  return el(
    'details.pick.pop', null,
    el('summary', { title: period(model, state) }, el('span.clip', null, state.from || state.to ? rangeShort(state.from ?? first, state.to ?? last) : t('period.whole')), caret()),
    el('div.pop-box', null, date('from'), date('to'), segments('part', parts, state, (part) => store.set({ part }), []), whole),
  );
}

function caret(): HTMLElement {
  return el('span.caret', { 'aria-hidden': 'true' }, '▾');
}

function more(model: Model): HTMLElement {
  const { store } = model;
  const { state } = store;
  const field = (label: MessageKey, ...children: Child[]) => el('div.field', null, el('span.field-name', null, t(label)), ...children);
  const changed = state.per !== 'none' || state.method !== 'ckmeans' || state.classes !== 5 || state.kind !== 'all' || state.grade.length !== grades.length || state.as_of !== null;
  const classes = el('input', { type: 'range', min: 3, max: 7, step: 1, value: state.classes, id: 'pick-classes', 'aria-label': t('classes') });
  classes.addEventListener('change', () => store.set({ classes: Number(classes.value), breaks: null }));
  const box = el('details.more', { open: changed }, el('summary', null, t('more'), caret()));
  add(box, [
    field('kind', segments('kind', kinds, state, (kind) => store.set({ kind }), [])),
    field('grade', gradePicker(model)),
    field('per', select('per', pers, state, (per) => store.set({ per }))),
    field('method', select('method', methods.filter((m) => m !== 'fixed' || state.breaks), state, (method) => store.set({ method, breaks: null }))),
    field('classes', classes),
    field('asof', asOf(model)),
  ]);
  return box;
}

function gradePicker(model: Model): HTMLElement {
  const { store } = model;
  const toggle = (grade: Grade) => {
    const now = store.state.grade;
    const next = grades.filter((g) => (g === grade ? !now.includes(g) : now.includes(g)));
    store.set({ grade: next.length ? next : grades });
  };
  return el(
    'div.tags', { role: 'group', 'aria-label': t('grade') },
    ...grades.map((grade) => el('button.tag', { type: 'button', 'aria-pressed': String(store.state.grade.includes(grade)), title: note('grade.title', grade), onclick: () => toggle(grade) }, word('grade', grade))),
  );
}
