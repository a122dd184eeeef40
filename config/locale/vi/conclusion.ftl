# Thông báo kết luận: soạn, công bố, gửi từng người, theo dõi.

conference-do-conclusion = Soạn kết luận
conference-do-followup = Theo dõi kết luận
conclusion-kind = { $kind ->
    [explained] Đã trả lời tại hội nghị
    [done] Đã thực hiện xong
    [promised] Hẹn ngày thực hiện
    [assigned] Giao giải quyết
    [reason] Không kết luận, nêu lý do
   *[none] Chưa có kết luận
  }
conclusion-reason = { $reason ->
    [not_reached] Chưa đến lượt tại hội nghị, giải quyết theo thời hạn thường
    [answered] Đã có trả lời riêng
    [same] Giải quyết cùng ý kiến khác có cùng nội dung
    [transferred] Đã chuyển cơ quan có thẩm quyền
    [withdrawn] Người gửi đã rút
    [refused] Đã thông báo không tiếp nhận
   *[diverted] Đã hướng dẫn theo thủ tục khác
  }
conclusion-lack = { $lack ->
    [content] chưa đặt tên nội dung
    [item] chưa có kết luận
    [words] thiếu lời kết luận
    [lead] thiếu đơn vị chủ trì
    [day] thiếu thời hạn
    [day_past] thời hạn đã qua
   *[reason] thiếu lý do
  }
conclusion-none = chưa có
conclusion-nameless = { $state ->
    [published] (Nội dung đã xóa theo quy định)
   *[draft] (chưa đặt tên nội dung)
  }
card-conclusion = { $state ->
    [draft] Thông báo kết luận (dự thảo)
    [leaving] Thông báo kết luận đang gửi đi
   *[published] Thông báo kết luận đã công bố
  }
card-conclusion-title = { $title }
card-conclusion-head = Số: { $number }; ngày: { $day }; người ký: { $signer }
card-conclusion-file = Bản ký: { $n } tệp; mã băm SHA256: { $sha }
card-conclusion-file_waits = Bản ký: { $n } tệp, đang tải về
card-conclusion-no_file = Bản ký: chưa có
card-conclusion-items = { $n } nội dung, { $opinions } ý kiến; còn thiếu kết luận: { $missing }
card-conclusion-leaves = Còn hoàn tác được trong { $n } giây.
card-conclusion-submitted = Thư ký trình Ông/Bà dự thảo thông báo kết luận.
conclusion-submitted = Đã trình lãnh đạo dự thảo thông báo kết luận.
conclusion-no_leader = Chưa có lãnh đạo nào nhận được tin; xin Ông/Bà trình trực tiếp.
conclusion-do-items = Từng nội dung
conclusion-do-head = Số, ngày, người ký
conclusion-do-general = Kết luận chung
conclusion-do-file = Gửi bản ký
conclusion-do-paper = Xem dự thảo
conclusion-do-missing = Còn thiếu ({ $n })
conclusion-do-submit = Trình lãnh đạo
conclusion-do-publish = Công bố
card-conclusion-list = Từng nội dung kết luận. Chọn để xem, sửa.
card-conclusion-missing = Chưa công bố được, còn { $n } dòng thiếu:
card-conclusion-missing_line = { $code } · { $content }: { $lack }
card-conclusion-whole = Mọi ý kiến đã có kết luận hoặc lý do.
conclusion-pick = { $nth }. { $content }
conclusion-pick_missing = { $code } · { $content }
card-conclusion-item = { $code } · { $kind }
card-conclusion-content = “{ $content }”
card-conclusion-voices = { $n } ý kiến cùng nội dung
card-conclusion-words = Kết luận: { $words }
card-conclusion-lead = Chủ trì: { $agency }
card-conclusion-help = Phối hợp: { $agencies }
card-conclusion-day = Thời hạn: { $day }
card-conclusion-reason = Lý do: { conclusion-reason }
card-conclusion-lack = Còn thiếu: { $lack }
conclusion-do-kind = Kết luận
conclusion-do-words = Lời kết luận
conclusion-do-lead = Chủ trì
conclusion-do-help = Phối hợp
conclusion-do-day = Thời hạn
conclusion-do-content = Tên nội dung
conclusion-helps = { $helps ->
    [yes] ✓ { $name }
   *[no] { $name }
  }
conclusion-day = { $day }
conclusion-other_day = Ngày khác
card-conclusion-choose_kind = { $code }: hội nghị kết luận thế nào?
card-conclusion-choose_reason = { $code }: vì sao không có kết luận?
card-conclusion-choose_lead = { $code }: đơn vị nào chủ trì?
card-conclusion-choose_help = { $code }: đơn vị nào phối hợp? Chọn để thêm hoặc bỏ.
card-conclusion-choose_day = { $code }: thời hạn?
conclusion-ask = { $part ->
    [words] Ông/Bà ghi lời kết luận. Người gửi ý kiến đọc được nguyên văn sau khi công bố.
    [content] Tên nội dung? Ghi ngắn gọn như sẽ in trong thông báo công khai, đọc trên loa; không ghi tên người.
    [general] Ông/Bà ghi kết luận chung của hội nghị.
    [number] Số thông báo? Ví dụ 5, hoặc 05/TB-UBND.
    [day] Ngày ký? Ví dụ 30/11, hôm nay.
    [signer] Người ký? Ghi họ tên.
    [due] Thời hạn là ngày nào? Ví dụ 30/11.
   *[file] Ông/Bà gửi ảnh chụp hoặc tệp PDF bản đã ký. Xong thì chọn Xong.
  }
conclusion-files = Đã nhận { $n } tệp.
conclusion-file_done = Xong
conclusion-sure = Công bố Thông báo kết luận số { $number }? { $opinions } người gửi ý kiến, các đơn vị được giao và { $readers } trưởng thôn, cán bộ Mặt trận được báo.
conclusion-counts = Đã trả lời: { $answered }; hẹn ngày: { $promised }; giao giải quyết: { $assigned }; nêu lý do: { $reason }

broken-conclusion_out = Thông báo kết luận này đã công bố, không sửa được nữa.
broken-conclusion_moved = Dự thảo vừa được sửa. Xin Ông/Bà mở lại và xem lại.
broken-conclusion_day = Ngày ký phải từ ngày họp đến hôm nay.
broken-conclusion_missing = Còn { $n } dòng chưa có kết luận hoặc lý do.
broken-conclusion_head = { $part ->
    [number] Chưa có số thông báo.
    [day] Chưa có ngày ký.
    [signer] Chưa có người ký.
    [file] Chưa có bản ký (ảnh hoặc PDF).
   *[file_waits] Bản ký đang tải về, xin chờ một lát rồi chọn lại.
  }

notice-conclusion = Ý kiến { $code } của Ông/Bà có kết luận tại { $title }, Thông báo số { $number }, { $day }.
notice-conclusion-words = { $words }
notice-conclusion-promised = { $agency } thực hiện, hẹn xong { $day }.
notice-conclusion-assigned = { $agency } chủ trì giải quyết, hạn { $day }.
notice-conclusion-reason = { conclusion-reason }.
notice-conclusion-tasks = { $agency } được giao { $n } nội dung, Thông báo kết luận số { $number } ({ $title })
notice-conclusion-task = { $nth }. { $content }: { $words } ({ $role ->
    [lead] chủ trì
   *[support] phối hợp
  }, hạn { $day })
notice-conclusion-rest = và { $n } nội dung khác
notice-conclusion-no_handler = { $agency } chưa có cán bộ đăng ký. Xin Ông/Bà báo trực tiếp.
conclusion-task-open = Xem nội dung { $nth }
notice-conclusion-missing = { $what ->
    [first] { $title } chưa có thông báo kết luận. Phải công khai trước hết { $last } ({ $source }).
    [again] Nhắc lần hai: { $title } vẫn chưa có thông báo kết luận. Hạn công khai: { $last } ({ $source }).
   *[legal] Hạn cuối công khai kết quả { $title } là { $last } ({ $source }); đến nay chưa công bố thông báo kết luận.
  }
notice-conclusion-held_up = Chưa công bố được kết luận { $title }: vừa có thêm ý kiến chưa có kết luận. Xin Ông/Bà bổ sung rồi công bố lại.
conclusion-text-head = THÔNG BÁO số { $number }, { $day }
    Kết luận { $title }
conclusion-text-no_day = ngày …
conclusion-text-session = Hội nghị lúc { $starts }, tại { $place }. Chủ trì: { $chair }.
conclusion-text-words = { $words }
conclusion-text-answered = { $nth }. { $content } Kết luận: { $words }
conclusion-text-dated = { $nth }. { $content } Kết luận: { $words } Chủ trì: { $agency }. Thời hạn: { $day }.
conclusion-text-reason = { $nth }. { $content } { conclusion-reason }. { $words }
conclusion-text-signer = Người ký: { $signer }

card-followup = Theo dõi kết luận: { $title }
card-followup-number = Thông báo số { $number }, { $day }; mã băm bản ký: { $sha }
card-followup-figures = { $n } ý kiến: đã giải quyết { $done }, có lộ trình { $scheduled }, đang giải quyết { $working }; quá hạn { $overdue }; người dân chưa đồng ý { $rejected }
card-followup-line = { $nth }. { $content } · { $agency } · { $state ->
    [done] đã giải quyết
    [scheduled] có lộ trình
    [working] đang giải quyết
    [overdue] quá hạn
    [rejected] người dân chưa đồng ý
   *[reason] nêu lý do
  }
card-followup-line_day = { card-followup-line }, hạn { $day }
card-followup-more = Còn { $n } nội dung.
conclusion-do-results = Báo cáo kết quả giải quyết
conclusion-do-text = Nội dung cần phổ biến
card-digest-conclusion = Kết luận đối thoại quá hạn: { $n } nội dung
conclusion-paper = Dự thảo thông báo kết luận
conclusion-results = Báo cáo kết quả giải quyết

paper-notice = THÔNG BÁO
paper-conclusion-about = Kết luận hội nghị đối thoại { $kind } ngày { $day }
paper-conclusion-part-session = 1. Thời gian, địa điểm, thành phần
paper-conclusion-part-general = 2. Kết luận chung
paper-conclusion-part-items = 3. Kết luận từng nội dung
paper-conclusion-part-then = 4. Tổ chức thực hiện
paper-conclusion-session = { $title } được tổ chức lúc { $starts }, tại { $place }. Chủ trì: { $chair }.
paper-conclusion-people = Có { $n } lượt người tham dự.
paper-conclusion-opinions = Hội nghị tiếp nhận { $n } lượt ý kiến, kiến nghị, gộp thành { $items } nội dung.
paper-conclusion-then =
    Các đơn vị được giao chủ trì giải quyết, trả lời người dân đúng thời hạn; đơn vị phối hợp có trách nhiệm cùng thực hiện.
    Trưởng thôn, tổ trưởng tổ dân phố phổ biến Thông báo này đến Nhân dân. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam giám sát việc thực hiện.
paper-conclusion-recipients =
    Thường trực Đảng ủy, HĐND, UBND
    Ủy ban MTTQ Việt Nam cùng cấp
    Các đơn vị được giao
    Trưởng thôn, tổ trưởng tổ dân phố
    Lưu: VT
paper-results-about = Kết quả giải quyết ý kiến, kiến nghị tại hội nghị đối thoại { $kind } ngày { $day }
paper-results-total = Đến ngày { $day }, trong { $n } nội dung kết luận: đã giải quyết { $done }; có lộ trình { $scheduled }; đang giải quyết { $working }; quá hạn { $overdue }; người dân chưa đồng ý, đang giải quyết lại { $rejected }.
paper-results-standing = { $state ->
    [done] { $explained ->
        [yes] Đã giải trình, cung cấp thông tin
       *[no] Đã giải quyết
      }
    [scheduled] Chưa giải quyết; lộ trình: { $day }
    [working] { $dated ->
        [yes] Đang giải quyết, hạn { $day }
       *[no] Đang giải quyết
      }
    [overdue] Chưa giải quyết, quá hạn { $day }
    [rejected] Đang giải quyết lại theo ý kiến người dân
   *[reason] Không kết luận tại hội nghị
  }
