# Kế hoạch đối thoại trong năm: lập, sửa, đổi lịch, giao thư ký, hạn theo luật.

menu-dialogues = Đối thoại
conference-plan = Lập kế hoạch
conference-coverage = Chưa đối thoại trong năm
conference-do-propose = Đề nghị công bố
conference-do-edit = Sửa
conference-do-move = Đổi lịch
conference-do-clerk = Giao thư ký
conference-moved = Đã đổi lịch. Mọi người được báo một lần.
conference-ask-clerk = Giao ai làm thư ký hội nghị?
conference-pick = { $post }
conference-everyone = Không giao riêng ai
conference-clerk_set = Đã giao thư ký hội nghị.
conference-clerk_none = Mọi công chức của đơn vị cùng làm thư ký.
card-conference-kind = Loại: { $kind ->
    [periodic] định kỳ
    [thematic] chuyên đề
   *[extraordinary] đột xuất { $reason ->
        [voters] (cử tri đề nghị)
        [need] (khi cần thiết)
       *[none] { "" }
    }
  }; { $track ->
    [government] hội nghị của Ủy ban nhân dân
   *[party] đối thoại của người đứng đầu cấp ủy
  }
card-conference-proposed = Đã đề nghị công bố
notice-conference-proposed = Đề nghị công bố cuộc đối thoại này.
notice-conference-clerk = Ông/Bà được giao làm thư ký hội nghị này.

plan-ask-unit = Lập kế hoạch đối thoại cho xã, phường nào?
plan-ask-day = Đối thoại vào ngày nào? Chọn hoặc gõ, ví dụ 15/3.
plan-ask-hour = Bắt đầu lúc mấy giờ? Chọn hoặc gõ, ví dụ 8h30.
plan-ask-place = Tổ chức ở đâu?
plan-ask-chair = Ai chủ trì?
plan-ask-kind = Đối thoại loại nào?
plan-ask-reason = Vì sao đối thoại đột xuất?
plan-ask-track = Thuộc nhánh nào?
plan-ask-audience = Ai tham dự? Nếu là thành viên một đoàn thể, xin gõ tên đoàn thể đó.
plan-ask-title = Tên gọi? Chọn, hoặc gõ tên riêng.
plan-choose = Xin chọn một trong các nút.
plan-hour_unread = Chưa hiểu giờ này. Xin gõ như 8h, 8h30 hoặc 14:00.
plan-day = { $day }
plan-hour = { $hour }
plan-as_before = { $text }
plan-keep_place = Giữ nguyên địa điểm
plan-kind = { $kind ->
    [periodic] Định kỳ
    [thematic] Chuyên đề
   *[extraordinary] Đột xuất
  }
plan-reason = { $reason ->
    [voters] Từ { $percent } % cử tri đề nghị
   *[need] Khi cần thiết
  }
plan-track = { $track ->
    [government] Ủy ban nhân dân
   *[party] Người đứng đầu cấp ủy
  }
plan-everyone = Nhân dân
plan-usual_title = Gọi theo loại và đơn vị
plan-people = Nhân dân
plan-open = chưa có
plan-keep = Lưu kế hoạch
plan-edit = { $what ->
    [day] Sửa ngày, giờ
    [place] Sửa địa điểm
    [chair] Sửa chủ trì
    [kind] Sửa loại
    [track] Sửa nhánh
    [audience] Sửa thành phần
   *[title] Sửa tên gọi
  }
plan-day_off = Ngày nghỉ: { $day }
card-plan = Kế hoạch đối thoại của { $unit }
card-plan-when = Thời gian: { $starts }
card-plan-place = Địa điểm: { $place }
card-plan-chair = Chủ trì: { $chair }
card-plan-audience = Thành phần: { $audience }
card-plan-intake = Nhận ý kiến từ { $opens } đến { $closes }
card-move = Đổi lịch { $title }
    Từ { $came } sang { $goes }
card-move-place = Địa điểm: { $place }
card-move-intake = Nhận ý kiến đến { $closes }
card-move-reminders = { $n } lần nhắc được đặt lại, lần đầu { $first }
card-move-no_reminders = Không còn lần nhắc nào trước hội nghị
card-move-kept = { $n } ý kiến được giữ nguyên
card-move-told = Mọi người được báo lịch mới. Đổi lịch?

duty-of = { $title }, { $starts }:
duty-notice = { $standing ->
    [kept] Đã công bố đúng hạn
    [in_time] Phải công bố chậm nhất { $day }
    [soon] Sắp hết hạn công bố: { $day } ({ $source })
   *[missed] Quá hạn công bố: { $day } ({ $source })
  }
duty-result = { $standing ->
    [kept] Đã công khai kết quả đúng hạn
    [in_time] Phải công khai kết quả chậm nhất { $day }
    [soon] Sắp hết hạn công khai kết quả: { $day } ({ $source })
   *[missed] Quá hạn công khai kết quả: { $day } ({ $source })
  }
duty-year = { $standing ->
    [kept] Đã đối thoại trong năm
    [in_time] Phải đối thoại chậm nhất { $day }
    [soon] Hạn đối thoại trong năm: { $day } ({ $source })
   *[missed] Quá hạn đối thoại trong năm: { $day } ({ $source })
  }
notice-duty = { $n ->
    [0] Hôm nay là ngày cuối để công bố đúng hạn.
    [one] Còn 1 ngày để công bố đúng hạn.
   *[other] Còn { $n } ngày để công bố đúng hạn.
  }
notice-duty-year = { $unit } chưa có kế hoạch đối thoại với Nhân dân năm { $year }.
notice-coverage = { $n } xã, phường chưa có kế hoạch đối thoại năm { $year }.
card-coverage = Năm { $year }: { $n } trong { $all } xã, phường chưa đối thoại.
card-coverage-names = { $names }{ $more ->
    [0] { "." }
   *[other] {" "}và { $more } nơi khác.
  }
card-coverage-none = • { $unit }: chưa có kế hoạch
card-coverage-one = • { $unit }: { $day }, { conference-phase }
notice-dialogue-yours = Ý kiến của Ông/Bà được trình tại hội nghị này: { $codes }{ $more ->
    [0] { "." }
   *[other] {" "}và { $more } ý kiến khác.
  }

broken-dialogue_proposed = Đã đề nghị công bố cuộc đối thoại này rồi.
broken-dialogue_nobody = Chưa có lãnh đạo nào của đơn vị dùng hệ thống này để công bố.
broken-clerk_unknown = Người này không còn là cán bộ của đơn vị.
