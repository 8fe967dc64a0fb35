"""`ampersand diff`: what an edit did to a story, for its writer.

`versions` opens the two, from disk or out of git; `matching` says what is what under another name; `scenes` and `head`
find what was changed, each a `change.Change`, in the words of `wording` and `excerpts`; `chances` walks the lives of both;
`landing` opens saves of the one in the other. `as_text`, `as_markdown` and `as_json` tell it, and `comparing` is the whole.
"""
