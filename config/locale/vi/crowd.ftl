# Nhóm nhắn tin của cơ quan: thẻ việc không có lời hay tên người dân.
card-group = { $code } · { $status }
card-group-about = { $unit } · { $field } · { $n ->
    [0] gửi hôm nay
   *[other] gửi { $n } ngày trước
 }
card-group-gone = { $code }: đã chuyển khỏi nơi nhóm này phụ trách.
group-open = Xem
group-sent = Đã gửi vào tin nhắn riêng của Ông/Bà.
group-unknown = Xin Ông/Bà nhắn riêng cho chương trình trước, rồi bấm lại.
group-hint = Nhóm này không nhận ý kiến. Xin Ông/Bà nhắn riêng cho chương trình.
group-write = Nhắn riêng
group-ask = Nhóm vừa rồi nhận thẻ việc của nơi nào? Thẻ không có lời và tên người dân.
group-asked = Đã hỏi Ông/Bà trong tin nhắn riêng.
group-unbind = Bỏ gắn kết
group-bound = Từ nay nhóm này nhận thẻ việc của { $place }. Bấm nút trên thẻ, nội dung đến tin nhắn riêng của người bấm.
group-bound_here = Nhóm đã gắn với { $place }.
group-unbound = Nhóm không nhận thẻ việc nữa.
group-how = Lệnh này gõ trong nhóm nhắn tin của cơ quan, nơi đã thêm chương trình vào.
broken-group_gone = Lời hỏi này đã cũ. Ông/Bà gõ lại lệnh /ganketnhom trong nhóm.
