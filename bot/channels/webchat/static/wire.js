// The line to the service: reconnects, asks for what it missed, and hands over unsent messages one by one, in order.

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const ANSWER_WAIT = 15000;
const BEAT = 45000;
const ENDED = 4401;
const NOBODY = 4403;
const TOO_MANY = 4429;

export class Wire {
  #queue;
  #on;
  #socket = null;
  #ready = false;
  #cursor = 0;
  #wait = FIRST_WAIT;
  #timer = 0;
  #answer = 0;
  #hold = 0;
  #busy = false;
  #given = "";
  #stopped = false;
  #uploading = false;
  #looking = 0;

  /** `on` has line, toast, reset, ready, sent, failed, slow, state, over, uploaded. */
  constructor(queue, on) {
    this.#queue = queue;
    this.#on = on;
    window.addEventListener("online", () => this.#hurry());
    window.addEventListener("offline", () => this.#on.state("waiting"));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible") return;
      this.#hurry();
      this.#tellSeen();
    });
    setInterval(() => this.#beat(), BEAT);
  }

  connect() {
    clearTimeout(this.#timer);
    this.#ready = false;
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/chat`);
    this.#socket = socket;
    this.#expectAnswer();
    socket.onopen = () => this.#say({ type: "resume", after: this.#cursor });
    socket.onmessage = (event) => this.#hear(JSON.parse(event.data));
    socket.onclose = (event) => socket === this.#socket && this.#closed(event.code);
  }

  /** There may be something to send. */
  async flush() {
    const item = this.#queue.all()[0];
    if (!this.#ready || this.#busy || this.#uploading || !item || Date.now() < this.#hold) return;
    this.#busy = this.#uploading = true;
    const frame = await this.#framed(item);
    this.#uploading = false;
    if (frame && this.#ready) {
      this.#given = item.id;
      this.#say(frame);
      this.#expectAnswer();
    } else {
      this.#next(frame === undefined ? 5000 : 0);
    }
  }

  /** The message as a frame; null when it was given up, undefined when it must wait. */
  async #framed(item) {
    const { key, blob, kind, name, ...frame } = item;
    if (!blob || frame.file_id) return frame;
    const file = await this.#queue.blob(item.id);
    if (!file) {
      await this.#give(item.id, "unreadable", name);
      return null;
    }
    const form = new FormData();
    form.append("kind", kind ?? "");
    form.append("file", file, name);
    try {
      const answer = await fetch("/upload", { method: "POST", body: form });
      const told = await answer.json();
      if (told.file_id) {
        this.#on.uploaded(item.id, told.file_id);
        this.#queue.change({ ...item, file_id: told.file_id });
        return { ...frame, file_id: told.file_id };
      }
      if (told.error === "ended" || told.error === "foreign") {
        this.#stop(told.error === "ended" ? "ended" : "cookies");
        return null;
      }
      if (told.error === "later") return undefined;
      await this.#give(item.id, told.error, name);
      return null;
    } catch {
      return undefined; // no network: the file stays here
    }
  }

  #hear(frame) {
    clearTimeout(this.#answer);
    if (frame.seq) {
      this.#cursor = Math.max(this.#cursor, frame.seq);
      this.#on.line(frame);
      this.#tellSeen();
    }
    if (frame.toast) this.#on.toast(frame.toast);
    if (frame.reset) {
      this.#cursor = 0;
      this.#on.reset();
    }
    if (frame.ready) {
      this.#ready = true;
      this.#wait = FIRST_WAIT;
      this.#on.state("");
      this.#on.ready(frame.empty);
      this.#tellSeen();
      this.flush();
    }
    if (frame.ack) this.#queue.drop(frame.ack).then(() => this.#settled(frame.ack, () => this.#on.sent(frame.ack)));
    if (frame.refused !== undefined) this.#refused(frame);
    if (frame.slow) this.#slow(frame);
    if (frame.ended) this.#stop("ended");
  }

  #settled(id, tell) {
    tell();
    if (id === this.#given) this.#next(0);
  }

  #refused(frame) {
    const item = this.#queue.all().find((one) => one.id === frame.refused);
    if (item && frame.why === "file" && item.blob && !item.again) {
      this.#queue.change({ ...item, file_id: "", again: true }); // the service no longer had it: send it up once more
      this.#next(0);
      return;
    }
    this.#give(frame.refused, "refused", "").then(() => this.#next(0));
  }

  #slow(frame) {
    this.#on.slow(frame.after);
    this.#next(frame.after * 1000);
  }

  #next(after) {
    this.#busy = false;
    this.#given = "";
    clearTimeout(this.#answer);
    this.#hold = Date.now() + after;
    if (after) setTimeout(() => this.flush(), after + 20);
    else this.flush();
  }

  async #give(id, why, name) {
    await this.#queue.drop(id);
    this.#on.failed(id, why, name);
  }

  #say(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #expectAnswer() {
    clearTimeout(this.#answer);
    this.#answer = setTimeout(() => this.#again(), ANSWER_WAIT);
  }

  #beat() {
    if (!this.#ready || document.visibilityState !== "visible") return;
    this.#say({ type: "resume", after: this.#cursor });
    this.#expectAnswer();
  }

  #tellSeen() {
    clearTimeout(this.#looking);
    this.#looking = setTimeout(() => {
      if (this.#cursor && this.#ready && document.visibilityState === "visible") this.#say({ seen: this.#cursor });
    }, 300);
  }

  #again() {
    const old = this.#socket;
    this.#socket = null;
    old?.close();
    this.#closed(0);
  }

  #hurry() {
    if (this.#stopped || this.#ready) return;
    this.#wait = FIRST_WAIT;
    if (this.#socket?.readyState !== WebSocket.OPEN && this.#socket?.readyState !== WebSocket.CONNECTING) this.connect();
  }

  #closed(code) {
    this.#ready = false;
    this.#busy = false;
    this.#given = "";
    clearTimeout(this.#answer);
    if (this.#stopped) return;
    if (code === ENDED) this.#stop("ended");
    else if (code === NOBODY) this.#stop("cookies");
    else if (code === TOO_MANY) this.#stop("elsewhere");
    else {
      this.#on.state("waiting");
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.connect(), this.#wait * (0.7 + 0.6 * (crypto.getRandomValues(new Uint8Array(1))[0] / 255)));
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    }
  }

  #stop(why) {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#ready = false;
    clearTimeout(this.#answer);
    this.#socket?.close();
    this.#on.over(why);
  }
}
