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
card-watch-units = { $unit }: số việc quá hạn, chưa hài lòng của từng nơi
card-watch-page = { $list } ({ $n }) · { $unit }
menu-watch = Theo dõi giải quyết
command-giamsat = Theo dõi giải quyết
