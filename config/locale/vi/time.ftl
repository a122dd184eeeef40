# Thời hạn: nhắc việc theo bậc, lịch nghỉ, nghỉ phép và ủy quyền.
card-reminders = Nhắc việc ({ $n })
card-reminder-due = { $code } · { $status } · { $place } · hạn { $due }{ $late ->
    [yes] { " " }(quá hạn)
   *[no] { "" }
 }
card-reminder-since = { $code } · { $status } · { $place } · từ { $at }
reminders-none = Không còn việc nào đã nhắc Ông/Bà.
card-item-raised = Đã báo { $to ->
    [assignee] người phụ trách
    [officer] công chức tiếp nhận
    [leader] lãnh đạo đơn vị
    [superior] lãnh đạo cấp trên
   *[admin] quản trị
 } lúc { $at }

# Thời hạn, ngày nghỉ
menu-calendar = Thời hạn, ngày nghỉ
card-days = Ngày nghỉ, ngày làm bù khác lịch lễ, tết:
card-days-none = Chưa có ngày nào khác lịch lễ, tết và cuối tuần.
card-day = { $day }: { $kind }
card-day-note = { $day }: { $kind } ({ $note })
calendar-is-off = nghỉ
calendar-is-work = làm việc
calendar-off = Thêm ngày nghỉ
calendar-work = Thêm ngày làm bù
calendar-drop = Bỏ { $day }
calendar-limits = Thời hạn đang áp dụng
calendar-ask-off = Ông/Bà gõ ngày được nghỉ, ví dụ 02/01/2027.
calendar-ask-work = Ông/Bà gõ ngày làm bù, ví dụ 09/01/2027.
calendar-same = { $day } vốn đã { $kind }.
calendar-ask-note = Theo văn bản nào? Ông/Bà gõ, hoặc bấm Bỏ qua.
calendar-ask-sure = { $day }: { $kind }. { $n ->
    [0] Không ý kiến nào đổi ngày đến hạn.
   *[other] { $n } ý kiến đang giải quyết sẽ đổi ngày đến hạn.
 } Áp dụng?
calendar-apply = Áp dụng
calendar-applied = Đã áp dụng cho { $day }; số ý kiến đổi ngày đến hạn: { $n }. Cán bộ được báo trong bản tin tới.
card-limits = Thời hạn đang áp dụng (ngày làm việc, trừ nơi ghi khác):
card-limit-accept = Tiếp nhận hoặc từ chối: { $n } giờ làm việc
card-limit-due = Giải quyết: { $n } ngày
card-limit-field = · { $field }: { $n } ngày
card-limit-verdict = Người dân đánh giá: { $n } ngày thường
card-limit-notice = Thông báo đối thoại trước ít nhất { $n } ngày thường ({ $source })
card-limit-result = Công khai kết quả trong { $n } ngày thường ({ $source })
card-limit-year = Mỗi xã đối thoại ít nhất { $n } lần một năm ({ $source })
broken-day_past = Ngày này đã qua; chỉ đổi được từ hôm nay trở đi.
broken-day_far = Ngày này quá xa.

# Bản tin
card-digest-free = Lịch đổi: { $day } được nghỉ. Hạn các việc đã tính lại.
card-digest-worked = Lịch đổi: { $day } làm việc. Hạn các việc đã tính lại.
card-digest-reminded = Đã nhắc, chưa xong: { $n }
official-reminded = Việc đã nhắc ({ $n })
