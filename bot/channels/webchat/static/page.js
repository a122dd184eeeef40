// The page: ties the words, the queue, the wire, the log and the composer together.
import { openComposer } from "./composer.js";
import { Log } from "./log.js";
import { newId, Queue } from "./queue.js";
import { Wire } from "./wire.js";
import { say, wordPage } from "./words.js";

const { start, chat, base, fileMax, sample } = document.body.dataset;
const part = (name) => document.getElementById(name);

function show(box, words) {
  box.textContent = words;
  box.hidden = !words;
}

/** The code in what was typed or pasted: the code alone, or the whole link that ends with it. */
function codeIn(typed) {
  return typed.trim().split(/[\s=/]/).pop();
}

let toasting = 0;
function toast(words) {
  show(part("toast"), words);
  clearTimeout(toasting);
  toasting = setTimeout(() => show(part("toast"), ""), 6000);
}

async function open() {
  wordPage();
  if (sample) show(part("notice"), say("sample"));
  const queue = new Queue(chat);
  let composer = null;
  let wire = null;
  const log = new Log(part("log"), {
    tap: (data, text) => give({ id: newId(), type: "tap", data, text }),
    place: () => composer.sendPlace(),
    waits: (id) => queue.has(id),
  });

  async function give(item, blob = null) {
    const kept = await queue.add(item, blob);
    log.unsent(kept, blob);
    await wire.flush();
  }

  async function showUnsent() {
    for (const item of queue.all()) log.unsent(item, item.blob ? await queue.blob(item.id) : null);
  }

  await log.open(base);
  wire = new Wire(queue, {
    line: (frame) => log.line(frame),
    toast,
    reset: () => log.reset(),
    ready: async (empty) => {
      if (empty && !queue.all().length) await give({ id: "first", type: "start", data: "" });
      await showUnsent();
      log.speak();
    },
    sent: (id) => log.sent(id),
    uploaded: (id, file) => log.uploaded(id, file),
    failed: (id, why, name) => log.failed(id, say({ too_large: "tooLarge", too_many: "tooMany", empty: "empty", refused: "refused" }[why] ?? "unreadable", { name, max: Math.floor(fileMax / 1048576) })),
    slow: () => toast(say("slow")),
    state: (name) => show(part("state"), name && say(name)),
    over: async (why) => {
      show(part("state"), "");
      if (why === "ended") {
        log.reset();
        await queue.clear();
        sessionStorage.clear();
      }
      composer.close();
      part("home").hidden = true;
      part("over-words").textContent = say(why);
      part("again").textContent = say(why === "ended" ? "again" : "retry");
      part("return").hidden = why !== "ended";
      part("return").onsubmit = (event) => {
        event.preventDefault(); // the code goes to a fresh page, as if its link had been opened
        location.replace(`/?start=${encodeURIComponent(codeIn(part("code").value))}`);
      };
      part("again").onclick = () => location.replace("/");
      part("over").hidden = false;
      part("over").focus();
    },
  });
  composer = openComposer(give, toast, Number(fileMax));
  part("home").addEventListener("click", () => give({ id: newId(), type: "start", data: "" }));
  if (start) {
    await queue.add({ id: newId(), type: "start", data: start });
    const address = new URL(location.href);
    address.searchParams.delete("start"); // a reload must not use the link a second time
    history.replaceState(null, "", address);
  }
  show(part("state"), say(navigator.onLine ? "connecting" : "waiting"));
  wire.connect();
  if (window.matchMedia("(hover: hover)").matches) composer.focus();
}

open().catch((error) => {
  console.error(error);
  show(part("state"), say("broken"));
});
