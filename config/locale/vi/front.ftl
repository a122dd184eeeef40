# Mặt trận giám sát; ý kiến của đoàn thể; nhập hộ.
seat-title = { $title }, { $unit }
seat-role = { $role }, { $unit }

# Thẻ ý kiến
card-item-organisation = Ý kiến của { $organisation } (gửi qua { $office })
card-item-entered = Nhập hộ: { $office }
card-item-again = Kiến nghị lần 2: trình hội nghị đối thoại tới.
card-item-confirmed = { $at }: { $office } xác nhận kết quả đúng như trả lời.
card-item-asked = { $at }: { $office } chất vấn: “{ $text }”
card-item-asked_due = Hạn trả lời Mặt trận: { $due }{ $late ->
    [yes] { " " }(quá hạn)
   *[no] { "" }
 }
card-item-explained = { $office } trả lời: “{ $text }”
card-item-reconsidered = { $at }: { $office } đề nghị xem xét lại: “{ $text }”
card-item-verdict_via = (Đánh giá qua người nhập hộ.)
official-do-confirm = Xác nhận
official-do-question = Chất vấn
official-do-reconsider = Đề nghị xem xét lại
official-do-explain = Trả lời Mặt trận
official-ask-question = Ông/Bà ghi nội dung chất vấn. Đơn vị phải trả lời trong { $n } ngày làm việc.
official-ask-reconsider = Vì sao cần xem xét lại? Ông/Bà ghi rõ; đơn vị và lãnh đạo sẽ đọc.
official-ask-explain = Ông/Bà ghi câu trả lời cho Mặt trận.
broken-remark_twice = Ông/Bà đã xác nhận kết quả này.
broken-question_open = Chất vấn trước chưa được trả lời.
broken-question_gone = Chất vấn này đã được trả lời.
broken-not_left = Câu trả lời vừa duyệt, chưa gửi đi. Xin Ông/Bà xem lại sau ít phút.
broken-reconsider_late = Đã quá { $days } ngày từ khi trả lời nên không đề nghị xem xét lại được.
broken-reconsider_often = Ý kiến này đã được đề nghị xem xét lại { $times } lần.

# Tin
notice-confirmed = { $code }: { $office } xác nhận kết quả đúng như trả lời.
notice-asked = Mặt trận chất vấn việc này.
notice-asked_soon = Sắp hết hạn trả lời chất vấn của Mặt trận.
notice-asked_late = Chất vấn của Mặt trận đã quá hạn trả lời.
notice-explained = Chất vấn của Ông/Bà đã được trả lời.
notice-reconsidered = Mặt trận đề nghị xem xét lại; ý kiến được mở lại.
notice-rejected_again = Người gửi chưa hài lòng lần thứ hai; ý kiến được đưa vào hội nghị đối thoại tới.
notice-agenda = Ý kiến { $code } được trình tại { $title }, { $starts }, ghi là kiến nghị lần 2.
notice-agenda-waits = Ý kiến { $code } sẽ được trình tại hội nghị đối thoại sắp tới của xã, phường, ghi là kiến nghị lần 2. Ông/Bà được báo khi có lịch.
notice-pass_on = Xin Ông/Bà báo lại cho người được nhập hộ:

# Theo dõi giải quyết
watch-list = { $list ->
    [overdue] Quá hạn
    [dissatisfied] Chưa hài lòng
    [asked] Chất vấn chưa trả lời
    [escalated] Đã nhắc, báo cấp trên
    [recent] Vừa trả lời
   *[other] { $list }
}
watch-open = { $list } ({ $n })
watch-unit = { $unit } ({ $n })
card-watch = Theo dõi giải quyết · { $unit }
card-watch-none = Hiện không có việc quá hạn, chưa hài lòng hay vừa trả lời.
card-watch-units = { $unit }: các nơi có việc (trong ngoặc: số việc quá hạn, chưa hài lòng). Có thể gõ /giamsat và tên xã.
card-watch-page = { $list } ({ $n }) · { $unit }
menu-watch = Theo dõi giải quyết
command-giamsat = Theo dõi giải quyết

# Nhập hộ, ý kiến của đoàn thể
card-enrolled-hamlet = Chọn Gửi thay bà con để ghi ý kiến của người dân không tiện tự gửi; mỗi ý kiến có một phiếu để đưa lại cho họ.
menu-behalf = Gửi thay bà con
menu-enter = Ghi âm / Nhập hộ
menu-hamlet = Ý kiến của thôn
menu-spread = Nội dung cần phổ biến
menu-organise = Gửi ý kiến của đoàn thể
enter-unit = Nhập hộ cho nơi nào?
card-enter-consent =
    Nhập hộ · { $unit }. Xin nói với người dân:
    “Tôi ghi lời của Ông/Bà gửi { $body } xem xét, trả lời. Chỉ cán bộ được giao xử lý xem; tên, số điện thoại không công khai; muốn xóa lúc nào cũng được.”
enter-consent-ask = Người dân có đồng ý không?
enter-consent-first = Xin hỏi người dân trước.
enter-agreed = Người dân đồng ý
enter-words = Mời Ông/Bà ghi lời người dân, đúng ý: gõ chữ hoặc ghi âm. Có đơn, giấy viết tay thì chụp ảnh gửi kèm.
enter-words-organisation = Mời Ông/Bà ghi ý kiến của đoàn thể; gửi kèm văn bản nếu có.
enter-organisation = { $unit }: ý kiến của tổ chức nào? Ví dụ: Hội Nông dân xã.
enter-review = Ý kiến nhập hộ gửi { $unit }
enter-review-organisation = Ý kiến của { $organisation } gửi { $unit }
enter-read_back = Xin đọc lại cho người dân nghe. Thiếu thì gõ thêm, gửi thêm ảnh hoặc ghi âm.
enter-check = Xin Ông/Bà xem lại. Thiếu thì gõ thêm hoặc gửi thêm tệp.
enter-read = Đã đọc lại cho người dân nghe, đúng ý
enter-phone = Nếu người dân muốn được gọi lại, xin gõ số điện thoại của họ. Chỉ cán bộ giải quyết được xem.
enter-dropped = Đã hủy, không lưu gì.
enter-organised = Đã gửi ý kiến của { $organisation }. Mã tra cứu: { $code }
card-slip =
    PHIẾU Ý KIẾN NHẬP HỘ
    Mã tra cứu: { $code }
    { $unit }, gửi { $at }
card-slip-secret = Mã nhận phiếu: { $secret } (dùng một lần, đến { $expires })
card-slip-link = Hoặc mở: { $link }
card-slip-how = Xin chép hoặc chụp phiếu cho người dân. Người dân, con cháu nhắn mã nhận phiếu vào kênh này thì tự xem trả lời và đánh giá. Chưa nhận thì Ông/Bà được báo để đọc lại giúp.
hamlet-head = Ý kiến Ông/Bà đã nhập hộ:
hamlet-none = Ông/Bà chưa nhập hộ ý kiến nào.
hamlet-waits = Người dân chưa dùng phiếu; có trả lời, Ông/Bà được báo để đọc lại.
hamlet-claimed = Người dân đã nhận phiếu và tự theo dõi.
hamlet-slip = Phiếu mới
hamlet-do-erase = Xóa theo yêu cầu người dân
hamlet-erase = Xóa nội dung, ảnh, số điện thoại của người dân trong ý kiến { $code }? Xóa rồi không lấy lại được.
hamlet-erased = Đã xóa dữ liệu của người dân trong ý kiến { $code }.
hamlet-gone = Dữ liệu đã xóa theo yêu cầu của người dân.
timeline-entered = Người ghi hộ: { $office }
claim-done = Từ nay Ông/Bà theo dõi ý kiến { $code } tại đây.
broken-entered_often = Mỗi ngày nhập hộ được nhiều nhất { $limit } ý kiến.
broken-organisation_needed = Xin Ông/Bà ghi tên tổ chức.
broken-slip_used = Người dân đã nhận phiếu này.
broken-claim_wrong = Mã nhận phiếu không đúng hoặc đã dùng. Xin Ông/Bà xem lại trên phiếu.
broken-claim_locked = Đã gõ sai mã nhận phiếu nhiều lần. Xin Ông/Bà thử lại sau một giờ.
broken-claim_expired = Phiếu đã hết hạn. Xin Ông/Bà nhờ người ghi hộ cấp phiếu mới.
broken-claim_own = Phiếu này để người dân dùng trên điện thoại của họ.

# Nội dung cần phổ biến
card-spread = Kính thưa bà con { $unit }.
card-spread-answered = Trong { $days } ngày qua, các cơ quan đã trả lời { $n } ý kiến của bà con:
card-spread-title = • { $title }: { $outcome }
card-spread-dialogue = Sắp tới có { $title }, { $starts }, tại { $place }. Kính mời bà con tham dự.
card-spread-closes = Bà con gửi ý kiến trước đến { $closes }.
card-spread-no_dialogue = Chưa có lịch đối thoại mới; có lịch sẽ báo bà con.
card-spread-end = Bà con có việc cần nói, xin gặp trưởng thôn để được ghi giúp.
command-nhapho = Gửi thay bà con
command-thon = Ý kiến của thôn
command-phobien = Nội dung cần phổ biến
command-doanthe = Gửi ý kiến của đoàn thể
card-spread-field = • { $field }: { $n }
