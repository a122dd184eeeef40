# Tổng hợp ý kiến trước đối thoại: từng bản đánh số, bản giấy, và phần lãnh đạo xem trước khi vào họp.

conference-do-book = Xuất báo cáo tổng hợp
conference-do-close_book = Chốt tổng hợp
book-get = Xuất báo cáo tổng hợp
book-list = Danh sách nội dung
book-summary = Tổng hợp ý kiến trước đối thoại
book-make = Lập bản mới
book-whole = Toàn bộ, thể thức { $layout ->
    [party] văn bản của Đảng
   *[state] hành chính
  }
book-agency = { $agency }: { $n } nội dung
book-row = { $no }. { $said }
card-book = { $title }
    Nhận bản tổng hợp nào?
card-book-version = Bản số { $no }, lập { $at }: { $rows } nội dung.
card-book-none = Chưa lập bản nào; bản đầu tiên được lập theo lịch, hoặc ngay khi Ông/Bà chọn Lập bản mới.
card-book-same = Không có gì thay đổi so với bản trước.
card-book-empty = Chưa có ý kiến nào để tổng hợp.
card-book-rows = { $title }
    Các nội dung sẽ trình tại hội nghị; chọn để mở.
card-close_book = { $title }, { $starts }
    Chốt tổng hợp: { $rows } nội dung, { $n } lượt ý kiến. Sau khi chốt không nhận thêm ý kiến gửi trước.
card-close_book-loose = { $n } ý kiến chưa xếp nhóm. Nếu chốt, mỗi ý kiến đứng riêng một mục.
card-close_book-waiting = { $n } ý kiến ghi âm chưa ghi lại lời nên chưa vào bản tổng hợp.
book-sure = { $loose ->
    [0] Chốt tổng hợp
   *[other] Vẫn chốt, để { $loose } ý kiến đứng riêng
  }
broken-book_loose = Số ý kiến chưa xếp nhóm vừa thay đổi: { $n }. Xin xem lại trước khi chốt.

notice-book = { $final ->
    [yes] Đã chốt Tổng hợp ý kiến trước đối thoại (bản số { $no }).
   *[no] Tổng hợp ý kiến trước đối thoại, bản số { $no }.
  }
    { $title }, { $starts }
notice-book-counts = { $rows } nội dung, { $n } lượt ý kiến.
notice-book-changed = Mới hoặc thay đổi so với bản trước: { $n } nội dung (Phụ lục bổ sung).
notice-book-loose = Chưa xếp nhóm: { $n } ý kiến.
notice-book-waiting = Chờ ghi lại lời: { $n } ý kiến ({ $codes }).
notice-book-recurs = Kiến nghị nhiều kỳ: { $n } nội dung.
notice-book-recurring = Kiến nghị nhiều kỳ tại { $unit }: lĩnh vực { $field }, qua { $n } kỳ đối thoại, lần đầu { $first }.
    Nội dung số { $no } trong Tổng hợp ý kiến, { $title }.

card-summary-dialogue = { $title }
    { $starts }, { $place }
card-summary-opinions = { $loose ->
    [0] { $total } lượt ý kiến, { $rows } nội dung
   *[other] { $total } lượt ý kiến, { $rows } nội dung, { $loose } chưa xếp nhóm
  }
card-summary-group = • { $said } ({ $field }): { $n } lượt
card-summary-field = • { $field }: { $n } lượt
card-summary-unsorted = chưa phân loại
card-summary-and = { $one } · { $other }
card-summary-promises = Hẹn đã quá hạn: { $n }
card-summary-overdue = Quá hạn giải quyết: { $n }
card-summary-reopened = Chưa hài lòng: { $n }
card-summary-second = Kiến nghị lần 2: { $n }
card-summary-recurring = Kiến nghị nhiều kỳ: { $n }
card-summary-waiting = Chờ ghi lại lời: { $n }
