# Cán bộ vào lại trang web, và liên kết mà người mời gửi lại.
card-pass = Mã vào trang web hoặc kênh khác, dùng một lần, đến { $expires }:
card-pass-code = { $code }
card-pass-link = Mở liên kết này, hoặc gõ mã vào trang web: { $link }
card-pass-secret = Không đưa mã này cho người khác.
pass-elsewhere = Mã vào trang web đã gửi đến kênh khác mà Ông/Bà đã liên kết.
pass-given = Ông/Bà gửi mã dưới đây cho đúng cán bộ; ai mở mã này sẽ làm việc với tên của cán bộ đó.
card-returned = Ông/Bà đã vào lại. Các trang web mở trước đó đã hết hiệu lực.
card-linked = Kênh này đã được liên kết với Ông/Bà.
notice-returned = { $at }: mã của Ông/Bà vừa được dùng để vào { $channel ->
    [webchat] trang web
    [telegram] Telegram
    [zalo_bot] Zalo
    [zalo_oa] Zalo
   *[other] kênh { $channel }
 }. Nếu không phải Ông/Bà, xin báo ngay cho quản trị.
notice-returned-inviter = Liên kết Ông/Bà gửi lại đã được dùng: { $role } · { $place }.

card-enrolled-role = { $role } · { $place }
card-item-unseen = Người gửi chưa xem
card-item-unheard_shut = Chưa gửi được tin cho người gửi từ { $since }: kênh nhắn tin chỉ cho gửi khi họ nhắn lại. Tin sẽ tự đến.
card-item-unheard_blocked = Chưa gửi được tin cho người gửi từ { $since }: họ đã ngừng nhận tin. Tin sẽ đến khi họ trở lại.
card-item-unheard_quota = Chưa gửi được tin cho người gửi từ { $since }: kênh nhắn tin hết lượt gửi, đang chờ gửi lại.
card-digest-unheard = Trả lời chưa gửi được đến người gửi: { $n }

command-web = Mã vào trang web
command-canbo = Cán bộ của đơn vị
alarm-passes = Cảnh báo: nhiều lần gõ sai mã vào trang web liên tiếp (kênh { $detail }).
broken-pass_alone = Ông/Bà chưa liên kết kênh nào khác. Khi hết phiên, xin người mời hoặc quản trị gửi lại liên kết.
broken-pass_locked = Đã gõ sai mã nhiều lần. Xin thử lại sau một giờ.
broken-pass_wrong = Mã không đúng. Xin Ông/Bà kiểm tra lại.
broken-pass_used = Mã này đã được dùng. Xin Ông/Bà lấy mã mới.
broken-pass_expired = Mã này đã hết hạn. Xin Ông/Bà lấy mã mới.
broken-pass_here = Mã này để vào trang web hoặc kênh khác; ở đây Ông/Bà đã đăng ký rồi.
broken-pass_busy = Trang này đang có ý kiến hoặc dữ liệu của một người gửi. Xin mở mã trong cửa sổ ẩn danh hoặc trình duyệt khác.
broken-pass_own = Để vào lại bằng tên của mình, Ông/Bà gõ /web.
