"""The languages: from a sentence id and its facts to words, and from typed words to a button."""
