# Trong hội nghị: ghi từng nội dung, ý kiến tại chỗ, kết thúc. Dành cho thư ký hội nghị.

conference-do-room = Trong hội nghị
room-do-answered = Đã trả lời
room-do-promised = Hẹn
room-do-assigned = Giao
room-do-not_reached = Chưa đến lượt
room-after = Chủ đề sau
room-topics = Các chủ đề
room-fix = Sửa
room-drop = Bỏ lời này
room-pick = { $state ->
    [done] ✓ { $no }. { $name }
   *[left] { $no }. { $name }
  }
room-span = { $span ->
    [week] 1 tuần ({ $day })
    [month] 1 tháng ({ $day })
   *[quarter] Cuối quý ({ $day })
  }
room-mark = { $kind ->
    [answered] Đã trả lời
    [promised] Hẹn { $day }
    [assigned] Giao { $agency }, hạn { $day }
   *[not_reached] Chưa đến lượt
  }
card-room = { $title }: đã ghi { $done }/{ $n } chủ đề
card-room-left = Còn lại: { $left }
card-room-speaker = { $no ->
    [0] Phát biểu tiếp: số { $turn }
   *[other] Phát biểu tiếp: số { $turn } (chủ đề { $no })
  }
card-room-topic = Chủ đề { $no }: { $name }
card-room-voices = { $n } người cùng ý kiến
card-room-marked = Đã ghi { $at }: { $mark }
card-room-words = Lời đã nói: { $text }
card-room-unwritten = Mới có ghi âm; cần ghi lại lời trước khi kết luận.
card-room-done = ✓ Chủ đề { $no }: { $name }
    { $at }: { $mark }
room-all = Mọi chủ đề đều đã được ghi.
room-held = Đã giữ lời: “{ $text }”. Lời này ghi cho việc gì? Xin chọn một việc.
room-kept = Đã giữ lời: “{ $text }”.
room-held_files = Đã giữ bản ghi âm, tệp. Ghi cho việc gì? Xin chọn một việc.
room-ask-agency = Chủ đề { $no }: giao đơn vị nào?
room-agency_unread = Chưa rõ đơn vị nào. Xin chọn hoặc nhập lại tên.
room-ask-day = { $kind ->
    [assigned] Chủ đề { $no }, giao { $agency }: hạn ngày nào?
   *[promised] Chủ đề { $no }: hẹn ngày nào?
  } Có thể nhập, ví dụ 30/12.
room-ask-words = Nhập lời đã nói, hoặc gửi ghi âm.
room-which = Ghi cho hội nghị nào?
room-none = Hiện không có hội nghị nào đang diễn ra. Chỉ ghi được từ trước giờ khai mạc một giờ đến khi có kết luận.
room-end-attendance = { $n ->
    [0] Chưa có số người tham dự; xin chọn Điểm danh.
   *[other] Tham dự: { $n } người.
  }
room-end-unmarked = Chưa ghi { $n } chủ đề: { $left }. Nếu không ghi thêm, các chủ đề này là “Chưa đến lượt”.
room-end-unwritten = Cần ghi lại lời từ bản ghi âm của { $n } chủ đề: { $left }.

room-back = Về chương trình
room-empty = Chương trình chưa có chủ đề nào.
room-speak-do = Ý kiến tại chỗ
room-speak = Nhập ý kiến tại chỗ trong một tin, hoặc gửi ghi âm ({ $unit }). Số điện thoại trong tin được giữ riêng.
room-speak-consent = Chỉ ghi khi đã nói trước tại hội trường: ý kiến được ghi lại để trả lời.
room-speak-more = Chọn để ghi kết quả, hoặc nhập ý kiến tại chỗ tiếp theo.
room-speak-unit = Người phát biểu ở xã, phường nào?
room-speak-contested = Xin nhập lại ý kiến; lời lúc nãy không được giữ.
room-speak-elsewhere = Ý kiến này chuyển cấp tỉnh xem xét trước, không đưa vào chương trình.
room-into = Gộp vào chủ đề { $no }: { $name }

broken-room_closed = Chỉ ghi được từ trước giờ khai mạc một giờ đến khi có kết luận.
broken-due_needed = Cần có thời hạn.
