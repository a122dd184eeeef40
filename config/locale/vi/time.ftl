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
