# Khi một câu không còn trong kho câu (ví dụ tin cũ được gửi lại sau khi nâng cấp).
wording-lost = Nội dung này hiện chưa hiển thị được. Xin Ông/Bà nhắn /trogiup để tiếp tục.
