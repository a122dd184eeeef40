# Thời hạn: nhắc việc theo bậc, lịch nghỉ, nghỉ phép và ủy quyền.
card-reminders = Nhắc việc ({ $n })
card-reminder-due = { $code } · { $status } · { $place } · hạn { $due }{ $late ->
    [yes] { " " }(quá hạn)
   *[no] { "" }
 }
card-reminder-since = { $code } · { $status } · { $place } · từ { $at }
card-reminder-whom = Xin liên hệ: { $post }
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
calendar-ask-note = Theo văn bản nào? Ông/Bà gõ, hoặc chọn Bỏ qua.
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
card-limit-verdict = Người dân đánh giá: { $n } ngày, tính cả ngày nghỉ
card-limit-notice = Thông báo đối thoại trước ít nhất { $n } ngày, tính cả ngày nghỉ ({ $source })
card-limit-result = Công khai kết quả trong { $n } ngày, tính cả ngày nghỉ ({ $source })
card-limit-year = Mỗi xã đối thoại ít nhất { $n } lần một năm ({ $source })
broken-day_past = Ngày này đã qua; chỉ đổi được từ hôm nay trở đi.
broken-day_far = Ngày này quá xa.

# Bản tin
card-digest-free = Lịch đổi: { $day } được nghỉ. Hạn các việc đã tính lại.
card-digest-worked = Lịch đổi: { $day } làm việc. Hạn các việc đã tính lại.
card-digest-reminded = Đã nhắc, chưa xong: { $n }
official-reminded = Việc đã nhắc ({ $n })

# Nghỉ phép, ủy quyền
menu-leave = Nghỉ phép, ủy quyền
leave-post = { $role } · { $place }
leave-post_titled = { $title } · { $place }
leave-post_gone = nhiệm vụ đã kết thúc
leave-person = { $post }
leave-person_n = { $post } ({ $n })
card-leaves = Nghỉ phép, ủy quyền
card-leave = { $post }: { $first } đến { $last } · { $state ->
    [asked] chờ người thay đồng ý
    [agreed] đã có người thay
   *[on] đang có người thay
 }
leave-end = { $state ->
    [on] Tôi đã đi làm lại
   *[other] Hủy nghỉ phép
 } ({ $first })
leave-new = Đăng ký nghỉ
leave-ask-post = Ông/Bà nghỉ ở nhiệm vụ nào?
leave-ask-first = Ông/Bà nghỉ từ ngày nào? Ví dụ 07/12, thứ hai, ngày mai.
leave-ask-last = Nghỉ đến hết ngày nào?
leave-ask-deputy = Ai xử lý thay Ông/Bà?
leave-nobody = Chưa có đồng nghiệp cùng vai trò hay lãnh đạo nào đăng ký để xử lý thay.
leave-ask-sure = Nghỉ từ { $first } đến hết { $last }. Người xử lý thay: { $deputy }. Gửi đề nghị?
leave-send = Gửi đề nghị
leave-sent = Đã gửi đề nghị. Khi người thay đồng ý, Ông/Bà được báo ngay.
leave-ended = Đã kết thúc. Việc mới lại đến Ông/Bà.
card-leave-asked = Ông/Bà được đề nghị xử lý thay: { $post }, từ { $first } đến hết { $last }. Trong thời gian đó việc, nhắc việc, bản tin của người nghỉ được gửi đến Ông/Bà.
leave-agree = Nhận xử lý thay
leave-decline = Không nhận được
leave-agreed = Đã nhận xử lý thay từ { $first } đến hết { $last }.
leave-declined = Đã trả lời không nhận.
notice-leave-agreed = Đồng nghiệp đã nhận xử lý thay Ông/Bà từ { $first } đến hết { $last }.
notice-leave-declined = Đồng nghiệp không nhận xử lý thay Ông/Bà từ { $first } đến { $last }. Xin Ông/Bà chọn người khác.
notice-leave-begun = Từ nay đến hết { $last } Ông/Bà xử lý thay: { $post }.
notice-leave-over = Đã hết thời gian xử lý thay: { $post }.
notice-leave-back = Đã hết thời gian nghỉ: { $post }. Việc lại đến Ông/Bà.
command-nghiphep = Nghỉ phép, ủy quyền
command-nhacviec = Việc đã nhắc
command-ngaynghi = Thời hạn, ngày nghỉ
broken-leave_days = Ngày nghỉ từ hôm nay trở đi, ngày cuối không trước ngày đầu, dài nhất { $n } ngày.
broken-leave_deputy = Người này không xử lý thay được: cần đồng nghiệp cùng nơi, cùng vai trò, hoặc lãnh đạo.
broken-leave_twice = Nhiệm vụ này đã có đăng ký nghỉ. Ông/Bà hủy đăng ký cũ trước.
broken-leave_over = Đề nghị này đã kết thúc.
notice-back = Lâu nay kênh này không nhận được tin. Việc đang chờ Ông/Bà:
notice-instead = Không còn liên lạc được với { $post }. Việc đang chờ người này, xin Ông/Bà xử lý hoặc giao người khác:
