// What failed and was not asked again yet: one notice for all of it, one button that asks for all of it.
import { problem } from './problem';

export class Notices {
  private retries: (() => void)[] = [];

  constructor(private readonly node: HTMLElement) {}

  /** tell shows the latest failure; the button asks again for everything that is missing. */
  tell(err: unknown, retry: () => void) {
    this.retries.push(retry);
    this.node.replaceChildren(problem(err, () => {
      const all = this.retries;
      this.retries = [];
      this.node.replaceChildren();
      for (const again of all) again();
    }));
  }
}
