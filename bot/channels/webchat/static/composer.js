// What the visitor does: words, photos, files, place and voice, by touch and by keyboard.
import { newId } from "./queue.js";
import { say } from "./words.js";

const PIXELS = 2048;
const RECORDING_MAX = 5 * 60;

/** `give(item, blob)` takes a message; `complain(words)` says why not. */
export function openComposer(give, complain, fileMax) {
  const part = (name) => document.getElementById(name);
  const text = part("text");
  const draft = keeper();

  const grow = () => {
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight + 2, 160)}px`;
  };
  const sendText = () => {
    const words = text.value.trim();
    if (!words) return;
    give({ id: newId(), type: "text", text: words });
    text.value = "";
    draft.keep("");
    grow();
    text.focus();
  };
  text.value = draft.read();
  text.addEventListener("input", () => {
    draft.keep(text.value);
    grow();
  });
  text.addEventListener("keydown", (event) => {
    // While an input method is composing (Telex, VNI), Enter ends the word, not the message.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    sendText();
  });
  part("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    sendText();
  });

  const sendFiles = async (files) => {
    const album = files.length > 1 ? newId() : "";
    for (const file of files) {
      const ready = await shrink(file);
      if (ready.size > fileMax) complain(say("tooLarge", { name: file.name, max: Math.floor(fileMax / 1048576) }));
      else if (!ready.size) complain(say("empty", { name: file.name }));
      else await give({ id: newId(), type: "file", name: file.name || say("file"), ...(album && { album }) }, ready);
    }
  };
  const sendPlace = () =>
    navigator.geolocation.getCurrentPosition(
      (found) => give({ id: newId(), type: "location", place: [found.coords.latitude, found.coords.longitude] }),
      () => complain(say("placeRefused")),
      { enableHighAccuracy: true, timeout: 15000 },
    );

  openMenu(part, sendFiles, sendPlace);
  text.addEventListener("paste", (event) => event.clipboardData?.files.length && (event.preventDefault(), sendFiles([...event.clipboardData.files])));
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    sendFiles([...event.dataTransfer.files]);
  });
  openRecorder(part, give, complain);
  grow();
  return { sendPlace, focus: () => text.focus(), close: () => part("composer").remove() };
}

function openMenu(part, sendFiles, sendPlace) {
  const [opener, menu] = [part("attach"), part("more")];
  const show = (open) => {
    menu.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) menu.querySelector("button:not([hidden])").focus();
  };
  opener.addEventListener("click", () => show(menu.hidden));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    show(false);
    opener.focus();
  });
  for (const name of ["camera", "photos", "files"]) {
    const picker = part(`pick-${name}`);
    part(name).addEventListener("click", () => {
      show(false);
      picker.click();
    });
    picker.addEventListener("change", () => {
      const files = [...picker.files];
      picker.value = "";
      sendFiles(files);
    });
  }
  part("place").hidden = !(window.isSecureContext && navigator.geolocation);
  part("place").addEventListener("click", () => {
    show(false);
    sendPlace();
  });
}

/** Large photos are made smaller before they leave the phone: less to pay for, and where they were taken stays out of them. */
async function shrink(file) {
  if (!["image/jpeg", "image/png", "image/webp"].includes(file.type)) return file;
  if (file.type === "image/png" && file.size < 1e6) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, PIXELS / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return (await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85))) ?? file;
  } catch {
    return file; // the service looks at it again
  }
}

function openRecorder(part, give, complain) {
  const [start, bar, line] = [part("voice"), part("recording"), part("line")];
  // Browsers give the microphone to secure pages only.
  start.hidden = !(window.isSecureContext && navigator.mediaDevices?.getUserMedia && window.MediaRecorder);
  let recorder = null;
  let wanted = false;
  let ticking = 0;

  const finish = (send) => {
    wanted = send;
    clearInterval(ticking);
    if (recorder?.state === "recording") recorder.stop();
    bar.hidden = true;
    line.hidden = false;
    start.focus();
  };
  start.addEventListener("click", async () => {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      complain(say("voiceRefused"));
      return;
    }
    const type = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"].find((one) => MediaRecorder.isTypeSupported(one));
    recorder = new MediaRecorder(stream, { ...(type && { mimeType: type }), audioBitsPerSecond: 32000 });
    const pieces = [];
    recorder.ondataavailable = (event) => event.data.size && pieces.push(event.data);
    recorder.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      const blob = new Blob(pieces, { type: recorder.mimeType.split(";")[0] });
      if (wanted && blob.size) give({ id: newId(), type: "file", kind: "voice", name: `${say("voiceFrom")}.${blob.type.split("/")[1]}` }, blob);
    };
    recorder.start(1000);
    let seconds = 0;
    const tick = () => {
      part("clock").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      if (seconds >= RECORDING_MAX) finish(true);
      seconds += 1;
    };
    tick();
    ticking = setInterval(tick, 1000);
    bar.hidden = false;
    line.hidden = true;
    part("voice-send").focus();
  });
  part("voice-cancel").addEventListener("click", () => finish(false));
  part("voice-send").addEventListener("click", () => finish(true));
}

/** What is half written outlives a reload of this tab, and no more than that. */
function keeper() {
  return {
    read: () => {
      try {
        return sessionStorage.getItem("doithoai:draft") ?? "";
      } catch {
        return "";
      }
    },
    keep: (words) => {
      try {
        sessionStorage.setItem("doithoai:draft", words);
      } catch {
        // kept in the box only
      }
    },
  };
}
