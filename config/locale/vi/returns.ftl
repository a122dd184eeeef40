# Chuyển cơ quan có thẩm quyền, trả lại, và cấp trên quyết định.
official-do-transfer = Chuyển cơ quan có thẩm quyền
official-do-take_over = Tiếp nhận
official-do-hand_back = Trả lại
official-do-decide_desk = Quyết định nơi giải quyết
official-do-decide_agency = Quyết định đơn vị chủ trì
return-reason = { $reason ->
    [other_place] Không thuộc địa bàn
    [other_level] Thuộc thẩm quyền của cấp khác
    [other_agency] Thuộc thẩm quyền của cơ quan, đơn vị khác
    [not_task] Không thuộc chức năng, nhiệm vụ được giao
    [not_clear] Nội dung chưa đủ rõ để xác định thẩm quyền
   *[other] { $reason }
 }
card-item-choose_return = { $code } · Chọn lý do trả lại
card-item-sender = Do { $unit } chuyển đến
card-item-ruling = { $ruling ->
    [desk] Đã trả lại hai lần. { $unit } phải quyết định nơi giải quyết.
   *[agency] Đã trả lại hai lần. Lãnh đạo { $unit } phải quyết định đơn vị chủ trì.
 }
card-item-decided = { $unit } đã quyết định, không trả lại lần nữa.
card-item-returned = { $by } trả lại. { $reason }: { $why }
official-ask-return = { $reason }. Ông/Bà ghi rõ thêm lý do trả lại.
official-ask-transfer = { $code } thuộc thẩm quyền của nơi nào? Ông/Bà chọn, hoặc gõ tên xã, phường.
official-ask-decide_desk = { $code } do nơi nào giải quyết? Ông/Bà chọn, hoặc gõ tên xã, phường.
official-sure-transfer = Chuyển { $code } đến { $unit }? Nơi nhận có { $days } ngày làm việc để tiếp nhận hoặc trả lại.
official-sure-decide_desk = Giao { $code } cho { $unit } giải quyết? Nơi này không trả lại được nữa.
official-sure = Đồng ý

notice-passed-transferred = Ý kiến được chuyển đến nơi Ông/Bà phụ trách. Xin tiếp nhận hoặc trả lại trước hạn.
notice-passed-handed_back = Nơi nhận trả lại ý kiến này.
notice-passed-decided = Cấp trên quyết định nơi Ông/Bà phụ trách giải quyết ý kiến này.
notice-passed-transfer_late = Ý kiến được chuyển đến đã quá hạn tiếp nhận.
notice-must_decide = { $ruling ->
    [desk] Ông/Bà cần quyết định nơi giải quyết ý kiến này.
   *[agency] Ông/Bà cần quyết định đơn vị chủ trì ý kiến này.
 }
alarm-undecided = Cảnh báo: ý kiến { $detail } bị trả lại hai lần hoặc quá hạn tiếp nhận, chờ cấp trên quyết định nhưng chưa có ai quyết định.

notice-lies-transferred = Ý kiến { $code } của Ông/Bà đã được chuyển đến { $unit } là nơi có thẩm quyền. Mã tra cứu không đổi.
notice-lies-taken_over = { $unit } đã tiếp nhận ý kiến { $code } của Ông/Bà.
notice-lies-handed_back = { $sender } chuyển lại ý kiến { $code } của Ông/Bà; { $unit } đang xem xét tiếp.
notice-lies-undecided = { $sender } chuyển lại ý kiến { $code } của Ông/Bà; { $umpire } sẽ quyết định nơi giải quyết.
notice-lies-decided = { $umpire } đã giao { $unit } giải quyết ý kiến { $code } của Ông/Bà.

broken-undecided = Ý kiến đang chờ { $unit } quyết định.
broken-decided = Cấp trên đã quyết định nơi giải quyết, không chuyển hoặc trả lại được nữa.
broken-same_desk = Ý kiến đang ở nơi này.
broken-desk_closed = { $unit } chưa có công chức tiếp nhận đăng ký. Xin Ông/Bà chọn nơi khác.

timeline-desk = Hiện ở: { $unit }
timeline-transfer = { $at }: chuyển đến { $unit }
timeline-take_over = { $at }: { $unit } tiếp nhận
timeline-hand_back = { $at }: chuyển lại { $unit }
timeline-decide = { $at }: cấp trên giao { $unit } giải quyết
