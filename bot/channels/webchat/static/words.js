// Every word of the page itself, in each language. What the service says comes over the wire and is worded there.
const WORDS = {
  vi: {
    skip: "Đến ô nhập nội dung",
    home: "Mục chính",
    log: "Nội dung trao đổi",
    label: "Nội dung muốn gửi",
    hint: "Nhập ở đây…",
    send: "Gửi",
    cancel: "Hủy",
    attach: "Gửi ảnh, tệp hoặc vị trí",
    camera: "Chụp ảnh",
    photos: "Chọn ảnh",
    files: "Chọn tệp",
    place: "Gửi vị trí",
    voice: "Ghi âm lời nói",
    recording: "Đang ghi âm",
    waiting: "Đang chờ mạng, tin sẽ tự gửi",
    connecting: "Đang kết nối…",
    unsent: "Chưa gửi",
    photo: "Ảnh đã gửi",
    photoFrom: "Ảnh",
    voiceFrom: "Lời ghi âm",
    file: "Tệp",
    placeSent: "Vị trí đã gửi",
    placeRefused: "Không lấy được vị trí. Xin Ông/Bà nhập địa chỉ bằng chữ.",
    voiceRefused: "Không dùng được micrô. Xin Ông/Bà cho phép micrô, hoặc nhập bằng chữ.",
    tooLarge: "Tệp “{name}” lớn quá {max} MB nên chưa gửi được. Xin chọn tệp nhỏ hơn.",
    tooMany: "Ông/Bà đã gửi nhiều tệp trong một giờ. Tệp “{name}” chưa gửi được, xin gửi lại sau.",
    empty: "Tệp “{name}” trống nên chưa gửi được.",
    unreadable: "Tệp “{name}” chưa gửi được. Xin chọn lại tệp.",
    refused: "Tin này chưa gửi được. Xin Ông/Bà gửi lại.",
    slow: "Ông/Bà gửi hơi nhanh. Tin sẽ tự gửi tiếp sau ít giây.",
    ended: "Phiên làm việc của cán bộ đã hết. Để vào lại, xin dùng mã một lần hoặc liên kết mới.",
    again: "Tiếp tục",
    elsewhere: "Trang này đang mở ở nhiều nơi nên đã tạm dừng ở đây.",
    cookies: "Trình duyệt đang chặn cookie nên chưa trò chuyện được. Xin cho phép cookie của trang này rồi thử lại.",
    retry: "Thử lại",
    sample: "Thông tin cơ quan trên trang này là bản mẫu, chỉ để xem thử.",
    broken: "Trang chưa tải được đủ. Xin Ông/Bà tải lại trang.",
  },
  en: {
    skip: "Skip to the message box",
    home: "Main menu",
    log: "Conversation",
    label: "Your message",
    hint: "Write here…",
    send: "Send",
    cancel: "Cancel",
    attach: "Send a photo, a file or your location",
    camera: "Take a photo",
    photos: "Choose photos",
    files: "Choose files",
    place: "Send my location",
    voice: "Record a voice message",
    recording: "Recording",
    waiting: "Waiting for the network, your message will be sent by itself",
    connecting: "Connecting…",
    unsent: "Not sent yet",
    photo: "Photo sent",
    photoFrom: "Photo",
    voiceFrom: "Voice message",
    file: "File",
    placeSent: "Location sent",
    placeRefused: "The location could not be read. Please write the address instead.",
    voiceRefused: "The microphone could not be used. Please allow it, or write instead.",
    tooLarge: "“{name}” is larger than {max} MB and was not sent. Please choose a smaller file.",
    tooMany: "You have sent many files this hour. “{name}” was not sent, please try again later.",
    empty: "“{name}” is empty and was not sent.",
    unreadable: "“{name}” could not be sent. Please choose it again.",
    refused: "This message could not be sent. Please send it again.",
    slow: "You are writing rather fast. The message goes out by itself in a few seconds.",
    ended: "The official's session is over. To come back, please use a one-time code or a new link.",
    again: "Continue",
    elsewhere: "This page is open in many places and was paused here.",
    cookies: "Your browser blocks cookies, so we cannot talk yet. Please allow cookies for this page and try again.",
    retry: "Try again",
    sample: "The office named on this page is a sample, for trying out only.",
    broken: "The page did not load completely. Please reload it.",
  },
};

const table = WORDS[document.documentElement.lang] ?? WORDS.vi;

/** A sentence of the page, with its facts put in. */
export function say(name, facts = {}) {
  return table[name].replace(/\{(\w+)\}/g, (_, fact) => facts[fact]);
}

/** Word everything in the page that names a sentence. */
export function wordPage() {
  for (const one of document.querySelectorAll("[data-say]")) one.textContent = say(one.dataset.say);
  for (const one of document.querySelectorAll("[data-say-label]")) one.setAttribute("aria-label", say(one.dataset.sayLabel));
  for (const one of document.querySelectorAll("[data-say-hint]")) one.placeholder = say(one.dataset.sayHint);
}
