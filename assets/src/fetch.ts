// Every request of the map goes through here. Nothing in this module touches the page: a failure is a ProblemError that
// the caller shows in place.

export interface Fault {
  field: string;
  detail: string;
  allowed?: string[];
}

/** What went wrong, in the words of RFC 9457. Status 0: the server was not reached; -1: its answer makes no sense. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly faults: Fault[] = [],
  ) {
    super(detail || title);
    this.name = 'ProblemError';
  }
}

const timeoutMS = 20_000;

/** getJSON fetches and parses url; throws ProblemError, or AbortError when signal says so. */
export async function getJSON<T>(url: string, signal?: AbortSignal): Promise<T> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort('timeout'), timeoutMS);
  const forward = () => stop.abort();
  signal?.addEventListener('abort', forward);
  try {
    const response = await fetch(url, { signal: stop.signal });
    if (!response.ok) throw await problemOf(response);
    return await response.json().catch((err: unknown) => {
      if (stop.signal.aborted) throw err;
      throw new ProblemError(-1, '', String(err));
    });
  } catch (err) {
    if (err instanceof ProblemError || signal?.aborted) throw err;
    throw new ProblemError(0, '', err instanceof Error ? err.message : String(err));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', forward);
  }
}

/** part waits for a later part of the script: one that does not come is a server that is not reached. */
export function part<T>(module: Promise<T>): Promise<T> {
  return module.catch((err: unknown) => {
    throw new ProblemError(0, '', String(err));
  });
}

async function problemOf(response: Response): Promise<ProblemError> {
  let body: { title?: string; detail?: string; errors?: Fault[] } = {};
  try {
    body = await response.json();
  } catch {
    // A proxy may answer with something that is no JSON; the status still says enough.
  }
  return new ProblemError(response.status, body.title ?? response.statusText, body.detail ?? '', body.errors ?? []);
}

/** query writes a query string in the order given, without empty values. */
export function query(params: Record<string, string | number | null | undefined>): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== '') {
      parts.push(`${name}=${encodeURIComponent(String(value)).replace(/%2C/g, ',').replace(/%3A/g, ':')}`);
    }
  }
  return parts.length ? '?' + parts.join('&') : '';
}
