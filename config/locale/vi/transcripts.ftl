# Ý kiến chỉ có ghi âm: cán bộ ghi lại lời để đọc, tìm và đưa vào tổng hợp.
official-do-transcribe = Ghi lại lời
card-item-transcript = Ghi lại từ ghi âm: “{ $text }”
triage-ask-transcribe = { $code } · Ông/Bà mở Xem ảnh, tệp để nghe, rồi gõ lại lời người gửi nói. Bản ghi âm vẫn được giữ.
