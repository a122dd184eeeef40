# Nội dung phải thực hiện: điều đã hẹn với người dân.
official-promise = { $state ->
    [open] đang thực hiện
    [overdue] quá hẹn
    [kept] đã thực hiện đúng hẹn
    [late] đã thực hiện, chậm hẹn
    [broken] không thực hiện đúng hẹn
   *[other] { $state }
 }{ $by ->
    [citizen] { "," } người dân xác nhận
    [silence] { "," } không có phản hồi
   *[none] { "" }
 }
card-promise =
    { $code } · Nội dung phải thực hiện
    { $unit } · { $state }
card-promise-agency = Đơn vị thực hiện: { $agency }
card-promise-day = Ngày hẹn: { $day }
card-promise-first = Hẹn lần đầu: { $day }, đã lùi { $n } lần
card-promise-done = { $state ->
    [waiting] Chờ duyệt, đơn vị báo đã thực hiện xong
    [back] Báo đã thực hiện xong, được trả lại để sửa
   *[other] Đơn vị báo đã thực hiện xong
 }: “{ $text }”
card-promise-later = { $state ->
    [waiting] Chờ duyệt, đơn vị xin hẹn lại đến
    [back] Xin hẹn lại, không được duyệt, đến
   *[other] Đã hẹn lại đến
 } { $day }: “{ $text }”
card-promise-back = Trả lại: “{ $text }”
card-promise-said = Người dân trả lời: đã thực hiện { $yes }, chưa thực hiện { $no }
card-promise-no = Người dân nêu: “{ $text }”
card-item-promise = Nội dung phải thực hiện: hẹn { $day }, { $state }
promise-clear = Duyệt, báo người dân
promise-done = Đã thực hiện xong
promise-later = Chưa, hẹn lại
promise-opinion = Xem ý kiến
promise-card = Nội dung phải thực hiện

promises-open = Nội dung phải thực hiện ({ $n }{ $overdue ->
    [0] { "" }
   *[other] { "," } quá hẹn { $overdue }
 })
promises-other = Danh sách khác
card-promises = Nội dung phải thực hiện ({ $n }), quá hẹn { $overdue }
card-promises-none = Không còn nội dung nào phải thực hiện.
card-promises-line = { $code } · { $day } · { $state } · { $agency } · { $about }

promise-ask-done = Ông/Bà ghi đã làm gì để báo người dân. Ảnh, văn bản gửi kèm ngay được.
promise-ask-later = Hẹn lại ngày nào? Ví dụ 30/11.
promise-ask-why = Hẹn lại đến { $day }. Vì sao phải hẹn lại? Người dân đọc được sau khi lãnh đạo duyệt.

notice-promise_near = Sắp đến ngày đã hẹn với người dân.
notice-promise_asked = Hôm nay là ngày đã hẹn với người dân. Việc đã thực hiện xong chưa?
notice-promise_reported = Đơn vị báo cáo về nội dung phải thực hiện, chờ Ông/Bà duyệt.
notice-promise_back = Lãnh đạo trả lại để sửa.
notice-promise_cleared = Lãnh đạo đã duyệt, người dân được báo.
notice-promise_broken = Nội dung đã hẹn với người dân không được thực hiện đúng hẹn.

promise-yes = Đã thực hiện
notice-promise_done = Về ý kiến { $code } của Ông/Bà, { $agency } báo việc đã hẹn nay đã thực hiện xong:
notice-promise_ask = Theo Ông/Bà, việc đã được thực hiện chưa? Xin trả lời trong { $days } ngày.
notice-promise_later = Việc đã hẹn với Ông/Bà (ý kiến { $code }) được lùi đến { $day }.
notice-promise_later-why = Lý do: { $why }
promise-thanks = Cảm ơn Ông/Bà. Đã ghi nhận việc trong ý kiến { $code } được thực hiện.
promise-noted = Đã ghi nhận việc trong ý kiến { $code } chưa được thực hiện và báo lãnh đạo, Mặt trận giám sát.

broken-promise_settled = Nội dung này không còn phải thực hiện.
broken-promise_later = Ngày hẹn lại phải sau hôm nay và sau ngày đã hẹn.
broken-promise_often = Đã hẹn lại { $limit } lần, không hẹn thêm được.
broken-promise_over = Nội dung của ý kiến { $number } không còn chờ Ông/Bà trả lời.
