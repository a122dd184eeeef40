// The conversation on the screen: deep-chat lays out the bubbles, what stands in them is built here from escaped text only.
// deep-chat would read its own text messages as Markdown ("1. Có" becomes a list), so all lines are given to it as HTML.
import "./vendor/deep-chat-2.4.2.js";
import { say } from "./words.js";

const NEAR = 160;

export class Log {
  #chat;
  #place;
  #on;
  #lines = new Map(); // first number -> place in deep-chat
  #own = new Map(); // the browser's id of a message of the visitor's -> place
  #count = 0;
  #previews = new Map(); // file id or message id -> picture that is still in the browser

  /** `on` has tap, place and waits(id): whether a message is not stored by the service yet. */
  constructor(parent, on) {
    this.#place = parent;
    this.#on = on;
  }

  /** Build the component; resolves when lines can be added. */
  async open(base) {
    const sheet = await (await fetch(`${base}bubbles.css`)).text();
    await customElements.whenDefined("deep-chat");
    const chat = document.createElement("deep-chat");
    const rendered = new Promise((resolve) => {
      chat.onComponentRender = resolve;
    });
    // The font must be set before the component is attached, or it asks Google for one.
    Object.assign(chat.style, { fontFamily: "system-ui, sans-serif", width: "100%", height: "100%", border: "none", borderRadius: "0" });
    chat.connect = { handler: (_, signals) => signals.onResponse({ text: "" }) };
    chat.inputAreaStyle = { display: "none" };
    chat.auxiliaryStyle = sheet;
    chat.messageStyles = { default: { shared: { bubble: { maxWidth: "min(88%, 34rem)" } } } };
    this.#chat = chat;
    this.#place.append(chat);
    await rendered;
    // Where the phone is slow the component renders twice, and the second time throws away what was put on the first: wait for it.
    while (chat._waitingToRender_) await new Promise((resolve) => setTimeout(resolve));
    this.#dress();
  }

  /** deep-chat says nothing to screen readers: tell them what this is, and listen for presses. */
  #dress() {
    const list = this.#list();
    for (const [name, value] of Object.entries({ role: "log", "aria-live": "off", "aria-label": say("log"), tabindex: "0" })) {
      list.setAttribute(name, value);
    }
    list.addEventListener("click", (event) => {
      const pressed = event.target.closest("button[data-do], button[data-place]");
      if (!pressed || pressed.getAttribute("aria-disabled")) return;
      pressed.setAttribute("aria-disabled", "true"); // one press, one message
      setTimeout(() => pressed.removeAttribute("aria-disabled"), 1000);
      if (pressed.dataset.place) this.#on.place();
      else this.#on.tap(pressed.dataset.do, pressed.textContent);
    });
    let near = true;
    list.addEventListener("scroll", () => {
      near = this.#isNear();
    });
    const stay = () => near && this.down(); // a picture arrived, the keyboard opened, a banner came
    list.addEventListener("load", stay, true);
    new ResizeObserver(stay).observe(this.#place);
  }

  /** From now on new lines are read out. */
  speak() {
    this.#list().setAttribute("aria-live", "polite");
  }

  #list() {
    return this.#chat.shadowRoot.getElementById("messages");
  }

  /** A line of the history, new or changed. */
  line(frame) {
    const first = frame.edit_of ?? frame.seq;
    const near = this.#isNear();
    const html = lineHtml(frame, first, this.#previews, this.#on.waits(frame.id));
    const known = this.#lines.get(first) ?? this.#own.get(frame.id);
    const place = known ?? this.#add(frame.from === "me" ? "user" : "ai", html);
    if (known !== undefined) this.#change(known, html);
    this.#lines.set(first, place);
    if (frame.id) this.#own.set(frame.id, place);
    if (near || frame.from === "me") this.down();
  }

  /** A message of the visitor's that the service does not have yet. */
  unsent(item, blob) {
    if (this.#own.has(item.id) || item.type === "start") return;
    if (blob?.type.startsWith("image/")) this.#previews.set(item.id, URL.createObjectURL(blob));
    this.#own.set(item.id, this.#add("user", unsentHtml(item, this.#previews.get(item.id))));
    this.down();
  }

  /** The file of an unsent message has its lasting id now: its picture need not be loaded again. */
  uploaded(id, file) {
    const preview = this.#previews.get(id);
    if (preview) this.#previews.set(file, preview);
  }

  /** It is stored; its line may have come before or comes now. */
  sent(id) {
    const place = this.#own.get(id);
    const mark = place === undefined ? null : this.#bubble(place)?.querySelector(".unsent");
    if (!mark) return;
    const time = document.createElement("time");
    time.textContent = clock(Number(mark.closest(".line").dataset.first ?? Date.now() * 1000));
    mark.replaceWith(time);
  }

  /** It was given up: say so where it stood. */
  failed(id, words) {
    const place = this.#own.get(id);
    const html = `<div class="line"><p class="failed">${escape(words)}</p></div>`;
    if (place === undefined) this.#add("ai", html);
    else this.#change(place, html);
    this.#own.delete(id);
    this.down();
  }

  /** Forget everything shown. */
  reset() {
    this.#chat.clearMessages();
    this.#lines.clear();
    this.#own.clear();
    this.#count = 0;
  }

  down() {
    requestAnimationFrame(() => this.#chat.scrollToBottom());
  }

  #add(role, html) {
    this.#chat.addMessage({ role, html });
    this.#count += 1;
    return this.#count - 1;
  }

  /** Change a line in its place, and keep the keyboard where it was. */
  #change(place, html) {
    const focused = this.#chat.shadowRoot.activeElement;
    const index = focused ? [...(this.#bubble(place)?.querySelectorAll("button, a") ?? [])].indexOf(focused) : -1;
    this.#chat.updateMessage({ html }, place);
    if (index >= 0) {
      const offered = this.#bubble(place)?.querySelectorAll("button, a") ?? [];
      (offered[Math.min(index, offered.length - 1)] ?? this.#list()).focus();
    }
  }

  #bubble(place) {
    return this.#list().querySelectorAll(".outer-message-container")[place];
  }

  #isNear() {
    const list = this.#list();
    return list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
  }
}

function escape(text) {
  return String(text).replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}

/** Words as paragraphs; web addresses become links. */
function wordsHtml(text) {
  if (!text) return "";
  const linked = escape(text).replace(/https?:\/\/[^\s<>]+[^\s<>.,;:!?)”]/g, (url) => `<a href="${url}" target="_blank" rel="noopener noreferrer">${url}</a>`);
  return `<p class="words" dir="auto">${linked}</p>`;
}

function lineHtml(frame, first, previews, waits) {
  const mine = frame.from === "me";
  const files = (frame.files ?? []).map((file) => fileHtml(file, mine, previews.get(file.id))).join("");
  const place = frame.place ? `<p class="words">${escape(say("placeSent"))}</p>` : "";
  const below = waits ? unsentMark() : `<time>${clock(first)}</time>`;
  return `<div class="line" data-first="${Number(first)}">${files}${place}${wordsHtml(frame.text)}${buttonsHtml(frame)}${below}</div>`;
}

function unsentHtml(item, preview) {
  const picture = preview ? `<img src="${preview}" alt="${escape(say("photo"))}">` : "";
  const name = item.blob && !preview ? `<p class="words">${escape(item.kind === "voice" ? say("voiceFrom") : item.name)}</p>` : "";
  const place = item.place ? `<p class="words">${escape(say("placeSent"))}</p>` : "";
  return `<div class="line">${picture}${name}${place}${wordsHtml(item.text)}${unsentMark()}</div>`;
}

function unsentMark() {
  return `<p class="unsent">${escape(say("unsent"))}</p>`;
}

function fileHtml(file, mine, preview) {
  const address = `/files/${encodeURIComponent(file.id)}`;
  const name = file.name || say("file");
  if (file.kind === "photo") {
    const alt = mine ? say("photo") : `${say("photoFrom")}: ${name}`;
    return `<a class="photo" href="${address}" target="_blank" rel="noopener"><img src="${preview ?? address}" alt="${escape(alt)}"></a>`;
  }
  if (file.kind === "voice" || file.kind === "audio") {
    return `<audio controls preload="none" src="${address}" aria-label="${escape(say("voiceFrom"))}"></audio>`;
  }
  if (file.kind === "video") return `<video controls preload="none" src="${address}" aria-label="${escape(name)}"></video>`;
  return `<a class="file" href="${address}" download>${escape(name)}${file.size ? ` <small>${size(file.size)}</small>` : ""}</a>`;
}

function buttonsHtml(frame) {
  const rows = (frame.buttons ?? []).map((row) => `<div class="row">${row.map(buttonHtml).join("")}</div>`);
  if (frame.asks === "location" && navigator.geolocation && window.isSecureContext) {
    rows.push(`<div class="row"><button type="button" data-place="1">${escape(say("place"))}</button></div>`);
  }
  return rows.length ? `<div class="rows">${rows.join("")}</div>` : "";
}

function buttonHtml(button) {
  if (!button.url) return `<button type="button" data-do="${escape(button.data)}">${escape(button.label)}</button>`;
  const address = /^(https?:\/\/|\/(?!\/)|tel:)/.test(button.url) ? button.url : "#";
  return `<a class="button" href="${escape(address)}" target="_blank" rel="noopener noreferrer">${escape(button.label)}</a>`;
}

function size(bytes) {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** The hour in Viet Nam, with the day when it is another one. Numbers of lines are microseconds. */
function clock(first) {
  const zone = { timeZone: "Asia/Ho_Chi_Minh" };
  const at = new Date(first / 1000);
  const hour = new Intl.DateTimeFormat("vi", { ...zone, hour: "2-digit", minute: "2-digit" }).format(at);
  const day = new Intl.DateTimeFormat("en-GB", { ...zone, day: "2-digit", month: "2-digit" });
  return day.format(at) === day.format(new Date()) ? hour : `${hour}, ${day.format(at)}`;
}
