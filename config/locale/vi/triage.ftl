# Tiếp nhận: tiêu đề, đề nghị bổ sung, tách ý kiến, từ chối với lý do khác.
official-do-title = Đặt tiêu đề
card-item-title = Tiêu đề: { $title }
triage-ask-title = { $code } · Ông/Bà gõ tiêu đề ngắn, không nêu tên người. Tiêu đề hiện trên thẻ của cơ quan, ở “Ý kiến đã có” của kỳ đối thoại và khi phổ biến kết quả ở thôn.

broken-words_needed = Ông/Bà chưa gõ nội dung.
broken-words_long = Dài quá { $limit } chữ cái. Xin Ông/Bà viết ngắn hơn.

# Đề nghị bổ sung: người gửi đọc nguyên văn câu hỏi; trong lúc chờ, thời hạn tạm dừng.
official-do-ask_more = Đề nghị bổ sung
official-do-go_on = Không chờ bổ sung
triage-ask-ask_more = { $code } · Cần người gửi bổ sung điều gì? Ông/Bà ghi đủ, lịch sự; người gửi đọc nguyên văn, không ghi ý kiến nội bộ.
card-triage-ask_more =
    { $code } · Người gửi sẽ đọc:
    “{ $text }”
triage-sure-ask_more = Gửi đề nghị
card-item-more = Chờ người gửi bổ sung đến { $day }, thời hạn tạm dừng: “{ $text }”
card-item-paused = Thời hạn tạm dừng tổng cộng: { $days ->
    [0] chưa đến một ngày
   *[other] { $days } ngày
 }
notice-more_came = Người gửi đã bổ sung, ý kiến được giải quyết tiếp.
notice-more_silent = Người gửi chưa bổ sung, ý kiến vẫn được giải quyết theo nội dung đã có.
notice-more = Để giải quyết ý kiến { $code }, xin Ông/Bà bổ sung:
notice-more-again = Cán bộ vẫn chờ Ông/Bà bổ sung vào ý kiến { $code }:
notice-more-text = “{ $text }”
notice-more-until = Ông/Bà chọn Bổ sung rồi viết, chụp ảnh hoặc ghi âm. Nếu đến { $day } chưa có, ý kiến vẫn được giải quyết theo nội dung đã có.
notice-resumed = Ý kiến { $code } của Ông/Bà được giải quyết theo nội dung đã có. Ông/Bà vẫn có thể bổ sung.
timeline-ask_more = { $at }: được đề nghị bổ sung
timeline-question = { $at } · Đề nghị bổ sung: “{ $text }”
timeline-asked = Đang chờ Ông/Bà bổ sung: “{ $text }”
timeline-go_on = { $at }: tiếp tục giải quyết
broken-asked_often = Đã đề nghị bổ sung { $limit } lần, không hỏi thêm được nữa.
broken-nobody_to_ask = Người gửi đã xóa dữ liệu, không còn ai để hỏi.

# Không tiếp nhận với lý do khác: công chức đề nghị, lãnh đạo quyết định.
official-do-refuse_ok = Đồng ý không tiếp nhận
official-do-refuse_no = Không đồng ý
triage-ask-refuse = { $code } · Vì sao không tiếp nhận? Ông/Bà ghi rõ, lịch sự; lãnh đạo đồng ý thì người gửi đọc nguyên văn.
triage-ask-refuse_no = { $code } · Vì sao không đồng ý? Chỉ công chức đã đề nghị đọc được.
card-item-refuse_ask = Đề nghị không tiếp nhận, chờ lãnh đạo: “{ $text }”
card-item-refused = Lý do không tiếp nhận: { $text }
card-item-refuse_back = Lãnh đạo không đồng ý từ chối: { $why }
notice-refuse_ask = Công chức tiếp nhận đề nghị không tiếp nhận ý kiến này.
notice-refuse_ok = Lãnh đạo đồng ý không tiếp nhận.
notice-refuse_back = Lãnh đạo không đồng ý từ chối, xin Ông/Bà xử lý tiếp.

# Tách ý kiến (khoản 4 Điều 14 Nghị định 154/2026/NĐ-CP).
official-do-split = Tách ý kiến
official-do-unsplit = Hoàn tác tách
card-split-ask = { $code } · Chọn phần cần tách thành ý kiến riêng, hoặc gõ đúng nguyên văn phần đó.
card-split-piece = Phần { $n }: { $text }
triage-piece = Phần { $n }
card-split-part = Phần tách: “{ $text }”
card-split-rest = Còn lại ở { $code }: “{ $text }”
card-split-sure = Người gửi được báo mã mới. Tách?
triage-split-cut = Tách, bỏ khỏi ý kiến gốc
triage-split-keep = Tách, giữ nguyên ý kiến gốc
triage-split-done = Đã tách thành { $code }.
triage-unsplit-done = Đã nhập phần tách trở lại ý kiến này.
card-item-parent = Tách từ { $code }
card-item-parts = Đã tách: { $codes }
notice-split = Ý kiến { $code } của Ông/Bà nêu nhiều việc nên được tách để giải quyết riêng từng việc.
notice-split-code = Mã mới { $code }: “{ $text }”
notice-unsplit = Phần { $code } được nhập lại vào ý kiến { $parent }. Xin Ông/Bà theo dõi theo mã { $parent }.
notice-unsplit_office = { $code } được nhập lại vào { $parent }, không phải giải quyết riêng nữa.
status-unsplit = Đã nhập lại ý kiến gốc
timeline-split = { $at }: tách một phần để giải quyết riêng
timeline-split_off = { $at }: tách ra từ ý kiến đã gửi
timeline-unsplit = { $at }: nhập lại vào ý kiến gốc
timeline-unsplit_back = { $at }: nhập lại phần đã tách
broken-split_whole = Đây là toàn bộ nội dung, không còn phần nào ở ý kiến gốc.

card-gone = { $code }: đã hướng dẫn khiếu nại, tố cáo; nội dung đã được xóa ở đây.
