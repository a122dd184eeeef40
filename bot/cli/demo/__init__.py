"""`doithoai demo`: one opinion goes the whole way before the newcomer's eyes, through real sockets."""
