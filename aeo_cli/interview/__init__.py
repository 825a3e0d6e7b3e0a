"""The interview: which question to ask next, the answers so far, and drafts of unfinished ones.

A profile's document, a catalogue, a day and the answers come in; the next question goes out, or the
document with the answers. `question` defines what a question is, the public document
`aeo-question/1`. `next_question` selects what to ask, `build_question` puts the question together,
`naming` asks a person for names, `entries` reads what a person enters, `dialogue` collects the
answers, `revision` changes them, with the help of `replay`, and `drafts` keeps each unfinished
interview in a file whose content `draft_file` defines.
The package does not know how a person is asked; that is the business of a front end.
"""
