# Tiếp nhận: tiêu đề, đề nghị bổ sung, tách ý kiến, từ chối với lý do khác.
official-do-title = Đặt tiêu đề
card-item-title = Tiêu đề: { $title }
triage-ask-title = { $code } · Ông/Bà gõ tiêu đề ngắn, không nêu tên người. Chỉ cán bộ đọc được.

broken-words_needed = Ông/Bà chưa gõ nội dung.
broken-words_long = Dài quá { $limit } chữ cái. Xin Ông/Bà viết ngắn hơn.
