# Taking in: the title, asking for more, splitting, refusing for another reason.
official-do-title = Set a title
card-item-title = Title: { $title }
triage-ask-title = { $code } · Please type a short title that names no person. Only officials read it.

broken-words_needed = Nothing was typed yet.
broken-words_long = That is longer than { $limit } characters. Please make it shorter.
