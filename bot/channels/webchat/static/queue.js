// What was said but not yet stored by the service: it survives a reload, files as well.

/** A random id, also where the page is not secure. */
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");
}

/** One key in localStorage for each message, so that two open pages never overwrite each other. */
export class Queue {
  #prefix;
  #memory = new Map(); // stands in where the browser keeps nothing
  #blobs = new Map();
  #last = 0;

  constructor(chat) {
    this.#prefix = `doithoai:${chat}:`;
    for (const key of this.#keys("doithoai:")) if (!key.startsWith(this.#prefix)) this.#forget(key);
  }

  /** All unsent messages, oldest first. */
  all() {
    return this.#keys(this.#prefix).sort().map((key) => this.#get(key)).filter(Boolean);
  }

  /** Whether a message is unsent. */
  has(id) {
    return Boolean(id) && this.#keys(this.#prefix).some((key) => key.endsWith(`:${id}`));
  }

  /** Keep a message, with the file it carries. */
  async add(item, blob = null) {
    const at = Math.max(Date.now(), this.#last + 1);
    this.#last = at;
    const kept = { ...item, key: `${this.#prefix}${String(at).padStart(15, "0")}:${item.id}`, blob: Boolean(blob) };
    if (blob) {
      this.#blobs.set(item.id, blob);
      await inBlobs("readwrite", (store) => store.put(blob, item.id));
    }
    this.change(kept);
    return kept;
  }

  change(item) {
    this.#memory.set(item.key, item);
    try {
      localStorage.setItem(item.key, JSON.stringify(item));
    } catch {
      // full or forbidden: it stays in memory
    }
  }

  /** The file of a message, or null when the browser lost it. */
  async blob(id) {
    return this.#blobs.get(id) ?? (await inBlobs("readonly", (store) => store.get(id))) ?? null;
  }

  /** The service has it, or will never take it. */
  async drop(id) {
    for (const key of this.#keys(this.#prefix)) if (key.endsWith(`:${id}`)) this.#forget(key);
    if (this.#blobs.delete(id)) await inBlobs("readwrite", (store) => store.delete(id));
  }

  async clear() {
    for (const item of this.all()) await this.drop(item.id);
    await inBlobs("readwrite", (store) => store.clear());
  }

  #keys(prefix) {
    const keys = new Set(this.#memory.keys());
    try {
      for (let i = 0; i < localStorage.length; i += 1) keys.add(localStorage.key(i));
    } catch {
      // no storage here
    }
    return [...keys].filter((key) => key.startsWith(prefix));
  }

  #get(key) {
    try {
      const text = localStorage.getItem(key);
      if (text) return JSON.parse(text);
    } catch {
      // read what memory has
    }
    return this.#memory.get(key);
  }

  #forget(key) {
    this.#memory.delete(key);
    try {
      localStorage.removeItem(key);
    } catch {
      // nothing was kept
    }
  }
}

/** Do something with the store of files; undefined where the browser has none. */
function inBlobs(mode, act) {
  return new Promise((resolve) => {
    let opening;
    try {
      opening = indexedDB.open("doithoai", 1);
    } catch {
      resolve(undefined);
      return;
    }
    opening.onupgradeneeded = () => opening.result.createObjectStore("files");
    opening.onerror = () => resolve(undefined);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction("files", mode);
      const asked = act(transaction.objectStore("files"));
      const finish = (value) => {
        opening.result.close();
        resolve(value);
      };
      transaction.oncomplete = () => finish(asked.result);
      transaction.onabort = () => finish(undefined);
    };
  });
}
