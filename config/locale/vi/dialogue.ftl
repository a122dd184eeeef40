# Hội nghị tiếp xúc, đối thoại: thông báo cho người dân, bản tổng hợp cho lãnh đạo.

dialogue-kind-periodic = định kỳ
dialogue-kind-thematic = chuyên đề
dialogue-kind-extraordinary = đột xuất
dialogue-title = Hội nghị đối thoại { $kind } của { $unit }
dialogue-format-usual = trực tiếp
dialogue-officials = Mục này dành cho cán bộ. Ông/Bà có thể xem lịch đối thoại.
dialogue-none = Chưa có đối thoại nào sắp diễn ra.
dialogue-more = Và { $n } cuộc đối thoại khác.
dialogue-which = Xem tổng hợp ý kiến của cuộc đối thoại nào?
button-summary = Tổng hợp: { $unit }, { $starts }
button-write = Gửi ý kiến

notice-dialogue-announced = Kính mời bà con tham dự đối thoại và gửi ý kiến trước.
notice-dialogue-moved = Cuộc đối thoại đã đổi thời gian hoặc địa điểm. Xin Ông/Bà theo lịch mới:
notice-dialogue-today = Hôm nay có đối thoại. Kính mời Ông/Bà tham dự.
notice-dialogue-soon = { $days ->
    [1] Ngày mai có đối thoại.
   *[other] Còn { $days } ngày nữa có đối thoại.
  }
notice-dialogue-title = { $title }
notice-dialogue-when = Thời gian: { $starts }
notice-dialogue-where = Địa điểm: { $place } ({ $format })
notice-dialogue-chair = Chủ trì: { $chair }
notice-dialogue-audience = Thành phần: { $audience }
notice-dialogue-write = Ông/Bà có thể gửi ý kiến trước tại đây đến { $closes }, hoặc phát biểu tại hội nghị.
notice-dialogue-opens = Nhận ý kiến gửi trước từ { $opens } đến { $closes }; Ông/Bà cũng có thể phát biểu tại hội nghị.
notice-dialogue-speak = Đã hết thời gian gửi ý kiến trước; Ông/Bà có thể phát biểu tại hội nghị.
notice-dialogue-postponed = { $title } ({ $starts }) tạm hoãn. Thời gian mới sẽ được báo đến Ông/Bà.
notice-dialogue-kept = Ý kiến đã gửi vẫn được giữ để trình tại hội nghị đó.
notice-dialogue-cancelled = { $title } ({ $starts }) không tổ chức theo lịch đã báo.
notice-dialogue-heir = Ý kiến đã gửi được chuyển đến { $title }, { $starts }.
notice-dialogue-no-heir = Ý kiến đã gửi vẫn được tiếp nhận, giải quyết bình thường.

card-summary-title = Tổng hợp ý kiến trước đối thoại
card-dialogues = Đối thoại sắp diễn ra
card-dialogue-line = { $title }
    { $starts }, { $place }; chủ trì: { $chair }
    Đã có { $n } ý kiến; { $phase ->
        [closed] hết hạn nhận ý kiến
        [frozen] đã khóa sổ
       *[other] nhận ý kiến đến { $closes }
    }

broken-dialogue_past = Thời gian đối thoại phải ở phía trước.
broken-dialogue_window = Thời gian nhận ý kiến phải mở trước khi đóng, và đóng trước khi đối thoại bắt đầu.
broken-dialogue_phase = { $phase ->
    [planned] Cuộc đối thoại này mới là dự kiến.
    [postponed] Cuộc đối thoại này đang tạm hoãn.
    [cancelled] Cuộc đối thoại này đã hủy.
    [session] Cuộc đối thoại này đang diễn ra.
    [announced] Cuộc đối thoại này đã công bố.
    [intake] Cuộc đối thoại này đang nhận ý kiến.
    [frozen] Cuộc đối thoại này đã khóa sổ.
    [awaiting] Cuộc đối thoại này đã kết thúc, đang chờ kết luận.
   *[other] Cuộc đối thoại này đã có kết luận.
  }
broken-dialogue_over = Cuộc đối thoại này đã diễn ra hoặc đã hủy.
broken-dialogue_line = { $name ->
    [chair] Cần ghi rõ người chủ trì.
   *[place] Cần ghi rõ địa điểm.
  }

alarm-late = Có việc theo lịch đến quá muộn nên không thực hiện nữa: { $detail }.
alarm-timer = Một việc theo lịch thất bại năm lần và bị bỏ qua: { $detail }.
alarm-nightly = Kiểm tra ban đêm phát hiện vấn đề: { $detail }.

# Phiếu mời cán bộ, in ra giấy.
paper-invite-title = PHIẾU MỜI SỬ DỤNG HỆ THỐNG ĐỐI THOẠI
paper-invite-role = Vai trò: { $role }
paper-invite-how = Quét mã QR hoặc mở đường dẫn dưới đây, rồi bấm Bắt đầu. Phiếu chỉ dùng được một lần; không chuyển cho người khác.
paper-invite-code = Nơi không mở được đường dẫn, nhắn mã:
paper-invite-expires = Có giá trị đến { $expires }.
