# The question book: numbered versions, the paper, and what leaders look at before they walk in.

conference-do-book = Question book
conference-do-close_book = Close the book
book-get = Get the question book
book-list = List of topics
book-summary = Summary
book-make = Make a new version
book-whole = All of it, { $layout ->
    [party] Party layout
   *[state] State layout
  }
book-agency = { $agency }: { $n } topics
book-row = { $no }. { $said }
card-book = { $title }
    Which paper?
card-book-version = Version { $no }, made { $at }: { $rows } topics.
card-book-none = No version yet; the first one is made on its day, or when you press the button.
card-book-same = Nothing changed since the last version.
card-book-empty = There is no opinion yet.
card-book-rows = { $title }
    What will be heard; press to open.
card-close_book = { $title }, { $starts }
    Close the book: { $rows } topics, { $n } opinions. Nothing more is taken beforehand after that.
card-close_book-loose = { $n } opinions are in no group. Each will stand by itself.
card-close_book-waiting = { $n } spoken opinions are not written down yet and do not enter the book.
book-sure = { $loose ->
    [0] Close the book
   *[other] Close it, { $loose } stand by themselves
  }
broken-book_loose = The number of ungrouped opinions just changed: { $n }. Please look again.

notice-book = { $final ->
    [yes] The question book is closed (version { $no }).
   *[no] Question book, version { $no }.
  }
    { $title }, { $starts }
notice-book-counts = { $rows } topics, { $n } opinions.
notice-book-changed = New or changed since the last version: { $n } topics (addendum).
notice-book-loose = In no group: { $n } opinions.
notice-book-waiting = Not written down yet: { $n } opinions ({ $codes }).
notice-book-recurs = Heard again and again: { $n } topics.
notice-book-recurring = Heard again and again in { $unit }: { $field }, in { $n } dialogues, first on { $first }.
    Number { $no } of the question book, { $title }.

card-summary-dialogue = { $title }
    { $starts }, { $place }
card-summary-opinions = { $loose ->
    [0] { $total } opinions, { $rows } topics
   *[other] { $total } opinions, { $rows } topics, { $loose } ungrouped
  }
card-summary-group = • { $said } ({ $field }): { $n }
card-summary-field = • { $field }: { $n }
card-summary-unsorted = not sorted
card-summary-and = { $one } · { $other }
card-summary-promises = Overdue promises: { $n }
card-summary-overdue = Overdue: { $n }
card-summary-reopened = Not content: { $n }
card-summary-second = Second time: { $n }
card-summary-recurring = Again and again: { $n }
card-summary-waiting = Not written down: { $n }
