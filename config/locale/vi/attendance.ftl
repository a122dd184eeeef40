# Đăng ký tham dự, điểm danh, danh sách phát biểu.

button-attend = Đăng ký tham dự
button-seat = Đăng ký của tôi
button-reattend = Sửa đăng ký
button-unattend = Rút đăng ký
attend-n = { $n } người
attend-more = Đông hơn
attend-people = { $title }, { $starts }.
    Có bao nhiêu người cùng đến, kể cả Ông/Bà?
attend-speak = Ông/Bà có muốn phát biểu tại hội nghị không?
attend-yes = Có, tôi muốn phát biểu
attend-no = Không
attend-subject = Ông/Bà muốn nói về việc gì? Xin chọn ý kiến đã gửi, hoặc gõ vài chữ.
attend-subject-typed = Ông/Bà muốn nói về việc gì? Xin gõ vài chữ, ví dụ: đường vào thôn.
attend-words = Xin Ông/Bà gõ vài chữ, hoặc chọn Bỏ qua.
attend-opinion = { $code }: { $text }
attend-name = Khi mời phát biểu, thư ký được gọi tên Ông/Bà không? Muốn gọi tên khác, xin gõ tên đó.
attend-name-unknown = Khi mời phát biểu, thư ký gọi Ông/Bà thế nào? Xin gõ họ tên, hoặc chỉ gọi theo số.
attend-name-yes = Gọi tên: { $name }
attend-name-no = Chỉ gọi theo số
attend-about = Nội dung: { $subject }
attend-about-code = Nội dung: ý kiến { $code }
attend-called = Thư ký gọi Ông/Bà bằng tên.
attend-numbered = Thư ký gọi Ông/Bà theo số.
attend-leave = Rút đăng ký tham dự { $title }, { $starts }?
attend-left = Đã rút đăng ký. Ông/Bà vẫn có thể đến dự.
attend-later = Ông/Bà vẫn muốn dự { $title }? Xin chọn để đăng ký.

notice-attend-seat = Đã ghi chỗ cho { $people } người.
notice-attend-come = Xin đến trước { $come } để điểm danh.
notice-attend-waits = Hội trường đã đủ chỗ. Ông/Bà chờ ở số { $place }, cho { $people } người; có chỗ sẽ được báo ngay.
notice-attend-turn = Số thứ tự phát biểu của Ông/Bà: { $turn }.
notice-attend-moved_up = Đã có chỗ cho Ông/Bà tại { $title }, { $starts }.
notice-attend-kept = Đăng ký tham dự của Ông/Bà được giữ nguyên.
notice-attend-over = Đăng ký tham dự của Ông/Bà không còn hiệu lực.
notice-dialogue-where-only = Địa điểm: { $place }
notice-dialogue-online = Tham dự trực tuyến: { $format }

checkin-done = Đã điểm danh: { $title }. Cảm ơn Ông/Bà đã đến.
checkin-again = Ông/Bà đã điểm danh rồi: { $title }.
checkin-early = Chưa đến giờ điểm danh. { $title } bắt đầu lúc { $starts }; điểm danh từ { $opens }.
checkin-over = { $title } ({ $starts }) đã kết thúc, không điểm danh nữa.

conference-do-attendance = Điểm danh
conference-do-speakers = Danh sách phát biểu
conference-do-invite = Giấy mời, thông báo
conference-do-seats = Số chỗ
card-conference-people = Đăng ký dự: { $n }, phát biểu: { $speak }{ $here ->
    [0] { "" }
   *[other] ; đã đến: { $here }
  }
card-conference-seats = Số chỗ: { $seats }; đang chờ chỗ: { $waits } người
card-roll = Điểm danh: { $n } người
    { $title }
card-roll-registered = Đăng ký dự: { $n } người; phát biểu: { $speak }
card-roll-early = Điểm danh từ { $opens }.
card-roll-over = Đã hết giờ điểm danh.
card-roll-line = { $here ->
    [yes] ✓
   *[no] –
  } { $turn }. { $who }
roll-nobody = Người dân số { $turn }
roll-here = Số { $turn } có mặt
roll-gone = Bỏ dấu số { $turn }
roll-plus = +{ $n }
roll-type = Nhập số
roll-late = Dòng này vừa thay đổi. Xin xem lại:
roll-typed_since = Tổng số vừa được nhập lại, lần bấm trước không cộng nữa. Xin bấm lại nếu có người đến thêm.
roll-ask = Có mặt tất cả bao nhiêu người? Xin gõ số, ví dụ 85. Thôi không nhập: /huy
roll-ask-seats = Hội trường có bao nhiêu chỗ? Xin gõ số; gõ 0 nếu không giới hạn. { $seats ->
    [0] Hiện không giới hạn.
   *[other] Hiện ghi { $seats } chỗ.
  } Thôi không đổi: /huy
card-speakers = Danh sách phát biểu ({ $n })
    { $title }
card-speakers-none = Chưa có ai đăng ký phát biểu.
card-speakers-line = Số { $turn } · { $who }: { $topic }{ $mark ->
    [called] { " " }(đã mời)
    [absent] { " " }(vắng mặt)
    [spoke] { " " }(đã phát biểu)
   *[none] { "" }
  }
roll-topic-none = chưa ghi nội dung
roll-topic-opinion = { $code }, { $title }
roll-speaker = Số { $turn }
roll-mark-called = Mời phát biểu
roll-mark-spoke = Đã phát biểu
roll-mark-absent = Vắng mặt
roll-mark-none = Bỏ đánh dấu

broken-attend_closed = Hội nghị đã bắt đầu, không đăng ký hay sửa đăng ký được nữa. Ông/Bà vẫn có thể đến dự.
broken-attend_consent = Xin Ông/Bà đồng ý cung cấp thông tin trước khi đăng ký.
broken-attend_people = Mỗi lần đăng ký được từ 1 đến { $most } người; đông hơn, xin người khác đăng ký thêm.
broken-attend_full = Hội trường không còn đủ chỗ: Ông/Bà đăng ký được nhiều nhất { $left } người.
broken-attend_none = Ông/Bà chưa đăng ký tham dự hội nghị này.
broken-attend_name = Xin gõ họ tên, từ 2 đến 60 chữ cái, không có số.
broken-count_early = Chưa đến giờ điểm danh.
broken-count_closed = Đã hết giờ điểm danh hoặc hội nghị đã bắt đầu.
broken-count_number = Xin gõ một số nguyên, nhiều nhất { $most }.
data-seats = Đăng ký dự đối thoại: { $n }
