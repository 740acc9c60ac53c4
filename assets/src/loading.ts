// Asking for what a state needs and putting the answers into the model. Each question is asked apart, so that one that fails
// leaves the others standing; a failure is told with a way to ask again.
import { ProblemError, getJSON, query } from './fetch';
import { loadLedger } from './ledger';
import type { Model, Restriction } from './model';
import { loadIncidents } from './records';
import { Latest, loadTotals } from './totals';

export interface LoadEvents {
  totals: () => void;
  ledger: () => void;
  incidents: () => void;
  whole: () => void;
  restrictions: () => void;
  failed: (err: unknown, retry: () => void) => void;
}

export class Loading {
  private readonly values = new Latest();
  private readonly nights = new Latest();
  private readonly records = new Latest();
  private readonly entries = new Latest();
  private readonly rules = new Latest();
  private turn = 0;

  constructor(
    private readonly model: Model,
    private readonly on: LoadEvents,
  ) {}

  /** all asks for everything that the first picture needs. */
  all() {
    this.period();
    void this.incidents();
    void this.whole();
    void this.restrictions();
  }

  /** period asks for the totals and the ledger of the state's period. */
  period() {
    const turn = ++this.turn;
    const { classList } = document.body;
    for (const [what, known, asked] of [['totals', this.model.values, this.totals()], ['ledger', this.model.ledger, this.ledger()]] as const) {
      if (known) classList.add(`old-${what}`); // what is shown is of the period before
      void asked.then(() => turn === this.turn && classList.remove(`old-${what}`));
    }
  }

  private async totals() {
    const { model } = this;
    try {
      const values = await this.values.run((signal) => loadTotals(model.store.state, signal));
      if (!values) return;
      model.values = values;
    } catch (err) {
      model.values = null;
      this.on.failed(err, () => void this.totals());
    }
    this.on.totals();
  }

  private async ledger() {
    const { model } = this;
    const { from, to, part, within, as_of } = model.store.state;
    try {
      const ledger = await this.nights.run((signal) => loadLedger({ from, to, part, within, as_of }, signal));
      if (!ledger) return;
      model.ledger = ledger;
      this.on.ledger();
    } catch (err) {
      this.on.failed(err, () => void this.ledger());
    }
  }

  async incidents() {
    const { model } = this;
    try {
      const found = await this.records.run((signal) => loadIncidents(model.store.state, signal));
      if (!found) return;
      model.incidents = found.rows;
      model.loaded = true;
      model.matched = found.matched;
      this.on.incidents();
    } catch (err) {
      this.on.failed(err, () => void this.incidents());
    }
  }

  /** whole asks for all nights that are kept: the strip shows them whatever the period. */
  async whole() {
    const { model } = this;
    try {
      const whole = await this.entries.run((signal) => loadLedger({ from: null, to: null, as_of: model.store.state.as_of }, signal));
      if (!whole) return;
      model.whole = whole;
      this.on.whole();
    } catch (err) {
      this.on.failed(err, () => void this.whole());
    }
  }

  async restrictions() {
    try {
      const found = await this.rules.run((signal) => getJSON<{ restrictions: (Restriction | { record: Restriction })[] }>('/restrictions' + query({ as_of: this.model.store.state.as_of }), signal));
      if (!found) return;
      this.model.restrictions = found.restrictions.map((r) => ('record' in r ? r.record : r));
      this.on.restrictions();
    } catch (err) {
      if (!(err instanceof ProblemError) || err.status !== 404) this.on.failed(err, () => void this.restrictions());
    }
  }
}
